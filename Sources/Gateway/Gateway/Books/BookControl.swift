// What is wrong in the books themselves, kept as exceptions: clearing accounts that are overdue, differences between ledger
// and bank, what the general ledger refused. Looked at when nothing is in progress; each is withdrawn when its cause is gone.
// Called by the thread that posts only.

import Facts
import Ledger
import Money
import Store
import Vault

struct BookControl {
    static let categories: [ExceptionCategory] = [.clearingOverdue, .bankProof, .ledgerRejected]
    /// Journal lines that one transaction sums: well under a second.
    private static let summedAtOnce: Int64 = 200_000

    private let installation: Installation
    /// The last posting that was looked at; nothing can have changed before the next.
    private var seen: Int64?

    init(_ installation: Installation) { self.installation = installation }

    /// Compares what the books say with what is open.
    mutating func look() throws {
        let head = try installation.database.read { try $0.postingHead() }
        if head == seen { return }
        while try installation.database.write({ try $0.sumJournalLines(limit: Self.summedAtOnce) }) {
            LaneProgress.advanced()
        }
        try settle(try found())
        seen = try installation.database.read { try $0.postingHead() }
    }

    /// What should be open.
    private func found() throws -> [ControlException] {
        let looks = LedgerLooks(installation)
        guard let day = try looks.lastStatementDay() else { return [] }
        let chart = installation.configuration.chartOfAccounts
        return ControlExceptions.clearing(try looks.clearing(on: day), chart: chart)
            + ControlExceptions.proof(try looks.proofs())
            + (try installation.database.read { try $0.ledgerRejections() }).map(Self.exception)
    }

    private static func exception(_ rejection: LedgerRejection) -> ControlException {
        let batch = LedgerBatchHead.id(rejection.batch)
        var parts = [batch]
        if !rejection.journalID.isEmpty { parts.append(rejection.journalID) }
        if rejection.lineNumber > 0 { parts.append(String(rejection.lineNumber)) }
        let what = parts.count == 1 ? "this batch" : parts.count == 2 ? "this entry" : "this line"
        return ControlException(
            id: "E-\(ExceptionCategory.ledgerRejected.rawValue)-\(rejection.evidence)",
            exception: ReconciliationException(
                category: .ledgerRejected, subject: parts.joined(separator: "/"), evidence: rejection.evidence,
                amount: rejection.amount, openedOn: rejection.businessDate,
                explanation: """
                    The general ledger refused \(what); `hms-ach ledger acknowledgements` shows its words. Mend the cause \
                    there and import it again (`hms-ach export gl --batch \(rejection.batch)`); this ends when it is accepted.
                    """))
    }

    private func settle(_ found: [ControlException]) throws {
        let known = try installation.database.read { try $0.openExceptions(in: Self.categories) }
        let wanted = try found.compactMap { try placed($0, known) }
        let standing = Dictionary(known.map { ($0.id, $0.exception) }, uniquingKeysWith: { first, _ in first })
        let fresh = wanted.filter { new in
            standing[new.id].map { !Self.isSame($0, new.exception) } ?? true
        }
        let ids = Set(wanted.map(\.id)).subtracting(fresh.map(\.id))
        let gone = known.filter { !ids.contains($0.id) }
        if fresh.isEmpty && gone.isEmpty { return }
        let posting = try StagedPosting.begin(for: nil, in: installation)
        for exception in gone { try posting.close(exception.id, as: .withdrawn) }
        try posting.stage(named: fresh)
        DurableStep.postStaged.reached()
        let kept = Set(fresh.map(\.id))
        try installation.database.write { session in
            try session.commitPosting(posting.number)
            for exception in fresh where standing[exception.id] == nil {
                try installation.audit().record(
                    "opened", "exception \(exception.id)", exception.exception.category.rawValue, in: session)
            }
            for exception in gone where !kept.contains(exception.id) {
                try installation.audit().record(
                    "withdrawn", "exception \(exception.id)", "its cause is gone", in: session)
            }
        }
        DurableStep.postCommitted.reached()
        installation.log.notice(
            "books.looked",
            metadata: ["opened": "\(fresh.count)", "withdrawn": "\(gone.count { !kept.contains($0.id) })"])
    }

    private static func isSame(_ left: ReconciliationException, _ right: ReconciliationException) -> Bool {
        left.amount == right.amount && left.openedOn == right.openedOn && left.explanation == right.explanation
    }

    /// The exception under the id that it is to have; nil where people have ended it. What is overdue for another reason than
    /// the one that they ended is another exception, with the day in its id.
    private func placed(_ wanted: ControlException, _ known: [StoredException]) throws -> ControlException? {
        if known.contains(where: { $0.id == wanted.id }) { return wanted }
        return try installation.database.read { session in
            guard let ended = try session.exception(wanted.id), ended.closedAs == .resolved else { return wanted }
            if Self.isCovered(wanted.exception, by: ended.exception) { return nil }
            let dated = ControlException(
                id: "\(wanted.id)-\(wanted.exception.openedOn)", exception: wanted.exception)
            let again = try session.exception(dated.id)
            return again?.closedAs == .resolved ? nil : dated
        }
    }

    /// A clearing account is another case when another day's money is overdue, the others when the amount is another.
    private static func isCovered(_ new: ReconciliationException, by ended: ReconciliationException) -> Bool {
        new.category == .clearingOverdue ? new.openedOn <= ended.openedOn : new.amount == ended.amount
    }
}

extension StagedPosting {
    /// Stages exceptions whose ids are given.
    func stage(named exceptions: [ControlException]) throws {
        try inBatches(exceptions) { session, batch in
            let stored = try batch.map { new in
                StoredException(
                    id: new.id, exception: new.exception, subjectKey: key(of: new.exception),
                    sealedSubject: try vault.seal(new.exception.subject.utf8, as: Self.subjectPurpose))
            }
            try session.stageExceptions(stored, posting: number)
        }
    }
}
