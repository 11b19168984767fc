// Takes addenda apart into typed values: domestic ones, and the returns and notifications of change of all entries.
// Relies on EntryRecords.

extension EntryRecords {
    /// The addenda of a domestic entry.
    func addenda() throws(NACHABuildFault) -> EntryAddenda {
        if count == 1 { return .none }
        switch type(1) {
        case 5:
            return .payment((1..<count).map { text(PaymentAddendaFields.paymentInformation, record: $0) })
        case 2: return .terminal(terminal())
        case 98:
            let code = try changeCode(record: 1)
            return code.isRefusal
                ? .refusedChange(try refusedChange(code, record: 1))
                : .change(try change(code, isInternational: false, record: 1))
        case 99:
            let code = try returnCode(record: 1)
            if code.isDishonored { return .dishonored(try dishonored(code, record: 1)) }
            if code.isContested { return .contested(try contested(code, record: 1)) }
            return .returned(try returned(code, ReturnAddendaFields.information, record: 1))
        default: throw NACHABuildFault(.addenda, field: AddendaFields.typeCode.name, reason: "of no known type")
        }
    }

    private func terminal() -> TerminalAddenda {
        var terminal = TerminalAddenda()
        terminal.firstReference = text(TerminalAddendaFields.firstReference, record: 1)
        terminal.secondReference = text(TerminalAddendaFields.secondReference, record: 1)
        terminal.terminalID = text(TerminalAddendaFields.terminalID, record: 1)
        terminal.serialNumber = text(TerminalAddendaFields.serialNumber, record: 1)
        terminal.transactionDate = text(TerminalAddendaFields.transactionDate, record: 1)
        terminal.authorization = text(TerminalAddendaFields.authorization, record: 1)
        terminal.location = text(TerminalAddendaFields.location, record: 1)
        terminal.city = text(TerminalAddendaFields.city, record: 1)
        terminal.state = text(TerminalAddendaFields.state, record: 1)
        return terminal
    }

    func changeCode(record: Int) throws(NACHABuildFault) -> ChangeCode {
        if let code = ChangeCode(text(ChangeAddendaFields.changeCode, record: record)) { return code }
        throw NACHABuildFault(.reasonCode, field: ChangeAddendaFields.changeCode.name, reason: "not one of the rules")
    }

    func change(_ code: ChangeCode, isInternational: Bool, record: Int) throws(NACHABuildFault) -> ChangeAddenda {
        let field = isInternational ? ChangeAddendaFields.internationalData : ChangeAddendaFields.correctedData
        return ChangeAddenda(
            code, originalTrace: try number(ChangeAddendaFields.originalTrace, record: record),
            originalReceivingDFI: try routing(ChangeAddendaFields.originalReceivingDFI, record: record),
            correctedData: text(field, record: record))
    }

    func refusedChange(_ code: ChangeCode, record: Int) throws(NACHABuildFault) -> RefusedChangeAddenda {
        guard let refused = ChangeCode(text(ChangeAddendaFields.refusedCode, record: record)) else {
            throw NACHABuildFault(
                .reasonCode, field: ChangeAddendaFields.refusedCode.name, reason: "not one of the rules")
        }
        return RefusedChangeAddenda(
            code, originalTrace: try number(ChangeAddendaFields.originalTrace, record: record),
            originalReceivingDFI: try routing(ChangeAddendaFields.originalReceivingDFI, record: record),
            correctedData: text(ChangeAddendaFields.correctedData, record: record), refusedCode: refused,
            changeSequence: Int(try number(ChangeAddendaFields.changeSequence, record: record)))
    }

    func returnCode(record: Int) throws(NACHABuildFault) -> ReturnCode {
        try returnCode(text(ReturnAddendaFields.returnCode, record: record), ReturnAddendaFields.returnCode)
    }

    private func returnCode(_ text: String, _ field: NACHAField) throws(NACHABuildFault) -> ReturnCode {
        if let code = ReturnCode(text) { return code }
        throw NACHABuildFault(.reasonCode, field: field.name, reason: "not one of the rules")
    }

    func returned(
        _ code: ReturnCode, _ information: NACHAField, record: Int
    ) throws(NACHABuildFault) -> ReturnAddenda {
        ReturnAddenda(
            code, originalTrace: try number(ReturnAddendaFields.originalTrace, record: record),
            dateOfDeath: SixDigitDate.date(of: text(ReturnAddendaFields.dateOfDeath, record: record)),
            originalReceivingDFI: try routing(ReturnAddendaFields.originalReceivingDFI, record: record),
            information: text(information, record: record))
    }

    func dishonored(_ code: ReturnCode, record: Int) throws(NACHABuildFault) -> DishonoredAddenda {
        typealias Fields = DishonoredAddendaFields
        let reason = "R" + text(Fields.returnReason, record: record)
        return DishonoredAddenda(
            code, originalTrace: try number(ReturnAddendaFields.originalTrace, record: record),
            originalReceivingDFI: try routing(ReturnAddendaFields.originalReceivingDFI, record: record),
            returnTrace: try number(Fields.returnTrace, record: record),
            returnSettlementDay: Int(try number(Fields.returnSettlementDay, record: record)),
            returnCode: try returnCode(reason, Fields.returnReason),
            information: text(Fields.information, record: record))
    }

    func contested(_ code: ReturnCode, record: Int) throws(NACHABuildFault) -> ContestedAddenda {
        typealias Fields = ContestedAddendaFields
        let returnReason = "R" + text(DishonoredAddendaFields.returnReason, record: record)
        let dishonoredReason = "R" + text(Fields.dishonoredReason, record: record)
        return ContestedAddenda(
            code, originalTrace: try number(ReturnAddendaFields.originalTrace, record: record),
            originalReturned: SixDigitDate.date(of: text(Fields.originalReturnDate, record: record)),
            originalReceivingDFI: try routing(ReturnAddendaFields.originalReceivingDFI, record: record),
            originalSettlementDay: try day(Fields.originalSettlementDay, record),
            returnTrace: try number(DishonoredAddendaFields.returnTrace, record: record),
            returnSettlementDay: Int(try number(DishonoredAddendaFields.returnSettlementDay, record: record)),
            returnCode: try returnCode(returnReason, DishonoredAddendaFields.returnReason),
            dishonoredTrace: try number(Fields.dishonoredTrace, record: record),
            dishonoredSettlementDay: Int(try number(Fields.dishonoredSettlementDay, record: record)),
            dishonoredCode: try returnCode(dishonoredReason, Fields.dishonoredReason))
    }

    private func day(_ field: NACHAField, _ record: Int) throws(NACHABuildFault) -> Int? {
        guard let number = try optionalNumber(field, record: record) else { return nil }
        return Int(number)
    }
}
