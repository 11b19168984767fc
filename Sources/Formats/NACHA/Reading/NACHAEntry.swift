// Entries as a consumer gets them: rows of plain values in a reused buffer, some hundreds at a time.
// Relies on the layouts. The records behind a row are kept only where the consumer asked for them.

/// One entry detail with what its addenda say, as plain values.
public struct NACHAEntry: Sendable, Hashable {
    /// 0-based number of the entry in the file.
    public internal(set) var ordinal = 0
    /// 1-based number of the line (of the record, in an unbroken stream).
    public internal(set) var line = 0
    /// Cents.
    public internal(set) var amount: Int64 = 0
    /// The fifteen digits of the trace number. ADV: operator routing, day and sequence.
    public internal(set) var trace: Int64 = 0
    /// Trace number of the original entry on a return or notification of change, else 0.
    public internal(set) var originalTrace: Int64 = 0
    /// Eight digits, without the check digit.
    public internal(set) var receivingDFI: Int32 = 0
    public internal(set) var addendaCount: Int32 = 0
    public internal(set) var transactionCode: UInt8 = 0
    /// No error was found in the entry's own records. Its batch may still not add up.
    public internal(set) var isSound = true
    /// The three letters of the return or change code, first letter highest; 0 on a forward entry.
    var reason: UInt32 = 0
    /// Where the entry's records begin in the rows' records, and how many are kept.
    var firstRecord: Int32 = 0
    var keptRecords: Int32 = 0

    public var isDebit: Bool { TransactionCodes.isDebit(Int(transactionCode)) }
    public var isPrenote: Bool { TransactionCodes.prenoteCodes.contains(Int(transactionCode)) }
    /// Debits negative. Cents.
    public var signedAmount: Int64 { isDebit ? -amount : amount }
    /// Fifteen digits.
    public var traceNumber: String { Digits.text(trace, width: 15) }
    /// Fifteen digits; nil on a forward entry.
    public var originalTraceNumber: String? { reason == 0 ? nil : Digits.text(originalTrace, width: 15) }
    /// `R01`, `C01`; nil on a forward entry.
    public var reasonCode: String? {
        if reason == 0 { return nil }
        return String(
            decoding: [UInt8(reason >> 16 & 0xFF), UInt8(reason >> 8 & 0xFF), UInt8(reason & 0xFF)], as: UTF8.self)
    }
    public var isReturn: Bool { reason >> 16 == 0x52 }
    public var isChange: Bool { reason >> 16 == 0x43 }
}

/// Some entries of one batch, in the order of the file. Valid while the handler's call runs: the buffer is used again.
public struct NACHAEntryRows: Sendable {
    /// At most so many rows at a time.
    static let capacity = 512
    /// At most so many bytes of kept records before the rows are handed out.
    static let recordCapacity = 512 * 2 * RecordShape.length

    public internal(set) var entries: [NACHAEntry] = []
    /// The header of the batch they stand in; nil for entries outside of any batch.
    public internal(set) var header: NACHABatchHeader?
    /// The 6 and 7 records of the rows, 94 bytes each; empty unless the handler keeps records.
    var records: [UInt8] = []
    /// Errors of the rows' entries; empty unless the handler keeps accounts.
    var faults: [EntryFault] = []
    /// At most so many at a time.
    static let faultCapacity = 4096
    /// What layouts the records have.
    var shape = EntryClass.unknown

    public var count: Int { entries.count }

    mutating func reset() {
        entries.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: true)
        if !faults.isEmpty { faults.removeAll() }
    }

    /// The entry's own record as named fields; nil where the handler keeps no records.
    public func record(of entry: NACHAEntry) -> NACHARecord? {
        entry.keptRecords > 0 ? NACHARecord(shape.layout, reading: records.span.bytes, at: start(of: entry)) : nil
    }

    /// The entry's addenda as named fields.
    public func addenda(of entry: NACHAEntry) -> [NACHARecord] {
        let span = records.span.bytes
        return (0..<max(0, Int(entry.keptRecords) - 1)).compactMap { index in
            let at = start(of: entry) + (index + 1) * RecordShape.length
            guard at + RecordShape.length <= span.byteCount else { return nil }
            return NACHARecord(
                RecordLayouts.addenda(span, at: at, isInternational: shape.shape == .international), reading: span,
                at: at)
        }
    }

    /// The 80-character texts of the entry's addenda 05 joined in their order, without the blanks behind the last; empty
    /// without addenda 05. Joined only when asked for.
    public func paymentInformation(of entry: NACHAEntry) -> [UInt8] {
        let span = records.span.bytes
        var joined: [UInt8] = []
        for index in 1..<max(1, Int(entry.keptRecords)) {
            let at = start(of: entry) + index * RecordShape.length
            guard at + RecordShape.length <= span.byteCount else { break }
            if span.byte(at + 1) != 0x30 || span.byte(at + 2) != 0x35 { continue }
            for position in 3..<83 { joined.append(span.byte(at + position)) }
        }
        while joined.last == 0x20 { joined.removeLast() }
        return joined
    }

    /// The reassociation trace in the entry's payment information; nil where there is none.
    public func reassociationTrace(of entry: NACHAEntry) -> ReassociationTrace? {
        if entry.keptRecords < 2 { return nil }
        if entry.keptRecords > 2 { return ReassociationTrace(paymentInformation(of: entry)) }
        let span = records.span.bytes
        let at = start(of: entry) + RecordShape.length
        guard at + RecordShape.length <= span.byteCount, span.byte(at + 1) == 0x30, span.byte(at + 2) == 0x35 else {
            return nil
        }
        return ReassociationTrace(span, from: at + 3, to: at + 83)
    }

    private func start(of entry: NACHAEntry) -> Int { Int(entry.firstRecord) * RecordShape.length }
}
