// Lays out the addenda of domestic entries, and the returns and notifications of change of all.
// Relies on RecordSheet and the layouts.

extension RecordSheet {
    /// The addenda of an entry with this trace number.
    mutating func encode(_ addenda: EntryAddenda, trace: Int64) throws(NACHABuildFault) {
        switch addenda {
        case .none: break
        case .payment(let pieces): try encode(pieces, type: 5, trace: trace)
        case .terminal(let terminal): try encode(terminal, trace: trace)
        case .change(let change): try encode(change, isInternational: false, trace: trace)
        case .refusedChange(let refused): try encode(refused, trace: trace)
        case .returned(let returned):
            try beginReturn(returned, trace: trace)
            try put(returned.information, in: ReturnAddendaFields.information)
        case .dishonored(let dishonored): try encode(dishonored, trace: trace)
        case .contested(let contested): try encode(contested, trace: trace)
        }
    }

    private mutating func openAddenda(_ type: Int) throws(NACHABuildFault) {
        open(RecordType.addenda)
        try put(type, in: AddendaFields.typeCode)
    }

    /// Addenda 05, or 17 of IAT: texts of 80 characters, numbered from 1.
    mutating func encode(_ pieces: [String], type: Int, trace: Int64) throws(NACHABuildFault) {
        for (index, piece) in pieces.enumerated() {
            try openAddenda(type)
            try put(piece, in: PaymentAddendaFields.paymentInformation)
            try put(index + 1, in: AddendaFields.sequence)
            try put(trace % 10_000_000, in: AddendaFields.entrySequence)
        }
    }

    private mutating func encode(_ terminal: TerminalAddenda, trace: Int64) throws(NACHABuildFault) {
        try openAddenda(2)
        try put(terminal.firstReference, in: TerminalAddendaFields.firstReference)
        try put(terminal.secondReference, in: TerminalAddendaFields.secondReference)
        try putRequired(terminal.terminalID, in: TerminalAddendaFields.terminalID)
        try putRequired(terminal.serialNumber, in: TerminalAddendaFields.serialNumber)
        try RecordSheet.check(monthAndDay: terminal.transactionDate)
        try put(terminal.transactionDate, in: TerminalAddendaFields.transactionDate)
        try put(terminal.authorization, in: TerminalAddendaFields.authorization)
        try put(terminal.location, in: TerminalAddendaFields.location)
        try put(terminal.city, in: TerminalAddendaFields.city)
        try put(terminal.state, in: TerminalAddendaFields.state)
        try put(trace, in: AddendaFields.traceNumber)
    }

    private static func check(monthAndDay text: String) throws(NACHABuildFault) {
        // A leap year, so that 29 February passes.
        if text.utf8.count == 4, SixDigitDate.date(of: "00" + text) != nil { return }
        throw NACHABuildFault(.number, field: TerminalAddendaFields.transactionDate.name, reason: "no MMDD")
    }

    mutating func encode(
        _ change: ChangeAddenda, isInternational: Bool, trace: Int64
    ) throws(NACHABuildFault) {
        if change.code.isRefusal {
            throw NACHABuildFault(
                .reasonCode, field: ChangeAddendaFields.changeCode.name, reason: "a refusal's code, C61 to C69")
        }
        try openAddenda(98)
        try put(change.code.description, in: ChangeAddendaFields.changeCode)
        try put(change.originalTrace, in: ChangeAddendaFields.originalTrace)
        try put(Int64(change.originalReceivingDFI.identification), in: ChangeAddendaFields.originalReceivingDFI)
        let field = isInternational ? ChangeAddendaFields.internationalData : ChangeAddendaFields.correctedData
        if change.code.number == 13 || change.code.number == 14 {
            try put(change.correctedData, in: field)
        } else {
            try putRequired(change.correctedData, in: field)
        }
        try put(trace, in: AddendaFields.traceNumber)
    }

    mutating func encode(_ refused: RefusedChangeAddenda, trace: Int64) throws(NACHABuildFault) {
        if !refused.code.isRefusal || refused.refusedCode.isRefusal {
            throw NACHABuildFault(
                .reasonCode, field: ChangeAddendaFields.changeCode.name, reason: "C61 to C69 refuse C01 to C14")
        }
        try openAddenda(98)
        try put(refused.code.description, in: ChangeAddendaFields.changeCode)
        try put(refused.originalTrace, in: ChangeAddendaFields.originalTrace)
        try put(Int64(refused.originalReceivingDFI.identification), in: ChangeAddendaFields.originalReceivingDFI)
        try put(refused.correctedData, in: ChangeAddendaFields.correctedData)
        try put(refused.refusedCode.description, in: ChangeAddendaFields.refusedCode)
        try put(refused.changeSequence, in: ChangeAddendaFields.changeSequence)
        try put(trace, in: AddendaFields.traceNumber)
    }

    /// A return without its information, which stands in other columns of an IAT return.
    mutating func beginReturn(_ returned: ReturnAddenda, trace: Int64) throws(NACHABuildFault) {
        if returned.code.isDishonored || returned.code.isContested {
            throw NACHABuildFault(
                .reasonCode, field: ReturnAddendaFields.returnCode.name,
                reason: "R61 to R77 dishonor or contest a return")
        }
        if returned.code.namesDateOfDeath != (returned.dateOfDeath != nil) {
            throw NACHABuildFault(
                .missing, field: ReturnAddendaFields.dateOfDeath.name, reason: "R14 and R15, and they alone, name it")
        }
        try beginReturn(returned.code, returned.originalTrace, returned.originalReceivingDFI, trace: trace)
        if let day = returned.dateOfDeath {
            try put(SixDigitDate.text(of: day), in: ReturnAddendaFields.dateOfDeath)
        }
    }

    private mutating func beginReturn(
        _ code: ReturnCode, _ originalTrace: Int64, _ originalReceivingDFI: RoutingNumber, trace: Int64
    ) throws(NACHABuildFault) {
        try openAddenda(99)
        try put(code.description, in: ReturnAddendaFields.returnCode)
        try put(originalTrace, in: ReturnAddendaFields.originalTrace)
        try put(Int64(originalReceivingDFI.identification), in: ReturnAddendaFields.originalReceivingDFI)
        try put(trace, in: AddendaFields.traceNumber)
    }

    mutating func encode(_ dishonored: DishonoredAddenda, trace: Int64) throws(NACHABuildFault) {
        if !dishonored.code.isDishonored {
            throw NACHABuildFault(
                .reasonCode, field: ReturnAddendaFields.returnCode.name,
                reason: "a return is dishonored with R61 to R70")
        }
        try RecordSheet.check(dishonored)
        try beginReturn(dishonored.code, dishonored.originalTrace, dishonored.originalReceivingDFI, trace: trace)
        try put(dishonored.returnTrace, in: DishonoredAddendaFields.returnTrace)
        try put(dishonored.returnSettlementDay, in: DishonoredAddendaFields.returnSettlementDay)
        try put(dishonored.returnCode.number, in: DishonoredAddendaFields.returnReason)
        try put(dishonored.information, in: DishonoredAddendaFields.information)
    }

    /// R69 lists the wrong fields, `01` to `07`, `*` between.
    private static func check(_ dishonored: DishonoredAddenda) throws(NACHABuildFault) {
        guard dishonored.code.number == 69 else { return }
        let fields = dishonored.information.split(separator: "*", omittingEmptySubsequences: false)
        let allowed = ["01", "02", "03", "04", "05", "06", "07"]
        if fields.isEmpty || !fields.allSatisfy({ allowed.contains(String($0)) }) {
            throw NACHABuildFault(
                .missing, field: DishonoredAddendaFields.information.name,
                reason: "R69 lists the wrong fields, 01 to 07")
        }
    }

    mutating func encode(_ contested: ContestedAddenda, trace: Int64) throws(NACHABuildFault) {
        if !contested.code.isContested {
            throw NACHABuildFault(
                .reasonCode, field: ReturnAddendaFields.returnCode.name,
                reason: "a dishonored return is contested with R71 to R77")
        }
        try beginReturn(contested.code, contested.originalTrace, contested.originalReceivingDFI, trace: trace)
        if let day = contested.originalReturned {
            try put(SixDigitDate.text(of: day), in: ContestedAddendaFields.originalReturnDate)
        }
        try put(contested.originalSettlementDay, in: ContestedAddendaFields.originalSettlementDay)
        try put(contested.returnTrace, in: DishonoredAddendaFields.returnTrace)
        try put(contested.returnSettlementDay, in: DishonoredAddendaFields.returnSettlementDay)
        try put(contested.returnCode.number, in: DishonoredAddendaFields.returnReason)
        try put(contested.dishonoredTrace, in: ContestedAddendaFields.dishonoredTrace)
        try put(contested.dishonoredSettlementDay, in: ContestedAddendaFields.dishonoredSettlementDay)
        try put(contested.dishonoredCode.number, in: ContestedAddendaFields.dishonoredReason)
    }
}
