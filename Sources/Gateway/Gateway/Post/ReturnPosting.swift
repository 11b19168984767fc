// Returns and notifications of change, and what answers them, against the entries of ours that they name. Decided anew for all
// that names one of the traces whenever an arrival brings one of them, so the order of arrival cannot matter. Nothing is booked
// here: the line of a return is.

import Facts
import Intake
import Money
import Reconciliation
import Store

struct ReturnPosting {
    private static let kinds: Set<MatchKind> = [.returnedEntry, .dishonoredReturn, .contestedDishonor, .changedEntry]
    private static let categories: Set<ExceptionCategory> = [
        .returnedPayment, .notificationOfChange, .changeNotApplied, .lateReturn,
        .duplicateReturn, .contestedReturn, .unmatchedDishonor,
    ]

    let posting: StagedPosting

    /// Comes after the settlements: from when an entry may come back is told by the line that settled its batch.
    func post(_ arrival: Int64) throws {
        let scope = posting.scope
        let (items, originals, standing, open) = try posting.database.read { session in
            let traces = try traces(touchedBy: arrival, session)
            let items = try traces.flatMap { try session.returns(ofTrace: $0, in: scope) }
            let places = items.map(\.evidence)
            return (
                items, try traces.flatMap { try session.originatedEntries(achTrace: $0, in: scope) },
                try places.flatMap { try session.matches(onLeft: $0) }.filter { Self.kinds.contains($0.kind) },
                try session.openExceptions(onEach: places).filter { Self.categories.contains($0.exception.category) }
            )
        }
        if items.isEmpty { return }
        let names = try names(of: items.map(\.evidence) + originals.map(\.evidence))
        let decided = ReturnedEntries.decide(
            items, originals: originals, names: names, uses: try uses(of: items), terms: ReturnTerms.all)
        let outcome = try withoutThoseInHands(decided)
        let (ids, known) = (Set(outcome.matches.map(\.id)), Set(standing.map(\.id)))
        try posting.withdraw(standing.map(\.id).filter { !ids.contains($0) })
        try posting.stage(matches: outcome.matches.filter { !known.contains($0.id) })
        try tell(outcome, open)
    }

    /// Traces of the entries about which something changes: by the arrival, by a batch that has just settled, or because an entry
    /// goes where a change says.
    private func traces(touchedBy arrival: Int64, _ session: Session) throws -> [String] {
        let scope = posting.scope
        var traces = Set(try session.returnedTraces(of: arrival, in: scope))
        if try session.hasOriginations() {
            traces.formUnion(try session.returnedTraces(settledBy: posting.number, in: scope))
            traces.formUnion(try session.changedTraces(touchedBy: arrival, in: scope))
        }
        return traces.sorted()
    }

    /// Opens what is told now, closes what no longer holds: as solved where it has been.
    private func tell(_ outcome: ReturnedEntries.Outcome, _ open: [StoredException]) throws {
        let standing = Set(outcome.exceptions.map { posting.key(of: $0) })
        let solved = Set(outcome.solved.map { posting.key(of: $0) }).subtracting(standing)
        var words: [LookupKey: (text: String, day: CalendarDate)] = [:]
        for told in outcome.solved + outcome.exceptions {
            words[posting.key(of: told)] = (told.explanation, told.openedOn)
        }
        // What is told in other words now is told anew: which words come first must not matter.
        func isSame(_ known: StoredException) -> Bool {
            words[known.subjectKey].map {
                $0.text == known.exception.explanation && $0.day == known.exception.openedOn
            } ?? false
        }
        try posting.close(
            open.filter { !standing.contains($0.subjectKey) || !isSame($0) }.map {
                ($0.id, solved.contains($0.subjectKey) && isSame($0) ? .resolved : .withdrawn)
            })
        let opened = try posting.stage(exceptions: outcome.exceptions + outcome.solved, solved: solved)
        try posting.close(opened.filter { solved.contains($0.subjectKey) }.map { ($0.id, .resolved) })
    }

    private func uses(of items: [ACHItem]) throws -> [Evidence: ChangeUse] {
        try posting.database.read { session in
            var uses: [Evidence: ChangeUse] = [:]
            for item in items where item.returnStep == .change {
                uses[item.evidence] = try session.use(
                    ofChange: item.evidence, askedOn: item.effectiveOn,
                    lastDay: ReturnDeadlines.lastDay(ofApplying: item), in: posting.scope)
            }
            return uses
        }
    }

    private func names(of places: [Evidence]) throws -> [Evidence: String] {
        let payments = PaymentNames(vault: posting.vault)
        return try posting.database.read { session in
            var names: [Evidence: String] = [:]
            for place in places { names[place] = try payments.name(at: place, session) }
            return names
        }
    }

    /// What a person undid stays undone.
    private func withoutThoseInHands(_ outcome: ReturnedEntries.Outcome) throws -> ReturnedEntries.Outcome {
        try posting.database.read { session in
            guard try session.hasFactsInHands() else { return outcome }
            var rest = outcome
            rest.matches = try outcome.matches.filter { match in
                guard let item = match.left.evidence else { return true }
                return try !session.isInHands(item)
            }
            return rest
        }
    }
}
