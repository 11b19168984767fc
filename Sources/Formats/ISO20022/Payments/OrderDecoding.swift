// Headers, blocks and transfers of a credit transfer order out of a message's elements.
// Relies on PaymentDecoder.

import Money

extension PaymentDecoder {
    /// GrpHdr of an order, the root of the tree.
    mutating func orderHeader() -> OrderHeader {
        let root = tree.root
        let created = tree.first(.created, of: root)
        if created < 0 { reportMissing(.created, of: root) }
        var header = OrderHeader(
            messageID: required(.messageID, of: root),
            created: time(created) ?? MessageTime(startOf: CalendarDate(dayNumber: 0)),
            initiatingParty: party(tree.first(.initiatingParty, of: root)) ?? PaymentParty())
        header.forwardingAgent = agent(tree.first(.forwardingAgent, of: root))
        return header
    }

    mutating func paymentType(_ index: Int) -> PaymentType? {
        guard index >= 0 else { return nil }
        return PaymentType(
            serviceLevels: tree.all(.serviceLevel, of: index).compactMap { code(of: $0) },
            localInstrument: code(.localInstrument, of: index), categoryPurpose: code(.categoryPurpose, of: index),
            priority: choice(.instructionPriority, of: index))
    }

    /// PmtInf without its transfers, the root of the tree; nil where what it cannot be without is missing.
    mutating func paymentInstruction() -> PaymentInstruction? {
        let root = tree.root
        let id = required(.paymentInformationID, of: root)
        if tree.first(.paymentMethod, of: root) < 0 { reportMissing(.paymentMethod, of: root) }
        let method: PaymentMethod? = choice(.paymentMethod, of: root)
        let execution = execution(tree.first(.requestedExecution, of: root))
        let debtor = party(tree.first(.debtor, of: root))
        let account = account(tree.first(.debtorAccount, of: root))
        let agent = agent(tree.first(.debtorAgent, of: root))
        if debtor == nil { reportMissing(.debtor, of: root) }
        if account == nil { reportMissing(.debtorAccount, of: root) }
        if agent == nil { reportMissing(.debtorAgent, of: root) }
        guard let method, let execution, let debtor, let account, let agent else { return nil }
        var instruction = PaymentInstruction(
            id: id, method: method, type: paymentType(tree.first(.paymentType, of: root)), execution: execution,
            debtor: debtor, debtorAccount: account, debtorAgent: agent)
        instruction.batchBooking = indicator(.batchBooking, of: root)
        instruction.debtorAgentAccount = self.account(tree.first(.debtorAgentAccount, of: root))
        instruction.debtorAgentInstruction = text(.instructionForDebtorAgent, of: root, atMost: 140)
        instruction.ultimateDebtor = party(tree.first(.ultimateDebtor, of: root))
        instruction.chargeBearer = choice(.chargeBearer, of: root)
        instruction.chargesAccount = self.account(tree.first(.chargesAccount, of: root))
        instruction.chargesAgent = self.agent(tree.first(.chargesAccountAgent, of: root))
        return instruction
    }

    /// A date as text until version .07, a choice of date and time since.
    private mutating func execution(_ index: Int) -> RequestedExecution? {
        if index < 0 {
            reportMissing(.requestedExecution, of: tree.root)
            return nil
        }
        let moment = tree.first(.dateTime, of: index)
        if moment >= 0 { return time(moment).map { .at($0) } }
        let day = tree.first(.date, of: index)
        return date(day < 0 ? index : day).map { .on($0) }
    }

    /// One transfer, the root of the tree; nil where its amount cannot be read.
    mutating func creditTransfer() -> CreditTransfer? {
        let root = tree.root
        let identification = tree.first(.paymentIdentification, of: root)
        let endToEndID = required(.endToEndID, of: identification < 0 ? root : identification)
        guard let amount = transferAmount(tree.first(.amount, of: root)) else { return nil }
        var transfer = CreditTransfer(endToEndID: endToEndID, amount: amount)
        transfer.instructionID = text(.instructionID, of: identification, atMost: 35)
        transfer.uniqueReference = uniqueReference(tree.first(.uniqueReference, of: identification))
        transfer.type = paymentType(tree.first(.paymentType, of: root))
        transfer.exchange = exchange(tree.first(.exchangeRateInformation, of: root))
        transfer.chargeBearer = choice(.chargeBearer, of: root)
        transfer.check = checkInstruction(tree.first(.checkInstruction, of: root))
        transfer.ultimateDebtor = party(tree.first(.ultimateDebtor, of: root))
        transfer.intermediaries = intermediaries(of: root)
        transfer.creditorAgent = agent(tree.first(.creditorAgent, of: root))
        transfer.creditorAgentAccount = account(tree.first(.creditorAgentAccount, of: root))
        transfer.creditor = party(tree.first(.creditor, of: root))
        transfer.creditorAccount = account(tree.first(.creditorAccount, of: root))
        transfer.ultimateCreditor = party(tree.first(.ultimateCreditor, of: root))
        transfer.creditorAgentInstructions = tree.all(.instructionForCreditorAgent, of: root).map { index in
            CreditorAgentInstruction(
                code: tree.text(.code, of: index), text: text(.instructionText, of: index, atMost: 140))
        }
        transfer.debtorAgentInstruction = text(.instructionForDebtorAgent, of: root, atMost: 140)
        transfer.purpose = code(.purpose, of: root)
        transfer.remittance = remittance(tree.first(.remittance, of: root))
        return transfer
    }

    private mutating func transferAmount(_ index: Int) -> TransferAmount? {
        let instructed = tree.first(.instructedAmount, of: index)
        if instructed >= 0 { return money(instructed).map { .instructed($0) } }
        let equivalent = tree.first(.equivalentAmount, of: index)
        if equivalent < 0 {
            reportMissing(.instructedAmount, of: max(index, tree.root))
            return nil
        }
        let currency = currency(.currencyOfTransfer, of: equivalent)
        if currency == nil { reportMissing(.currencyOfTransfer, of: equivalent) }
        guard let money = money(tree.first(.amount, of: equivalent)), let currency else { return nil }
        return .equivalent(money, in: currency)
    }

    mutating func uniqueReference(_ index: Int) -> String? {
        guard let text = tree.text(index) else { return nil }
        if !CheckDigits.isUniqueReference(text) {
            report(PaymentRules.uniqueReference, "The UETR is no UUID of version four in lower case.", at: index)
        }
        return text
    }

    private mutating func exchange(_ index: Int) -> ExchangeAgreement? {
        guard index >= 0 else { return nil }
        var exchange = ExchangeAgreement(
            rate: text(.exchangeRate, of: index, atMost: 12), type: text(.rateType, of: index, atMost: 4),
            contractID: text(.contractID, of: index, atMost: 35))
        exchange.unitCurrency = currency(.unitCurrency, of: index)
        return exchange
    }

    /// The elements of the three banks on the way, each followed by its account's.
    static let intermediaryWords: [PaymentWord] = [
        .intermediaryAgent1, .intermediaryAgent1Account, .intermediaryAgent2, .intermediaryAgent2Account,
        .intermediaryAgent3, .intermediaryAgent3Account,
    ]

    private mutating func intermediaries(of root: Int) -> [IntermediaryAgent] {
        var found: [IntermediaryAgent] = []
        let words = PaymentDecoder.intermediaryWords
        for index in stride(from: 0, to: words.count, by: 2) {
            guard let agent = agent(tree.first(words[index], of: root)) else { continue }
            found.append(IntermediaryAgent(agent, account: account(tree.first(words[index + 1], of: root))))
        }
        return found
    }

    private mutating func checkInstruction(_ index: Int) -> CheckInstruction? {
        guard index >= 0 else { return nil }
        var check = CheckInstruction(
            type: text(.checkType, of: index, atMost: 4), number: text(.checkNumber, of: index, atMost: 35),
            delivery: code(.deliveryMethod, of: index))
        check.from = addressee(tree.first(.checkFrom, of: index))
        check.deliverTo = addressee(tree.first(.deliverTo, of: index))
        check.priority = choice(.instructionPriority, of: index)
        check.maturity = date(tree.first(.checkMaturity, of: index))
        check.formsCode = text(.formsCode, of: index, atMost: 35)
        check.memo = texts(.memo, of: index, atMost: 35)
        check.regionalClearingZone = text(.regionalClearingZone, of: index, atMost: 35)
        check.printLocation = text(.printLocation, of: index, atMost: 35)
        check.signatures = texts(.signature, of: index, atMost: 70)
        return check
    }

    private mutating func addressee(_ index: Int) -> Addressee? {
        guard index >= 0 else { return nil }
        let name = required(.name, of: index, atMost: 140)
        return Addressee(name: name, address: address(tree.first(.postalAddressOfCheck, of: index)) ?? PostalAddress())
    }
}
