// Parties, addresses, accounts and banks into a message's elements, in the schemas' order.
// Relies on OrderEncoder.

import Parsing

extension OrderEncoder {
    private static let addressTypes: Set<String> = ["ADDR", "PBOX", "HOME", "BIZZ", "MLTO", "DLVY"]
    /// Closed until version .09, external since.
    private static let accountTypes: Set<String> = [
        "CASH", "CHAR", "COMM", "TAXE", "CISH", "TRAS", "SACC", "CACC", "SVGS", "ONDP", "MGLD", "NREX", "MOMA", "LOAN",
        "SLRY", "ODFT",
    ]

    mutating func address(_ word: PaymentWord, _ address: PostalAddress?) {
        guard let address else { return }
        open(word)
        if profile.needsStructuredAddress, !address.isStructured, !address.lines.isEmpty {
            report(CreditTransferRules.address, "The address has lines, but no town or no country of its own.")
        }
        if let type = address.type {
            if case .proprietary = type {
                report(
                    CreditTransferRules.code, "Only codes of the list are written as type of an address.", .addressType)
            } else if version < 9 {
                closedCode(.addressType, type.text, OrderEncoder.addressTypes)
            } else {
                code(.addressType, type, closed: OrderEncoder.addressTypes)
            }
        }
        for part in PostalAddress.parts {
            guard let text = address[keyPath: part.path], !refuseBefore(version: part.since, part.word) else {
                continue
            }
            words(part.word, text, atMost: part.limit)
        }
        country(.country, address.country)
        checkCount(address.lines.count, atMost: 7, .addressLine)
        for line in address.lines { words(.addressLine, line, atMost: 70) }
        close()
    }

    private mutating func country(_ word: PaymentWord, _ text: String?) {
        guard let text else { return }
        if !CheckDigits.isCountry(text) {
            report(CreditTransferRules.country, "The country is not two capital letters.", word)
        }
        plainEscaped(word, text)
    }

    mutating func party(_ word: PaymentWord, _ party: PaymentParty?, needsName: Bool = false) {
        guard let party else { return }
        open(word)
        if needsName, profile.characters.bring(party.name ?? "").text.isEmpty {
            report(CreditTransferRules.missing, "The party has no name.", .name)
        }
        words(.name, party.name, atMost: 140)
        address(.postalAddress, party.address)
        identification(party.identification)
        country(.countryOfResidence, party.countryOfResidence)
        if let contact = party.contact {
            open(.contact)
            for part in ContactDetails.parts {
                let text = contact[keyPath: part.path]
                if [.phone, .mobile, .fax].contains(part.word) {
                    phone(part.word, text)
                } else {
                    words(part.word, text, atMost: part.limit, part.word == .email ? .unicode : nil)
                }
            }
            close()
        }
        close()
    }

    /// `+`, one to three digits, a dash, one to thirty digits, dashes, brackets.
    private mutating func phone(_ word: PaymentWord, _ text: String?) {
        guard let text else { return }
        let parts = text.utf8.dropFirst().split(separator: 0x2D, maxSplits: 1, omittingEmptySubsequences: false)
        let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
        let isRest: (UInt8) -> Bool = { isDigit($0) || [0x28, 0x29, 0x2B, 0x2D].contains($0) }
        let fits =
            text.utf8.first == 0x2B && parts.count == 2 && (1...3).contains(parts[0].count)
            && parts[0].allSatisfy(isDigit) && (1...30).contains(parts[1].count) && parts[1].allSatisfy(isRest)
        if !fits { report(CreditTransferRules.phone, "The telephone number has another form.", word) }
        plainEscaped(word, text)
    }

    private mutating func identification(_ identification: PartyIdentification?) {
        guard let identification else { return }
        open(.identification)
        switch identification {
        case .organisation(let bic, let entity, let numbers):
            open(.organisation)
            self.bic(version < 9 ? .oldAnyBIC : .anyBIC, bic)
            legalEntity(entity)
            partyNumbers(numbers)
        case .person(let birth, let numbers):
            open(.privatePerson)
            if let birth {
                open(.birth)
                date(.birthDate, birth.date)
                words(.birthProvince, birth.province, atMost: 35)
                if birth.city.isEmpty {
                    report(CreditTransferRules.missing, "The place of birth is empty.", .birthCity)
                }
                words(.birthCity, birth.city, atMost: 35)
                country(.birthCountry, birth.country)
                close()
            }
            partyNumbers(numbers)
        }
        close()
        close()
    }

    private mutating func partyNumbers(_ numbers: [PartyNumber]) {
        for number in numbers {
            open(.other)
            required(.identification, number.number)
            code(.schemeName, number.scheme)
            words(.issuer, number.issuer, atMost: 35)
            close()
        }
    }

    private mutating func bic(_ word: PaymentWord, _ text: String?) {
        guard let text else { return }
        if !(version < 9 ? CheckDigits.isOldBIC(text) : CheckDigits.isBIC(text)) {
            report(CreditTransferRules.bic, "The BIC has not the form of one.", word)
        }
        plainEscaped(word, text)
    }

    private mutating func legalEntity(_ text: String?) {
        guard let text, !refuseBefore(version: 9, .legalEntity) else { return }
        if !CheckDigits.isLegalEntity(text) {
            report(CreditTransferRules.legalEntity, "Its form or check digits are wrong.", .legalEntity)
        }
        plainEscaped(.legalEntity, text)
    }

    mutating func account(_ word: PaymentWord, _ account: PaymentAccount?) {
        guard let account else { return }
        open(word)
        open(.identification)
        switch account.number {
        case .iban(let number):
            if !CheckDigits.isIBAN(number) {
                report(CreditTransferRules.iban, "The IBAN's length or check digits are wrong.", .iban)
            }
            plainEscaped(.iban, number)
        case .other(let number, let scheme, let issuer):
            open(.other)
            required(.identification, number, atMost: 34)
            code(.schemeName, scheme)
            words(.issuer, issuer, atMost: 35)
            close()
        }
        close()
        code(.type, account.type, closed: version < 9 ? OrderEncoder.accountTypes : nil)
        if let currency = account.currency { plain(.currency, currency.code) }
        words(.name, account.name, atMost: 70)
        close()
    }

    mutating func agent(_ word: PaymentWord, _ agent: PaymentAgent?) {
        guard let agent else { return }
        open(word)
        open(.institution)
        let isNamed = agent.bic != nil || agent.memberID != nil || agent.name != nil || agent.otherID != nil
        if !isNamed, agent.legalEntity == nil {
            report(CreditTransferRules.missing, "The bank has neither BIC nor number nor name.")
        }
        bic(version < 9 ? .oldBIC : .bic, agent.bic)
        if let member = agent.memberID {
            open(.clearingMember)
            code(.clearingSystem, agent.clearingSystem, atMost: 5)
            if agent.routingNumber != nil, !RoutingCheckDigit.fits(member) {
                report(
                    CreditTransferRules.routingNumber, "The routing number's length or check digit is wrong.", .memberID
                )
            }
            required(.memberID, member)
            close()
        } else if agent.clearingSystem != nil {
            report(CreditTransferRules.missing, "A clearing is named, and no number in it.", .memberID)
        }
        legalEntity(agent.legalEntity)
        words(.name, agent.name, atMost: 140)
        address(.postalAddress, agent.address)
        if let id = agent.otherID {
            open(.other)
            required(.identification, id)
            close()
        }
        close()
        if let branch = agent.branchID {
            open(.branch)
            required(.identification, branch)
            close()
        }
        close()
    }
}
