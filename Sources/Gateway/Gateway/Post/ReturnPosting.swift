// Returns and notifications of change against the entries of ours that they name. Decided for each arrival that brings a return or
// an original, so the order of arrival cannot matter. Nothing is booked here: the line of a return is.

import Facts
import Reconciliation
import Store

struct ReturnPosting {
    let posting: StagedPosting

    func post(_ arrival: Int64) throws {
        let scope = posting.scope
        let (returns, originals, standing) = try posting.database.read { session in
            let returns = try session.returns(of: arrival, in: scope)
            let traces = Set(returns.compactMap(\.originalTrace)).sorted()
            return (
                returns, try traces.flatMap { try session.originatedEntries(achTrace: $0, in: scope) },
                try returns.flatMap { try session.matches(onLeft: $0.evidence) }.filter { $0.kind == .returnedEntry }
            )
        }
        if returns.isEmpty { return }
        let outcome = ReturnedEntries.decide(returns, originals: originals)
        let (ids, known) = (Set(outcome.matches.map(\.id)), Set(standing.map(\.id)))
        try posting.withdraw(standing.map(\.id).filter { !ids.contains($0) })
        try posting.stage(matches: outcome.matches.filter { !known.contains($0.id) })
        try posting.stage(exceptions: outcome.exceptions)
    }
}
