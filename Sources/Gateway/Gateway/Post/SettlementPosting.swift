// Batches of our own files against the bank's lines. Whatever could settle within some days of what is new is gathered and
// decided anew, so the order of arrival cannot matter; what follows is compared with what stands.
// Comes before FundsPosting, which leaves to a batch the line that settles it.

import Facts
import Ledger
import Money
import Reconciliation
import Store

struct SettlementPosting {
    private static let pageSize = 10_000
    /// In days: longer than any batch may take to settle without being told.
    private static let longestPatience = 7

    let posting: StagedPosting
    let bookkeeping: Bookkeeping

    /// Decides what the arrival changes; returns the lines that have won or lost a batch by it, or that could be of several.
    func post(_ arrival: Int64) throws -> [BankLine] {
        guard try posting.database.read({ try $0.hasOriginations() }) else { return [] }
        let scope = posting.scope
        let batches = try posting.database.read { try $0.originatedBatches(of: arrival, in: scope) }
        try posting.stage(entries: batches.flatMap { try bookkeeping.ordered($0) })
        var days = batches.map(\.effectiveOn)
        days += try daysOfLines(of: arrival)
        let (before, business) = try posting.database.read { session in
            (try session.businessDate(in: FactScope(arrivalBeingPosted: nil)), try session.businessDate(in: scope))
        }
        if let business, before.map({ $0 < business }) ?? true {
            days += [(before ?? business).advanced(byDays: -Self.longestPatience), business]
        }
        guard let first = days.min(), let last = days.max() else { return [] }
        return try decide(from: first, through: last, business)
    }

    private func daysOfLines(of arrival: Int64) throws -> [CalendarDate] {
        var (first, last): (CalendarDate?, CalendarDate?) = (nil, nil)
        var ordinal = -1
        while true {
            let page = try posting.database.read {
                try $0.bankLines(of: arrival, after: ordinal, limit: Self.pageSize)
            }
            guard let end = page.last else { return [first, last].compactMap(\.self) }
            ordinal = end.evidence.ordinal
            for line in page where Settlements.mayBe(line) {
                first = min(first ?? line.bookedOn, line.bookedOn)
                last = max(last ?? line.bookedOn, line.bookedOn)
            }
        }
    }

    private func decide(
        from first: CalendarDate, through last: CalendarDate, _ business: CalendarDate?
    ) throws -> [BankLine] {
        let found = try posting.database.read {
            try SettlementNeighbourhood($0, posting.scope, from: first, through: last)
        }
        let outcome = Settlements.decide(found.batches, found.lines, businessDate: business)
        let own = found.lines.filter { found.near.contains($0.bookedOn) }
        let changed = try settle(outcome.matches, own)
        try tell(outcome, found.batches.filter { found.near.contains($0.effectiveOn) })
        let doubtful = try doubtful(own, outcome.ties)
        return own.filter { changed.contains($0.evidence) || doubtful.contains($0.evidence) }
    }

    /// Lines of which it is told, or has been told, that they could settle several batches.
    private func doubtful(_ lines: [BankLine], _ ties: [SettlementTie]) throws -> Set<Evidence> {
        let open = try posting.database.read { try $0.openExceptions(onEach: lines.map(\.evidence)) }
        return Set(ties.map(\.line))
            .union(open.filter { $0.exception.category == .ambiguous }.compactMap(\.exception.evidence))
    }

    /// Stages the difference between what follows for these lines and what stands on them.
    private func settle(_ matches: [Match], _ lines: [BankLine]) throws -> Set<Evidence> {
        let byPlace = Dictionary(lines.map { ($0.evidence, $0) }, uniquingKeysWith: { first, _ in first })
        let decided = matches.filter { $0.right.evidence.map { byPlace[$0] != nil } ?? false }
        let standing = try posting.database.read { session in
            try lines.flatMap { try session.matches(onRight: $0.evidence) }.filter { $0.kind == .settlement }
        }
        let (ids, known) = (Set(decided.map(\.id)), Set(standing.map(\.id)))
        let over = standing.filter { !ids.contains($0.id) }
        let fresh = decided.filter { !known.contains($0.id) }
        try posting.stage(entries: try posting.withdraw(over, bookkeeping))
        try posting.stage(fundsMatches: fresh)
        try posting.stage(
            entries: fresh.compactMap { match in
                guard let place = match.right.evidence, let line = byPlace[place] else { return nil }
                return try bookkeeping.settled(match, line: line)
            })
        return Set((over + fresh).compactMap(\.right.evidence))
    }

    /// Opens what is told of these batches now, closes what no longer holds: as solved where the line came late, else as never
    /// having been, since only its statement did.
    private func tell(_ outcome: Settlements.Outcome, _ batches: [OriginatedBatch]) throws {
        let places = Set(batches.map(\.evidence))
        func own(_ exceptions: [ReconciliationException]) -> [ReconciliationException] {
            exceptions.filter { $0.evidence.map(places.contains) ?? false }
        }
        let keys = Set(own(outcome.exceptions).map { posting.key(of: $0) })
        let solved = Set(own(outcome.solved).map { posting.key(of: $0) }).subtracting(keys)
        let open = try posting.database.read { session in
            try batches.flatMap { try session.openExceptions(on: $0.evidence) }
        }
        try posting.close(
            open.filter { $0.exception.category == .unsettledBatch && !keys.contains($0.subjectKey) }
                .map { ($0.id, solved.contains($0.subjectKey) ? .resolved : .withdrawn) })
        let opened = try posting.stage(exceptions: own(outcome.exceptions) + own(outcome.solved), solved: solved)
        try posting.close(opened.filter { solved.contains($0.subjectKey) }.map { ($0.id, .resolved) })
    }
}
