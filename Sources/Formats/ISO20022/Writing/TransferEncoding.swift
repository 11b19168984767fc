// Headers, blocks and transfers into a message's elements, in the schemas' order.
// Relies on OrderEncoder; the rules of rails and dates are OrderChecks'.

import Money

extension OrderEncoder {
    private static let checkTypes: Set<String> = ["CCHQ", "CCCH", "BCHQ", "DRFT", "ELDR"]
    private static let deliveries: Set<String> = [
        "MLDB", "MLCD", "MLFA", "CRDB", "CRCD", "CRFA", "PUDB", "PUCD", "PUFA", "RGDB", "RGCD", "RGFA",
    ]
    private static let agentInstructions: Set<String> = ["CHQB", "HOLD", "PHOB", "TELB"]
    private static let rateTypes: Set<String> = ["SPOT", "SALE", "AGRD"]

    /// Up to and with the group header.
    mutating func begin(_ header: OrderHeader, _ count: Int, _ sum: String) {
        put(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"\(profile.version.namespace)\"><CstmrCdtTrfInitn>"
        )
        open(.groupHeader)
        required(.messageID, header.messageID)
        plain(.created, header.created.description)
        plain(.transactionCount, "\(count)")
        plain(.controlSum, sum)
        party(.initiatingParty, header.initiatingParty)
        agent(.forwardingAgent, header.forwardingAgent)
        close()
    }

    mutating func end() { put("</CstmrCdtTrfInitn></Document>\n") }

    /// A block up to its first transfer; it stays open.
    mutating func begin(_ instruction: PaymentInstruction, _ count: Int, _ sum: String) {
        self.instruction = instruction
        rail = instruction.type?.rail
        open(.paymentInformation)
        required(.paymentInformationID, instruction.id)
        plain(.paymentMethod, instruction.method.rawValue)
        if let isBatch = instruction.batchBooking { plain(.batchBooking, isBatch ? "true" : "false") }
        plain(.transactionCount, "\(count)")
        plain(.controlSum, sum)
        paymentType(instruction.type)
        execution(instruction.execution)
        party(.debtor, instruction.debtor, needsName: true)
        account(.debtorAccount, instruction.debtorAccount)
        agent(.debtorAgent, instruction.debtorAgent)
        account(.debtorAgentAccount, instruction.debtorAgentAccount)
        if let text = instruction.debtorAgentInstruction, !refuseBefore(version: 9, .instructionForDebtorAgent) {
            words(.instructionForDebtorAgent, text, atMost: 140)
        }
        party(.ultimateDebtor, instruction.ultimateDebtor)
        if let bearer = instruction.chargeBearer { plain(.chargeBearer, bearer.rawValue) }
        account(.chargesAccount, instruction.chargesAccount)
        agent(.chargesAccountAgent, instruction.chargesAgent)
    }

    private mutating func execution(_ execution: RequestedExecution) {
        let date = executionDate(execution)
        if version < 8 {
            if case .at = execution {
                report(
                    CreditTransferRules.version, "A time of execution is known since version .08.", .requestedExecution)
            }
            self.date(.requestedExecution, date)
            return
        }
        open(.requestedExecution)
        if case .at(var time) = execution {
            time.date = date
            plain(.dateTime, time.description)
        } else {
            self.date(.date, date)
        }
        close()
    }

    mutating func paymentType(_ type: PaymentType?) {
        guard let type else { return }
        open(.paymentType)
        if let priority = type.priority { plain(.instructionPriority, priority.rawValue) }
        if version < 9 { checkCount(type.serviceLevels.count, atMost: 1, .serviceLevel) }
        for level in type.serviceLevels { code(.serviceLevel, level) }
        code(.localInstrument, type.localInstrument, atMost: 35)
        code(.categoryPurpose, type.categoryPurpose)
        close()
    }

    /// One transfer, whole.
    mutating func put(_ transfer: CreditTransfer) {
        rail = transfer.type?.rail ?? instruction?.type?.rail
        open(.creditTransfer)
        if isChecking { check(transfer) }
        open(.paymentIdentification)
        identifier(.instructionID, transfer.instructionID)
        required(.endToEndID, transfer.endToEndID)
        uniqueReference(transfer.uniqueReference)
        close()
        paymentType(transfer.type)
        amount(transfer.amount)
        exchange(transfer.exchange)
        if let bearer = transfer.chargeBearer { plain(.chargeBearer, bearer.rawValue) }
        check(.checkInstruction, transfer.check)
        party(.ultimateDebtor, transfer.ultimateDebtor)
        intermediaries(transfer.intermediaries)
        agent(.creditorAgent, transfer.creditorAgent)
        account(.creditorAgentAccount, transfer.creditorAgentAccount)
        party(.creditor, transfer.creditor, needsName: true)
        account(.creditorAccount, transfer.creditorAccount)
        party(.ultimateCreditor, transfer.ultimateCreditor)
        for instruction in transfer.creditorAgentInstructions {
            open(.instructionForCreditorAgent)
            closedCode(.code, instruction.code, OrderEncoder.agentInstructions)
            words(.instructionText, instruction.text, atMost: 140)
            close()
        }
        words(.instructionForDebtorAgent, transfer.debtorAgentInstruction, atMost: 140)
        code(.purpose, transfer.purpose)
        remittance(transfer.remittance)
        close()
    }

    private mutating func uniqueReference(_ text: String?) {
        guard let text, !refuseBefore(version: 9, .uniqueReference) else { return }
        if !CheckDigits.isUniqueReference(text) {
            report(CreditTransferRules.uniqueReference, "The UETR has another form.", .uniqueReference)
        }
        plainEscaped(.uniqueReference, text)
    }

    private mutating func amount(_ amount: TransferAmount) {
        open(.amount)
        switch amount {
        case .instructed(let money): self.money(.instructedAmount, money)
        case .equivalent(let money, let currency):
            open(.equivalentAmount)
            self.money(.amount, money)
            plain(.currencyOfTransfer, currency.code)
            close()
        }
        close()
    }

    private mutating func exchange(_ exchange: ExchangeAgreement?) {
        guard let exchange else { return }
        open(.exchangeRateInformation)
        if let currency = exchange.unitCurrency, !refuseBefore(version: 9, .unitCurrency) {
            plain(.unitCurrency, currency.code)
        }
        if let rate = exchange.rate {
            let digits = rate.utf8.filter { $0 != 0x2E }
            let parts = rate.split(separator: ".", omittingEmptySubsequences: false)
            let isDecimal = parts.count <= 2 && !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
            if !isDecimal || digits.count > 11 || (parts.count == 2 && parts[1].count > 10) {
                report(CreditTransferRules.code, "A rate is a decimal of eleven digits at most.", .exchangeRate)
            }
            plainEscaped(.exchangeRate, rate)
        }
        closedCode(.rateType, exchange.type, OrderEncoder.rateTypes)
        identifier(.contractID, exchange.contractID)
        close()
    }

    private mutating func intermediaries(_ intermediaries: [IntermediaryAgent]) {
        let words = PaymentDecoder.intermediaryWords
        checkCount(intermediaries.count, atMost: words.count / 2, .intermediaryAgent3)
        for (index, intermediary) in intermediaries.prefix(words.count / 2).enumerated() {
            agent(words[2 * index], intermediary.agent)
            account(words[2 * index + 1], intermediary.account)
        }
    }

    private mutating func check(_ word: PaymentWord, _ check: CheckInstruction?) {
        guard let check else { return }
        open(word)
        closedCode(.checkType, check.type, OrderEncoder.checkTypes)
        identifier(.checkNumber, check.number)
        addressee(.checkFrom, check.from)
        code(.deliveryMethod, check.delivery, closed: OrderEncoder.deliveries)
        addressee(.deliverTo, check.deliverTo)
        if let priority = check.priority { plain(.instructionPriority, priority.rawValue) }
        date(.checkMaturity, check.maturity)
        identifier(.formsCode, check.formsCode)
        checkCount(check.memo.count, atMost: 2, .memo)
        for text in check.memo { words(.memo, text, atMost: 35) }
        words(.regionalClearingZone, check.regionalClearingZone, atMost: 35)
        words(.printLocation, check.printLocation, atMost: 35)
        if !check.signatures.isEmpty, !refuseBefore(version: 9, .signature) {
            checkCount(check.signatures.count, atMost: 5, .signature)
            for text in check.signatures { words(.signature, text, atMost: 70) }
        }
        close()
    }

    private mutating func addressee(_ word: PaymentWord, _ addressee: Addressee?) {
        guard let addressee else { return }
        open(word)
        if profile.characters.bring(addressee.name).text.isEmpty {
            report(CreditTransferRules.missing, "The addressee has no name.", .name)
        }
        words(.name, addressee.name, atMost: 140)
        address(.postalAddressOfCheck, addressee.address)
        close()
    }
}
