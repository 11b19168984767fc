// Reversing entries: what takes an erroneous entry back.
// Nacha Operating Rules, Article Two, Section 2.9 (reversing files and entries): description REVERSAL, same class, company
// identification and amount; sent so that it is available within five banking days after the settlement of the original.

public import Money
public import Parsing

extension BatchItem {
    /// The entry that reverses this one: the code turned (x2 to x7, x7 to x2, 52 to 55), everything else as in the original.
    /// Throws for what moved no money, and for a reversal.
    public func reversed(effective: CalendarDate) throws(NACHABuildFault) -> BatchItem {
        if heading.isReversal { throw refusal("a reversal is not reversed") }
        var heading = answered(by: heading.originatingDFI)
        heading.entryDescription = EntryDescription.Kind.reversal.rawValue
        heading.effectiveDate = effective
        switch entry {
        case .domestic(var entry):
            guard !entry.addenda.isAnswer, let turned = entry.transaction.reversed else {
                throw refusal("only an entry that moved money is reversed")
            }
            entry.transaction = turned
            entry.trace = nil
            return BatchItem(heading, .domestic(entry))
        case .international(var entry):
            guard entry.answer == .none, let turned = entry.transaction.reversed else {
                throw refusal("only an entry that moved money is reversed")
            }
            entry.transaction = turned
            entry.trace = nil
            return BatchItem(heading, .international(entry))
        case .advice: throw refusal("an advice is not reversed")
        }
    }

    private func refusal(_ reason: String) -> NACHABuildFault {
        NACHABuildFault(.original, field: "reversal", reason: reason)
    }
}

/// What a file of reversals came to.
public struct ReversalFigures: Sendable, Hashable {
    public internal(set) var reversed = 0
    /// Entries without money (prenotes, zero-dollar entries, returns), which have nothing to reverse.
    public internal(set) var leftOut = 0
    /// Cents, as reversed: the debits are the credits of the original.
    public internal(set) var debits: Int64 = 0
    public internal(set) var credits: Int64 = 0
}

/// Makes the file that reverses another: a batch for each batch, an entry for each entry that moved money.
public enum NACHAReverser {
    /// Reads the original and hands the bytes of the reversing file to `write`, piece by piece, in constant memory. `selects`
    /// picks the entries to reverse. Throws what source and `write` throw, `NACHAIrregularity` for a record that typed values
    /// cannot hold, and `NACHABuildFault` where nothing is left to reverse, or the original holds errors or reversals.
    public static func reverse(
        _ original: inout some ByteSource, as heading: FileHeading, effective: CalendarDate,
        ending: RecordEnding = .lineFeed, selects: @escaping (BatchEntry) -> Bool = { _ in true },
        _ write: @escaping (RawSpan) throws -> Void
    ) throws -> ReversalFigures {
        var pass = ReversalPass(
            effective: effective, writer: try NACHAFileWriter(heading, ending: ending), write: write, selects: selects)
        let report = try NACHAReader.read(&original, into: &pass)
        if report.verdict == .rejected {
            throw NACHABuildFault(
                .original, field: "file", reason: "the original holds errors; nothing of it is reversed")
        }
        try pass.writer.finish()
        try pass.writer.handOut(write)
        return pass.figures
    }
}

/// A file on its way into its reversal.
private struct ReversalPass: NACHAHandler {
    private let effective: CalendarDate
    var writer: NACHAFileWriter
    private let write: (RawSpan) throws -> Void
    private var heading: BatchHeading?
    private(set) var figures = ReversalFigures()
    private let selects: (BatchEntry) -> Bool
    var keepsRecords: Bool { true }

    init(
        effective: CalendarDate, writer: NACHAFileWriter, write: @escaping (RawSpan) throws -> Void,
        selects: @escaping (BatchEntry) -> Bool
    ) {
        self.effective = effective
        self.writer = writer
        self.write = write
        self.selects = selects
    }

    mutating func batchHeader(_ header: NACHABatchHeader) throws { heading = try BatchHeading(header) }

    mutating func entries(_ rows: NACHAEntryRows) throws {
        guard let heading else { return }
        for row in rows.entries {
            let entry = try rows.typedEntry(of: row)
            if !selects(entry) { continue }
            if !entry.movesMoney {
                figures.leftOut += 1
                continue
            }
            let item = try BatchItem(heading, entry).reversed(effective: effective)
            try writer.add(item)
            figures.reversed += 1
            if item.entry.isDebit { figures.debits += entry.cents } else { figures.credits += entry.cents }
        }
        try writer.handOut(write)
    }

    /// The next batch of the original is a batch of its own, even with the same header.
    mutating func batchControl(_ control: NACHABatchControl) throws {
        if writer.openHeading != nil { try writer.endBatch() }
        try writer.handOut(write)
    }
}

extension BatchEntry {
    /// A forward entry with a live code.
    var movesMoney: Bool {
        switch self {
        case .domestic(let entry): entry.transaction.movement.isLive && !entry.addenda.isAnswer
        case .international(let entry): entry.transaction.movement.isLive && entry.answer == .none
        case .advice: false
        }
    }
}
