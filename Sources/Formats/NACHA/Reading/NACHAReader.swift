// Reads a NACHA file pushed to it in pieces of any size, checks every rule in the same pass and hands headers, rows of
// entries and controls to a handler. Memory is constant: one batch of rows, one record across a border between pieces.
// Relies on RecordFraming for the cut into records; the rules stand in the extensions beside this file.

import Money
public import Parsing

/// A push reader of NACHA files (Nacha Operating Rules, Appendix Three). Feed pieces in order, then finish.
public struct NACHAReader: Sendable {
    /// What was found so far.
    public internal(set) var findings: FindingLog
    var stage = FileStage.beforeHeader
    var place = RecordPlace()
    var fileOffset = 0
    /// Records without blank lines.
    var recordCount = 0
    var afterBareRecord = false
    var lineEndsSeen: UInt8 = 0
    var hasReportedLineEnds = false
    var isInBlankLines = false
    /// Bytes of a record that goes on in the next piece.
    var carry: [UInt8] = []
    var keepsRecords = false
    var takesEntries = true
    var keepsAccounts = false

    var header: NACHAFileHeader?
    /// The file creation date, where it is a day.
    var createdOn: CalendarDate?
    /// The destination is a bank or an operator, so the entries are still to be settled; else they were passed on to a customer.
    var isOnItsWay = false
    var batchHeader: NACHABatchHeader?
    var batchControl: NACHABatchControl?
    var fileControl: NACHAFileControl?
    var fileControlPlace = RecordPlace()
    var batch = BatchState()
    var entry = EntryState()
    var rows = NACHAEntryRows()
    var tally = Tally()
    var lastBatchNumber: Int64 = -1
    /// Every batch so far has the ADV layout, and there was one.
    var hasOnlyAdvices = false
    /// Entries of the whole file so far.
    var entryCount = 0
    var secCodes: [String] = []
    var returnCount = 0
    var changeCount = 0
    var prenoteCount = 0
    /// An error stands in an entry that is not open yet.
    var hasPendingEntryError = false
    /// Accounts of batches: the open one's, the next one's errors, those that are over, how many there were; and errors
    /// outside of any.
    var account = BatchAccount()
    var nextAccount = BatchAccount()
    var finishedAccounts: [BatchAccount] = []
    var accountCount = 0
    var strayErrors = FindingLog()
    var lastBankingDay: (date: CalendarDate, isOpen: Bool)?
    var seenEntries = RepetitionFilter()
    var seenBatches = RepetitionFilter()
    let paymentMask = PaymentAddendaFields.layout.mask
    let commonMask = ColumnMask([])

    public init(keptFindingsPerCode: Int = 100) {
        findings = FindingLog(keptPerCode: keptFindingsPerCode)
        rows.entries.reserveCapacity(NACHAEntryRows.capacity)
    }

    /// Takes the next piece. Throws only what the handler throws.
    public mutating func read(_ piece: RawSpan, into handler: inout some NACHAHandler) throws {
        keepsRecords = handler.keepsRecords
        takesEntries = handler.takesEntries
        keepsAccounts = handler.keepsAccounts
        var position = 0
        if !carry.isEmpty {
            let before = carry.count
            let bridge = bridged(with: piece)
            var bridgePosition = 0
            while let event = advance(bridge.span.bytes, &bridgePosition, until: before, isFinal: false) {
                try deliver(event, to: &handler)
            }
            if bridgePosition < before {
                carry = Array(bridge[bridgePosition...])
                return
            }
            position = bridgePosition - before
        }
        while let event = advance(piece, &position, until: piece.byteCount, isFinal: false) {
            try deliver(event, to: &handler)
        }
        while position < piece.byteCount {
            carry.append(piece.byte(position))
            position += 1
        }
    }

    /// Ends the file: takes the last record, checks the whole, and gives the report. Throws only what the handler throws.
    public mutating func finish(into handler: inout some NACHAHandler) throws -> NACHAReport {
        let rest = carry
        carry = []
        var position = 0
        while let event = advance(rest.span.bytes, &position, until: rest.count, isFinal: true) {
            try deliver(event, to: &handler)
        }
        if entry.isOpen { closeEntry() }
        if !rows.entries.isEmpty { try deliver(.entries, to: &handler) }
        checkEnd()
        try deliverAccounts(to: &handler)
        return report()
    }

    /// The pieces of a source, read, checked and handed on in one pass. Throws what the source or the handler throws.
    public static func read(
        _ source: inout some ByteSource, into handler: inout some NACHAHandler
    ) throws -> NACHAReport {
        var reader = NACHAReader()
        try source.forEachPiece { try reader.read($0, into: &handler) }
        return try reader.finish(into: &handler)
    }

    /// The pieces of a source, checked in one pass. Throws what the source throws.
    public static func check(_ source: inout some ByteSource) throws -> NACHAReport {
        var handler = NoHandler()
        return try read(&source, into: &handler)
    }

    /// What there is to hand out. The values stand in the reader.
    enum Event {
        case fileHeader, batchHeader, entries, batchControl, fileControl
    }

    private mutating func deliver(_ event: Event, to handler: inout some NACHAHandler) throws {
        if event != .batchControl { try deliverAccounts(to: &handler) }
        switch event {
        case .fileHeader: if let header { try handler.fileHeader(header) }
        case .batchHeader: if let batchHeader { try handler.batchHeader(batchHeader) }
        case .entries:
            rows.header = batch.header
            rows.shape = batch.rules
            try handler.entries(rows)
            rows.reset()
        case .batchControl:
            if let batchControl { try handler.batchControl(batchControl) }
            try deliverAccounts(to: &handler)
        case .fileControl: if let fileControl { try handler.fileControl(fileControl) }
        }
    }

    private mutating func deliverAccounts(to handler: inout some NACHAHandler) throws {
        if finishedAccounts.isEmpty { return }
        let accounts = finishedAccounts
        finishedAccounts = []
        for account in accounts { try handler.batchEnded(account) }
    }

    /// The bytes carried over and as many of the piece as any record needs.
    private mutating func bridged(with piece: RawSpan) -> [UInt8] {
        var bridge = carry
        carry = []
        for position in 0..<min(piece.byteCount, 2 * RecordFraming.window) { bridge.append(piece.byte(position)) }
        return bridge
    }
}
