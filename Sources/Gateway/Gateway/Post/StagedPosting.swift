// One posting while it is being staged: its number, its scope, and the rows that become visible together.
// Rows are written in small transactions; nothing shows until the poster commits the number.

import Facts
import Ledger
import Money
import Store
import Vault

/// The hands of one posting. Everything it writes carries its number.
struct StagedPosting {
    static let subjectPurpose = "exception-subject"
    /// Rows a transaction writes at most, so that intake's short writes get in between.
    static let batchSize = 10_000

    let number: Int64
    let arrival: Int64?
    let scope: FactScope
    let database: Database
    let vault: Vault
    let keys: VaultKeys

    init(number: Int64, arrival: Int64?, installation: Installation) {
        self.number = number
        self.arrival = arrival
        scope = FactScope(arrivalBeingPosted: arrival)
        database = installation.database
        vault = installation.vault
        keys = installation.keys
    }

    /// Begins the posting after the visible one; what an interrupted posting left under that number is removed first.
    static func begin(for arrival: Int64?, in installation: Installation) throws -> StagedPosting {
        let head = try installation.database.read { try $0.postingHead() }
        while try installation.database.write({ try $0.discardStagedRows(after: head, limit: batchSize) }) > 0 {}
        return StagedPosting(number: head + 1, arrival: arrival, installation: installation)
    }

    func stage(matches: [Match]) throws {
        try inBatches(matches) { session, batch in try session.stageMatches(batch, posting: number) }
    }

    /// Stages entries; one whose id the journal holds already gets the posting's number behind it, so that a match which
    /// comes back after it was withdrawn is booked anew.
    func stage(entries: [JournalEntry]) throws {
        try inBatches(entries) { session, batch in
            let fresh = try batch.map { entry in
                guard try session.journalEntryExists(entry.id) else { return entry }
                return entry.renamed("\(entry.id)~\(number)")
            }
            try session.stageJournal(fresh, posting: number)
        }
    }

    func stage(exceptions: [ReconciliationException]) throws {
        var subjects: Set<LookupKey> = []
        let stored = try exceptions.map(stored).filter { subjects.insert($0.subjectKey).inserted }
        try inBatches(stored) { session, batch in
            let fresh = try batch.filter { try !session.exceptionExists($0.subjectKey) }
            try session.stageExceptions(fresh, posting: number)
        }
    }

    func close(_ id: String, as closing: ExceptionClosing) throws {
        try database.write { try $0.stageExceptionClosing(id, as: closing, posting: number) }
    }

    /// What tells an exception from others: its category and subject, keyed.
    func key(of exception: ReconciliationException) -> LookupKey {
        keys.subjectKey(exception.category.rawValue, exception.subject)
    }

    /// The id names the category and the place of what it is about, so that it is the same wherever the same files came.
    private func stored(_ exception: ReconciliationException) throws -> StoredException {
        // A file that did not come has no place; its subject holds nothing but partner, kind and time.
        let place =
            exception.evidence?.description
            ?? (exception.category == .missingFile ? exception.subject : "\(number)")
        return StoredException(
            id: "E-\(exception.category.rawValue)-\(place)", exception: exception, subjectKey: key(of: exception),
            sealedSubject: try vault.seal(exception.subject.utf8, as: Self.subjectPurpose))
    }

    private func inBatches<Element>(_ elements: [Element], _ body: (Session, [Element]) throws -> Void) throws {
        var start = 0
        while start < elements.count {
            let end = min(start + Self.batchSize, elements.count)
            LaneProgress.advanced()
            try database.write { try body($0, Array(elements[start..<end])) }
            start = end
        }
    }
}
