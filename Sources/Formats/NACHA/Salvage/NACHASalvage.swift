// What can be saved of a broken file: which batches are sound, which entries of the others are, and a clean account of what
// is not. One pass, constant memory but for the list of unsound batches, which is bounded.
// Relies on the reader's accounts; nothing is repaired here, and nothing is decided: the caller chooses what to use.

public import Parsing

/// What a file holds that is sound, and what is not. Amounts in cents.
public struct SalvageAccount: Sendable {
    public internal(set) var soundBatches = 0
    public internal(set) var unsoundBatches = 0
    /// Entries of sound batches.
    public internal(set) var entriesInSoundBatches = 0
    /// Entries without an error of their own in batches that have one.
    public internal(set) var soundEntriesInUnsoundBatches = 0
    public internal(set) var unsoundEntries = 0
    /// Sums over the sound batches.
    public internal(set) var soundDebits: Int64 = 0
    public internal(set) var soundCredits: Int64 = 0
    /// The first unsound batches, with the findings that say so. `unsoundBatches` counts them all.
    public internal(set) var unsound: [BatchAccount] = []
    /// Errors that belong to no batch: the file header and control, and records where none should stand.
    public internal(set) var outside = FindingLog()
    /// The report on the whole file, as every reader gives it.
    public let report: NACHAReport

    /// Unsound batches listed at most.
    public static let listedBatches = 1000

    /// Everything in the file is sound.
    public var isWhole: Bool { unsoundBatches == 0 && !outside.hasErrors }
}

public enum NACHASalvage {
    /// Reads a file and hands on its parts as `NACHAReader` does; each row says whether it is sound, and each batch's account
    /// comes when it is over, after its rows. Throws what the source or the handler throws.
    public static func read(
        _ source: inout some ByteSource, into handler: inout some NACHAHandler
    ) throws -> SalvageAccount {
        var gatherer = AccountGatherer(handler: handler)
        defer { handler = gatherer.handler }
        var reader = NACHAReader()
        try source.forEachPiece { try reader.read($0, into: &gatherer) }
        let report = try reader.finish(into: &gatherer)
        var account = SalvageAccount(report: report)
        account.outside = reader.strayErrors
        gatherer.fill(&account)
        return account
    }

    /// The account alone. Throws what the source throws.
    public static func account(of source: inout some ByteSource) throws -> SalvageAccount {
        var handler = NoHandler()
        return try read(&source, into: &handler)
    }
}

/// Adds up the accounts of batches on their way to the caller's handler.
private struct AccountGatherer<Handler: NACHAHandler>: NACHAHandler {
    var handler: Handler
    private var sound = (batches: 0, entries: 0, debits: Int64(0), credits: Int64(0))
    private var unsound = (batches: 0, soundEntries: 0, entries: 0)
    private var listed: [BatchAccount] = []

    init(handler: Handler) { self.handler = handler }

    var keepsRecords: Bool { handler.keepsRecords }
    var takesEntries: Bool { handler.takesEntries }
    var keepsAccounts: Bool { true }

    mutating func fileHeader(_ header: NACHAFileHeader) throws { try handler.fileHeader(header) }
    mutating func batchHeader(_ header: NACHABatchHeader) throws { try handler.batchHeader(header) }
    mutating func entries(_ rows: NACHAEntryRows) throws { try handler.entries(rows) }
    mutating func batchControl(_ control: NACHABatchControl) throws { try handler.batchControl(control) }
    mutating func fileControl(_ control: NACHAFileControl) throws { try handler.fileControl(control) }

    mutating func batchEnded(_ account: BatchAccount) throws {
        if account.isSound {
            sound.batches += 1
            sound.entries += account.entries
            sound.debits = sum(sound.debits, account.debits)
            sound.credits = sum(sound.credits, account.credits)
        } else {
            unsound.batches += 1
            unsound.soundEntries += account.soundEntries
            unsound.entries += account.unsoundEntries
            if listed.count < SalvageAccount.listedBatches { listed.append(account) }
        }
        try handler.batchEnded(account)
    }

    private func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (total, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : total
    }

    func fill(_ account: inout SalvageAccount) {
        account.soundBatches = sound.batches
        account.entriesInSoundBatches = sound.entries
        account.soundDebits = sound.debits
        account.soundCredits = sound.credits
        account.unsoundBatches = unsound.batches
        account.soundEntriesInUnsoundBatches = unsound.soundEntries
        account.unsoundEntries = unsound.entries
        account.unsound = listed
    }
}
