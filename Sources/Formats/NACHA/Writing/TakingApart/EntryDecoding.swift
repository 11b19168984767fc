// Takes entries apart into typed values. What is taken apart is laid out again and compared with the bytes that were read, so
// that nothing is lost without notice. Relies on RecordSheet, the layouts, and a handler that keeps records.

extension NACHAEntryRows {
    /// The entry with its addenda as typed values; its trace number is stated. Throws where the handler keeps no records, or
    /// the values would not give the same records again.
    public func typedEntry(of entry: NACHAEntry) throws(NACHAIrregularity) -> BatchEntry {
        let start = Int(entry.firstRecord) * RecordShape.length
        let length = Int(entry.keptRecords) * RecordShape.length
        guard length > 0, start >= 0, start + length <= records.count else {
            throw NACHAIrregularity(line: entry.line, reason: "entry: its records were not kept")
        }
        let part = EntryRecords(bytes: records, start: start, count: Int(entry.keptRecords))
        var sheet = RecordSheet()
        let typed: BatchEntry
        do throws(NACHABuildFault) {
            typed = try part.decode(shape, trace: entry.trace, into: &sheet)
        } catch {
            throw NACHAIrregularity(line: entry.line, reason: "entry: \(error)")
        }
        guard sheet.bytes.count == length else {
            throw NACHAIrregularity(line: entry.line, reason: "entry: other addenda than its class has")
        }
        if sheet.bytes[...] == records[start..<(start + length)] { return typed }
        for position in 0..<length where sheet.bytes[position] != records[start + position] {
            let (record, column) = position.quotientAndRemainder(dividingBy: RecordShape.length)
            let reason = "record \(record) of the entry: column \(column + 1) holds more than its value"
            throw NACHAIrregularity(line: entry.line, reason: reason)
        }
        return typed
    }
}

/// The 94-byte records of one entry, the entry itself first.
struct EntryRecords {
    let bytes: [UInt8]
    let start: Int
    let count: Int

    func text(_ field: NACHAField, record: Int = 0) -> String { bytes.span.bytes.text(field, at: place(record)) }

    func number(_ field: NACHAField, record: Int = 0) throws(NACHABuildFault) -> Int64 {
        if let number = bytes.span.bytes.number(field, at: place(record)) { return number }
        throw NACHABuildFault(.number, field: field.name, reason: "not \(field.length) digits")
    }

    /// Nil where the field is blank.
    func optionalNumber(_ field: NACHAField, record: Int = 0) throws(NACHABuildFault) -> Int64? {
        if bytes.span.bytes.isBlank(field, at: place(record)) { return nil }
        return try number(field, record: record)
    }

    func routing(_ field: NACHAField, record: Int = 0) throws(NACHABuildFault) -> RoutingNumber {
        RoutingNumber(identification: Int32(truncatingIfNeeded: try number(field, record: record)))
    }

    /// The addenda type, two digits.
    func type(_ record: Int) -> Int { RecordLayouts.pair(bytes.span.bytes, at: place(record) + 1) ?? -1 }

    private func place(_ record: Int) -> Int { start + record * RecordShape.length }

    /// The typed entry, and in `sheet` its records laid out again.
    func decode(
        _ rules: EntryClass, trace: Int64, into sheet: inout RecordSheet
    ) throws(NACHABuildFault) -> BatchEntry {
        switch rules.shape {
        case .domestic:
            let entry = try domestic(rules, trace: trace)
            try sheet.encode(entry, trace: trace)
            return .domestic(entry)
        case .international:
            let entry = try international(trace: trace)
            try sheet.encode(entry, trace: trace)
            return .international(entry)
        case .advice:
            let entry = try advice()
            try sheet.encode(entry, sequence: entry.sequence ?? 0)
            return .advice(entry)
        }
    }

    func transaction() throws(NACHABuildFault) -> AccountTransaction {
        let code = Int(try number(EntryFields.transactionCode))
        if let transaction = AccountTransaction(code: code) { return transaction }
        throw NACHABuildFault(.number, field: EntryFields.transactionCode.name, reason: "there is no such code")
    }

    private func domestic(_ rules: EntryClass, trace: Int64) throws(NACHABuildFault) -> DomesticEntry {
        DomesticEntry(
            try transaction(), receivingDFI: try routing(EntryFields.receivingDFI),
            accountNumber: text(EntryFields.accountNumber), cents: try number(EntryFields.amount),
            details: details(rules), addenda: try addenda(), discretionaryData: text(EntryFields.discretionaryData),
            trace: trace)
    }

    private func details(_ rules: EntryClass) -> EntryDetails {
        typealias Fields = EntryFields
        return switch rules.layout {
        case Fields.customerInitiated:
            .customer(
                CustomerDetails(name: text(Fields.individualName), identification: text(Fields.individualID)))
        case Fields.corporateExchange, Fields.enrollment:
            .exchange(
                ExchangeDetails(identification: text(Fields.identification), companyName: text(Fields.companyName)))
        case Fields.acknowledgement:
            .acknowledgement(
                AcknowledgementDetails(originalTrace: text(Fields.originalTrace), companyName: text(Fields.name)))
        case Fields.acknowledgementExchange:
            .acknowledgementExchange(
                AcknowledgementDetails(originalTrace: text(Fields.originalTrace), companyName: text(Fields.companyName))
            )
        case Fields.check:
            .check(CheckDetails(serialNumber: text(Fields.checkSerial), name: text(Fields.name)))
        case Fields.truncatedCheck:
            .truncatedCheck(
                TruncatedCheckDetails(
                    serialNumber: text(Fields.checkSerial), processControl: text(Fields.processControl),
                    itemResearch: text(Fields.itemResearch)))
        case Fields.pointOfPurchase:
            .pointOfPurchase(
                PointOfPurchaseDetails(
                    serialNumber: text(Fields.shortCheckSerial), terminalCity: text(Fields.terminalCity),
                    terminalState: text(Fields.terminalState), name: text(Fields.name)))
        case Fields.sharedNetwork:
            .sharedNetwork(
                SharedNetworkDetails(
                    cardExpiry: text(Fields.cardExpiry), documentReference: text(Fields.documentReference),
                    cardAccount: text(Fields.cardAccount)))
        case Fields.machineTransfer:
            .terminalUser(
                TerminalUserDetails(name: text(Fields.terminalUserName), identification: text(Fields.terminalUserID)))
        default: .receiver(ReceiverDetails(identification: text(Fields.identification), name: text(Fields.name)))
        }
    }

    private func advice() throws(NACHABuildFault) -> AdviceEntry {
        AdviceEntry(
            code: Int(try number(EntryFields.transactionCode)), receivingDFI: try routing(EntryFields.receivingDFI),
            accountNumber: text(AdviceEntryFields.accountNumber), cents: try number(AdviceEntryFields.amount),
            adviceRouting: text(AdviceEntryFields.adviceRouting), fileID: text(AdviceEntryFields.fileID),
            operatorData: text(AdviceEntryFields.operatorData), name: text(AdviceEntryFields.name),
            discretionaryData: text(EntryFields.discretionaryData),
            operatorRouting: try routing(AdviceEntryFields.operatorRouting),
            creationDay: Int(try number(AdviceEntryFields.creationDay)),
            sequence: Int(try number(AdviceEntryFields.sequence)))
    }
}
