// One posting while it is being staged: its number, its scope, and the rows that become visible together.
// Rows are written in small transactions; nothing shows until the poster commits the number.

import Facts
import Ledger
import Money
import Reconciliation
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
    /// Where journal entries are written from, in the order in which they were given; nil: at once.
    var journal: WriteBehind?

    init(number: Int64, arrival: Int64?, installation: Installation) {
        self.number = number
        self.arrival = arrival
        // A posting about no arrival sees what is visible, and leaves to people what is theirs, as every posting does.
        scope = FactScope(arrivalBeingPosted: arrival ?? 0)
        database = installation.database
        vault = installation.vault
        keys = installation.keys
    }

    /// Begins the posting after the visible one; what an interrupted posting left under that number is removed first.
    static func begin(for arrival: Int64?, in installation: Installation) throws -> StagedPosting {
        let (head, begun) = try installation.database.read { (try $0.postingHead(), try $0.stagedPosting()) }
        if begun > head {
            while try installation.database.write({ try $0.discardStagedRows(after: head, limit: batchSize) }) > 0 {}
        }
        try installation.database.write { try $0.beginPosting(head + 1, for: arrival) }
        return StagedPosting(number: head + 1, arrival: arrival, installation: installation)
    }

    func stage(matches: [Match]) throws {
        try inBatches(matches) { session, batch in try session.stageMatches(batch, posting: number) }
    }

    /// Stages matches of bank lines, and marks the facts of those that rest on a key of their own.
    func stage(fundsMatches matches: [Match]) throws {
        try inBatches(matches) { session, batch in
            try session.stageMatches(batch, posting: number)
            try session.markFirm(batch.filter(\.isFirm), posting: number)
        }
    }

    /// Stages entries; one whose id the journal holds already gets the posting's number behind it, so that a match which
    /// comes back after it was withdrawn is booked anew.
    func stage(entries: [JournalEntry]) throws {
        if entries.isEmpty { return }
        guard let journal else { return try write(entries) }
        try journal.add { try write(entries) }
    }

    /// What was given to the journal is in it when this returns: for whoever reads there.
    func finishJournal() throws { try journal?.finish() }

    private func write(_ entries: [JournalEntry]) throws {
        try inBatches(entries) { session, batch in
            try session.stageJournal(batch, posting: number, again: "~\(number)")
        }
    }

    /// Stages the end of matches that no longer follow.
    func withdraw(_ ids: [String]) throws {
        try inBatches(ids) { session, batch in
            for id in batch { try session.stageMatchWithdrawal(id, posting: number) }
        }
    }

    /// The same of matches that have booked something; returns what mirrors their entries, on the day of what happened.
    func withdraw(_ matches: [Match], _ bookkeeping: Bookkeeping) throws -> [JournalEntry] {
        if matches.isEmpty { return [] }
        let ids = matches.map(\.id).sorted()
        try withdraw(ids)
        try finishJournal()
        let entries = try database.read { session in try ids.compactMap { try session.journalEntry("M\($0)") } }
        return try entries.map { try bookkeeping.mirror(of: $0, on: $0.occurredOn) }
    }

    /// Stages the exceptions that are not known, or known with another amount, which the new one replaces; returns those
    /// that are new.
    /// - Parameter solved: those that have been and are over: one that was solved before stays as it is.
    @discardableResult
    func stage(exceptions: [ReconciliationException], solved: Set<LookupKey> = []) throws -> [StoredException] {
        var subjects: Set<LookupKey> = []
        var opened: [StoredException] = []
        try inBatches(exceptions) { session, batch in
            var fresh: [StoredException] = []
            for exception in batch {
                let subject = key(of: exception)
                guard subjects.insert(subject).inserted else { continue }
                // What people ended stays ended, whatever the engine still thinks of it.
                if try session.wasEndedByPeople(subject, exception.amount) { continue }
                let known = try session.exceptions(ofSubject: subject)
                let isTold = known.contains { other in
                    other.exception.amount == exception.amount && (other.closedAs == nil || solved.contains(subject))
                }
                // A file or a delivery repeated is told of once.
                if isTold || known.contains(where: { $0.exception.evidence == nil || Self.isOnce(exception) }) {
                    continue
                }
                for other in known where other.closedAs == nil {
                    try session.stageExceptionClosing(other.id, as: .withdrawn, posting: number)
                }
                fresh.append(try stored(exception))
            }
            try session.stageExceptions(fresh, posting: number)
            opened += fresh
        }
        return opened
    }

    /// Whether a second one of the same subject says nothing new, whatever its amount.
    private static func isOnce(_ exception: ReconciliationException) -> Bool {
        [.duplicateRemittance, .outOfBalance, .missingFile].contains(exception.category)
    }

    func close(_ id: String, as closing: ExceptionClosing) throws { try close([(id, closing)]) }

    /// Stages the ends of exceptions, by their ids.
    func close(_ closings: [(id: String, closing: ExceptionClosing)]) throws {
        try inBatches(closings) { session, batch in
            for (id, closing) in batch { try session.stageExceptionClosing(id, as: closing, posting: number) }
        }
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

    func inBatches<Element>(_ elements: [Element], _ body: (Session, [Element]) throws -> Void) throws {
        var start = 0
        while start < elements.count {
            let end = min(start + Self.batchSize, elements.count)
            LaneProgress.advanced()
            try database.stage { try body($0, Array(elements[start..<end])) }
            start = end
        }
    }
}
