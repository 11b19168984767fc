// Splits a file into several, none greater than a bank takes. Entries keep their bytes, trace numbers and batch numbers; each
// part has the original's header with a file id modifier of its own.
// Relies on NACHAReader, FileAssembly and the passed records beside this file.

public import Parsing

/// How great a part may be. A limit that is nil does not hold.
public struct SplitLimits: Sendable, Hashable {
    /// Bytes of the part, line ends and filler included.
    public var bytes: Int?
    /// Entry detail records.
    public var entries: Int?
    /// Cents of either side.
    public var cents: Int64?
    /// A batch stays in one part. Else it may go on in the next part, with the same header and number; an entry and its addenda
    /// stay together always.
    public var keepsBatchesWhole: Bool

    public init(bytes: Int? = nil, entries: Int? = nil, cents: Int64? = nil, keepsBatchesWhole: Bool = false) {
        self.bytes = bytes
        self.entries = entries
        self.cents = cents
        self.keepsBatchesWhole = keepsBatchesWhole
    }
}

/// What a part came to.
public struct SplitPart: Sendable, Hashable {
    public let idModifier: String
    public let batches: Int
    public let entries: Int
    /// Cents.
    public let debits: Int64
    public let credits: Int64
}

/// Splits one file.
public enum NACHASplitter {
    /// Reads the original and hands the bytes of each part, numbered from 0, to `write`. Memory is constant unless batches stay
    /// whole; then it is one batch. Throws what source and `write` throw, and `NACHADivisionRefusal`: then the parts written so
    /// far are not to be used.
    public static func split(
        _ original: inout some ByteSource, within limits: SplitLimits, ending: RecordEnding = .lineFeed,
        _ write: @escaping (_ part: Int, _ bytes: RawSpan) throws -> Void
    ) throws -> [SplitPart] {
        var pass = SplitPass(limits: limits, ending: ending, write: write)
        let report = try NACHAReader.read(&original, into: &pass)
        if report.verdict == .rejected {
            throw NACHADivisionRefusal(
                .originalFaulty, "the original holds errors", line: report.findings.firstErrorLine)
        }
        try pass.endPart()
        return pass.parts
    }
}

/// A file on its way into parts.
private struct SplitPass: NACHAHandler {
    private let limits: SplitLimits
    private let ending: RecordEnding
    private let write: (Int, RawSpan) throws -> Void
    private var header: NACHARecord?
    private var assembly: FileAssembly
    private var modifier = "A"
    private(set) var parts: [SplitPart] = []
    private var heading: PassedHeading?
    /// Entries of a batch that is to stay whole, until its end.
    private var waiting: [PassedEntry] = []
    private var waitingSize = PartSize()
    private var size = PartSize()
    private var isBegun = false
    /// Some of the batch stands in the part before: its authentication code fits neither.
    private var isBatchCut = false
    var keepsRecords: Bool { true }

    init(limits: SplitLimits, ending: RecordEnding, write: @escaping (Int, RawSpan) throws -> Void) {
        self.limits = limits
        self.ending = ending
        self.write = write
        assembly = FileAssembly(ending)
    }

    mutating func fileHeader(_ header: NACHAFileHeader) throws {
        self.header = header.record
        modifier = header.idModifier
    }

    mutating func batchHeader(_ header: NACHABatchHeader) throws { heading = PassedHeading(header) }

    mutating func entries(_ rows: NACHAEntryRows) throws {
        for row in rows.entries {
            let entry = try PassedEntry(row, of: rows)
            if limits.keepsBatchesWhole {
                waiting.append(entry.kept)
                waitingSize.add(entry)
                if exceeds(waitingSize.asFile(batches: 1)) { throw tooGreat("a batch", row.line) }
            } else {
                try place(entry, line: row.line)
            }
        }
    }

    mutating func batchControl(_ control: NACHABatchControl) throws {
        if !waiting.isEmpty {
            var both = size
            both.add(waitingSize)
            if isBegun, exceeds(both.asFile(batches: assembly.batches + 1)) { try endPart() }
            for entry in waiting { try add(entry) }
            waiting.removeAll(keepingCapacity: true)
            waitingSize = PartSize()
        }
        if assembly.hasOpenBatch { try close(text: isBatchCut ? "" : control.text) }
        isBatchCut = false
        heading = nil
    }

    private mutating func place(_ entry: PassedEntry, line: Int) throws {
        var alone = PartSize()
        alone.add(entry)
        if exceeds(alone.asFile(batches: 1)) { throw tooGreat("an entry", line) }
        var more = size
        more.add(entry)
        let batches = assembly.batches + 1
        if isBegun, exceeds(more.asFile(batches: batches)) { try endPart() }
        try add(entry)
    }

    /// Adds an entry to the part, which begins with it where need be.
    private mutating func add(_ entry: PassedEntry) throws {
        guard let heading else { throw NACHADivisionRefusal(.originalFaulty, "an entry stands outside of a batch") }
        if !isBegun { try beginPart() }
        do throws(NACHABuildFault) {
            if !assembly.hasOpenBatch {
                try assembly.openBatch(
                    heading.bytes, number: heading.number, isAdvice: heading.isAdvice, isHeld: false)
            }
            try assembly.add(entry.bytes, entry.figures)
        } catch {
            throw NACHADivisionRefusal(.tooMany, "\(error)")
        }
        size.add(entry)
        try handOut()
    }

    private mutating func beginPart() throws {
        guard var record = header, let name = FileIDModifier.after(modifier, steps: parts.count) else {
            throw NACHADivisionRefusal(.tooMany, "there are 36 file id modifiers, and more parts")
        }
        record.set(FileHeaderFields.idModifier, name)
        var bytes: [UInt8] = []
        record.write(to: &bytes)
        assembly = FileAssembly(ending)
        assembly.begin(bytes)
        size = PartSize()
        isBegun = true
    }

    private mutating func close(text: String) throws {
        do { try assembly.closeBatch(text: text) } catch { throw NACHADivisionRefusal(.tooMany, "\(error)") }
        try handOut()
    }

    mutating func endPart() throws {
        guard isBegun, let name = FileIDModifier.after(modifier, steps: parts.count) else { return }
        if assembly.hasOpenBatch {
            isBatchCut = true
            try close(text: "")
        }
        do { try assembly.finish() } catch { throw NACHADivisionRefusal(.tooMany, "\(error)") }
        try handOut()
        let figures = assembly.figures
        parts.append(
            SplitPart(
                idModifier: name, batches: assembly.batches, entries: figures.entries, debits: figures.debits,
                credits: figures.credits))
        isBegun = false
    }

    private mutating func handOut() throws {
        let part = parts.count
        try assembly.handOut { try write(part, $0) }
    }

    private func exceeds(_ size: PartSize) -> Bool {
        let recordLength = RecordShape.length + ending.bytes.count
        if let most = limits.bytes, size.records * recordLength > most { return true }
        if let most = limits.entries, size.entries > most { return true }
        if let most = limits.cents, max(size.debits, size.credits) > most { return true }
        return false
    }

    private func tooGreat(_ what: String, _ line: Int) -> NACHADivisionRefusal {
        NACHADivisionRefusal(.tooGreat, "\(what) is greater than a part may be", line: line)
    }
}

/// Records and sums of a part.
private struct PartSize {
    var records = 0
    var entries = 0
    var debits: Int64 = 0
    var credits: Int64 = 0

    mutating func add(_ entry: PassedEntry) {
        records += entry.recordCount
        entries += 1
        if entry.figures.isDebit {
            debits = PartSize.sum(debits, entry.figures.cents)
        } else {
            credits = PartSize.sum(credits, entry.figures.cents)
        }
    }

    mutating func add(_ other: PartSize) {
        records += other.records
        entries += other.entries
        debits = PartSize.sum(debits, other.debits)
        credits = PartSize.sum(credits, other.credits)
    }

    /// What is too great for 64 bits is too great for any part.
    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }

    /// With the headers and controls, filled to whole blocks.
    func asFile(batches: Int) -> PartSize {
        var file = self
        let factor = RecordShape.blockingFactor
        file.records = (records + 2 * batches + 2 + factor - 1) / factor * factor
        return file
    }
}
