// What one batch of a file amounts to once it is over: what is sound in it, what is not, and what says so.
// Made by the reader for handlers that keep accounts.

public import Parsing

/// The account of one batch. Amounts in cents.
public struct BatchAccount: Sendable {
    /// 1-based number of the batch in the file, whatever its batch number says.
    public internal(set) var ordinal = 0
    /// Nil for entries that stand outside of any batch.
    public internal(set) var header: NACHABatchHeader?
    /// 1-based line of the batch header; 0 without one.
    public internal(set) var line = 0
    /// Nil where the batch has no control.
    public internal(set) var control: NACHABatchControl?
    public internal(set) var entries = 0
    public internal(set) var addenda = 0
    public internal(set) var debits: Int64 = 0
    public internal(set) var credits: Int64 = 0
    /// Entries with an error in their own records.
    public internal(set) var unsoundEntries = 0
    public internal(set) var unsoundDebits: Int64 = 0
    public internal(set) var unsoundCredits: Int64 = 0
    /// The first errors in the batch, its entries included, in the order they were found.
    public internal(set) var findings: [Finding] = []
    /// All errors in the batch.
    public internal(set) var errorCount = 0
    /// Count, hash and totals of the control are those of the entries.
    public internal(set) var addsUp = false

    /// Findings kept at most.
    static let keptFindings = 20

    /// No error in any of its records: the batch may be used as if it stood alone in a file.
    public var isSound: Bool { errorCount == 0 && header != nil && control != nil }
    public var soundEntries: Int { entries - unsoundEntries }
    public var soundDebits: Int64 { debits - unsoundDebits }
    public var soundCredits: Int64 { credits - unsoundCredits }

    mutating func note(_ finding: Finding) {
        errorCount += 1
        if findings.count < BatchAccount.keptFindings { findings.append(finding) }
    }
}

/// An error that belongs to one entry.
struct EntryFault: Sendable {
    let ordinal: Int
    let finding: Finding
}

extension NACHAEntryRows {
    /// The errors in the entry's own records; empty for a sound entry, and where the handler keeps no accounts.
    public func findings(of entry: NACHAEntry) -> [Finding] {
        if entry.isSound { return [] }
        return faults.filter { $0.ordinal == entry.ordinal }.map(\.finding)
    }
}
