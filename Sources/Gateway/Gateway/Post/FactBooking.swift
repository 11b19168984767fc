// Books what facts alone say: bank lines, opening balances, adjustments of whole remittances; and finds what is missing
// between statements. Each entry depends on one fact.

import Facts
import Ledger
import Money
import Reconciliation
import Store

struct FactBooking {
    let posting: StagedPosting
    let bookkeeping: Bookkeeping
    let arrival: Int64

    /// Books the statements and lines of the arrival.
    func bookStatements() throws {
        let statements = try posting.database.read { try $0.statements(of: arrival) }
        for account in Set(statements.map(\.account)).sorted() { try bookOpening(of: account) }
        var last = -1
        while true {
            let page = try posting.database.read {
                try $0.bankLines(of: arrival, after: last, limit: StagedPosting.batchSize / 2)
            }
            guard let end = page.last else { return }
            last = end.evidence.ordinal
            try posting.stage(entries: page.compactMap { try bookkeeping.bankLine($0) })
        }
    }

    /// The opening balance is that of the account's earliest statement: when an earlier one comes late, the entry moves.
    private func bookOpening(of account: LookupKey) throws {
        let all = StatementGaps.ordered(
            try posting.database.read { try $0.statements(account: account, in: posting.scope) })
        guard let earliest = all.first, earliest.evidence.arrival.number == arrival else { return }
        var entries: [JournalEntry] = []
        for later in all.dropFirst() {
            let id = "S\(later.evidence)"
            try posting.finishJournal()
            guard let entry = try posting.database.read({ try $0.journalEntry(id) }) else { continue }
            let isUndone = try posting.database.read { try $0.journalEntryExists("X\(id)") }
            if !isUndone { entries.append(try bookkeeping.mirror(of: entry, on: entry.occurredOn)) }
        }
        if let opening = try bookkeeping.openingBalance(earliest) { entries.append(opening) }
        try posting.stage(entries: entries)
    }

    /// Marks remittances that repeat an earlier one, and books the adjustments of the others; returns of what kinds they are.
    func bookRemittances() throws -> Set<RemittanceKind> {
        let (kinds, remittances) = try posting.database.read { session in
            (try session.remittanceKinds(of: arrival), try session.remittancesToBook(of: arrival))
        }
        var entries: [JournalEntry] = []
        var duplicates: [ReconciliationException] = []
        let repeated = try posting.database.read { session in
            try remittances.map { try session.earlierRemittance(like: $0, in: Self.reach(of: $0), posting.scope) }
        }
        for (remittance, earlier) in zip(remittances, repeated) {
            if let earlier {
                duplicates.append(duplicate(remittance, of: earlier))
            } else if let entry = try bookkeeping.adjustments(of: remittance) {
                entries.append(entry)
            }
        }
        try posting.stage(exceptions: duplicates)
        try posting.stage(entries: entries)
        return kinds
    }

    /// The days within which the same trace is the same payment.
    private static func reach(of remittance: Remittance) -> DaySpan {
        DaySpan(
            remittance.effectiveOn.advanced(byDays: -DuplicateRemittances.reach),
            remittance.effectiveOn.advanced(byDays: DuplicateRemittances.reach))
    }

    private func duplicate(_ remittance: Remittance, of earlier: Remittance) -> ReconciliationException {
        let place = "in arrival \(earlier.evidence.arrival.number)"
        return ReconciliationException(
            category: .duplicateRemittance, subject: remittance.trace, evidence: remittance.evidence,
            amount: remittance.amount, openedOn: remittance.effectiveOn,
            explanation: earlier.amount == remittance.amount
                ? "The trace and payer of this remittance came before \(place); it counts once, this one posts nothing."
                : "The trace and payer came before \(place) with another amount; this one posts nothing. Ask the payer."
        )
    }

    /// Compares the gaps between the posted statements of the arrival's accounts with what is open.
    func findGaps() throws {
        let statements = try posting.database.read { try $0.statements(of: arrival) }
        let open = try posting.database.read { try $0.openExceptions(in: [.gapInStatements]) }
        for account in Set(statements.map(\.account)).sorted() {
            let all = try posting.database.read { try $0.statements(account: account, in: posting.scope) }
            guard let sealed = try posting.database.read({ try $0.sealedNumber(ofAccount: account) }) else { continue }
            let number = String(
                decoding: try posting.vault.open(sealed, as: StagedFactSink.accountPurpose), as: UTF8.self)
            let gaps = StatementGaps.find(all, account: number)
            let ids = Set(gaps.map { posting.key(of: $0) })
            for known in open where !ids.contains(known.subjectKey) {
                let subject = String(
                    decoding: try posting.vault.open(known.sealedSubject, as: StagedPosting.subjectPurpose),
                    as: UTF8.self)
                if subject.hasPrefix("\(number)/") { try posting.close(known.id, as: .withdrawn) }
            }
            try posting.stage(exceptions: gaps)
        }
    }
}
