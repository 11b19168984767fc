// Parties, addresses, accounts and banks out of a message's elements.
// Relies on PaymentDecoder. Versions are told by shape: BIC or BICFI, BICOrBEI or AnyBIC, AdrTp as text or as choice.

import Money
import Parsing

/// A text of a value that is one element, with what bounds it: how reader and writer know of it.
struct TextPart<Root: Sendable>: Sendable {
    let path: any WritableKeyPath<Root, String?> & Sendable
    let word: PaymentWord
    /// Characters at most.
    let limit: Int
    /// First version that knows it; 1 for all.
    var since = 1
}

extension PostalAddress {
    /// In the order of the schemas.
    static let parts: [TextPart<PostalAddress>] = [
        TextPart(path: \.department, word: .department, limit: 70),
        TextPart(path: \.subDepartment, word: .subDepartment, limit: 70),
        TextPart(path: \.street, word: .street, limit: 70),
        TextPart(path: \.buildingNumber, word: .buildingNumber, limit: 16),
        TextPart(path: \.buildingName, word: .buildingName, limit: 35, since: 9),
        TextPart(path: \.floor, word: .floor, limit: 70, since: 9),
        TextPart(path: \.postBox, word: .postBox, limit: 16, since: 9),
        TextPart(path: \.room, word: .room, limit: 70, since: 9),
        TextPart(path: \.postCode, word: .postCode, limit: 16),
        TextPart(path: \.town, word: .town, limit: 35),
        TextPart(path: \.townLocation, word: .townLocation, limit: 35, since: 9),
        TextPart(path: \.district, word: .district, limit: 35, since: 9),
        TextPart(path: \.countrySubdivision, word: .countrySubdivision, limit: 35),
    ]
}

extension ContactDetails {
    static let parts: [TextPart<ContactDetails>] = [
        TextPart(path: \.name, word: .name, limit: 140),
        TextPart(path: \.phone, word: .phone, limit: 35),
        TextPart(path: \.mobile, word: .mobile, limit: 35),
        TextPart(path: \.fax, word: .fax, limit: 35),
        TextPart(path: \.email, word: .email, limit: 2048),
    ]
}

extension PaymentDecoder {
    mutating func address(_ index: Int) -> PostalAddress? {
        guard index >= 0 else { return nil }
        var address = PostalAddress()
        let type = tree.first(.addressType, of: index)
        address.type = tree.text(type).map { .code($0) } ?? (type < 0 ? nil : code(of: type))
        for part in PostalAddress.parts {
            address[keyPath: part.path] = text(part.word, of: index, atMost: part.limit)
        }
        address.country = country(.country, of: index)
        address.lines = texts(.addressLine, of: index, atMost: 70)
        return address
    }

    private mutating func country(_ word: PaymentWord, of parent: Int) -> String? {
        let index = tree.first(word, of: parent)
        guard let text = tree.text(index) else { return nil }
        if !CheckDigits.isCountry(text) {
            report(PaymentRules.countryMalformed, "The country is not two capital letters.", at: index)
        }
        return text
    }

    mutating func party(_ index: Int) -> PaymentParty? {
        guard index >= 0 else { return nil }
        var party = PaymentParty()
        party.name = text(.name, of: index, atMost: 140)
        party.address = address(tree.first(.postalAddress, of: index))
        party.identification = partyIdentification(tree.first(.identification, of: index))
        party.countryOfResidence = country(.countryOfResidence, of: index)
        let contact = tree.first(.contact, of: index)
        if contact >= 0 {
            var details = ContactDetails()
            for part in ContactDetails.parts {
                details[keyPath: part.path] = text(part.word, of: contact, atMost: part.limit)
            }
            party.contact = details
        }
        return party
    }

    private mutating func partyIdentification(_ index: Int) -> PartyIdentification? {
        let organisation = tree.first(.organisation, of: index)
        if organisation >= 0 {
            let bic = bic(tree.first(.anyBIC, of: organisation)) ?? bic(tree.first(.oldAnyBIC, of: organisation))
            return .organisation(
                bic: bic, legalEntity: legalEntity(of: organisation), numbers: partyNumbers(of: organisation))
        }
        let person = tree.first(.privatePerson, of: index)
        if person < 0 { return nil }
        return .person(birth: birth(tree.first(.birth, of: person)), numbers: partyNumbers(of: person))
    }

    private mutating func partyNumbers(of index: Int) -> [PartyNumber] {
        tree.all(.other, of: index).map { other in
            PartyNumber(
                required(.identification, of: other), scheme: code(.schemeName, of: other),
                issuer: text(.issuer, of: other, atMost: 35))
        }
    }

    private mutating func birth(_ index: Int) -> BirthDetails? {
        guard index >= 0, let date = date(tree.first(.birthDate, of: index)) else { return nil }
        return BirthDetails(
            date: date, province: text(.birthProvince, of: index, atMost: 35),
            city: required(.birthCity, of: index), country: country(.birthCountry, of: index) ?? "")
    }

    private mutating func legalEntity(of parent: Int) -> String? {
        let index = tree.first(.legalEntity, of: parent)
        guard let text = tree.text(index) else { return nil }
        if !CheckDigits.isLegalEntity(text) {
            report(PaymentRules.legalEntity, "The legal entity identifier's form or check digits are wrong.", at: index)
        }
        return text
    }

    private mutating func bic(_ index: Int) -> String? {
        guard let text = tree.text(index) else { return nil }
        if !CheckDigits.isBIC(text) {
            report(PaymentRules.bic, "The BIC has not the form of one.", at: index)
        }
        return text
    }

    mutating func account(_ index: Int) -> PaymentAccount? {
        guard index >= 0 else { return nil }
        let identification = tree.first(.identification, of: index)
        let iban = tree.first(.iban, of: identification)
        var number = AccountNumber.other("")
        if let text = tree.text(iban) {
            if !CheckDigits.isIBAN(text) {
                report(PaymentRules.iban, "The IBAN's length or check digits are wrong.", at: iban)
            }
            number = .iban(text)
        } else {
            let other = tree.first(.other, of: identification)
            number = .other(
                required(.identification, of: other < 0 ? index : other, atMost: 34),
                scheme: code(.schemeName, of: other), issuer: text(.issuer, of: other, atMost: 35))
        }
        return PaymentAccount(
            number, type: code(.type, of: index), currency: currency(.currency, of: index),
            name: text(.name, of: index, atMost: 70))
    }

    mutating func agent(_ index: Int) -> PaymentAgent? {
        guard index >= 0 else { return nil }
        let institution = tree.first(.institution, of: index)
        var agent = PaymentAgent()
        agent.bic = bic(tree.first(.bic, of: institution)) ?? bic(tree.first(.oldBIC, of: institution))
        let member = tree.first(.clearingMember, of: institution)
        if member >= 0 {
            agent.clearingSystem = code(.clearingSystem, of: member)
            agent.memberID = required(.memberID, of: member)
            if let number = agent.routingNumber, !RoutingCheckDigit.fits(number) {
                report(
                    PaymentRules.routingNumber, "The routing number's length or check digit is wrong.",
                    at: tree.first(.memberID, of: member))
            }
        }
        agent.legalEntity = legalEntity(of: institution)
        agent.name = text(.name, of: institution, atMost: 140)
        agent.address = address(tree.first(.postalAddress, of: institution))
        agent.otherID = tree.text(.identification, of: tree.first(.other, of: institution))
        agent.branchID = tree.text(.identification, of: tree.first(.branch, of: index))
        return agent
    }
}
