// Of lines that nothing explains: those that settle something of ours, and only nobody can tell what. Looked up for such lines
// alone, so a posting without any costs one question.

import Facts
import Money
import Reconciliation
import Store

struct TiedSettlements {
    let posting: StagedPosting

    /// The outcome with the ties told of the lines that would be called unknown.
    func told(in outcome: FundsMatching.Outcome, of lines: [BankLine]) throws -> FundsMatching.Outcome {
        let alone = Set(outcome.exceptions.filter { $0.category == .unmatchedBankLine }.compactMap(\.evidence))
        if alone.isEmpty { return outcome }
        let unknown = lines.filter { alone.contains($0.evidence) && Settlements.mayBe($0) }
        return outcome.telling(try ties(of: unknown))
    }

    private func ties(of lines: [BankLine]) throws -> [SettlementTie] {
        let scope = posting.scope
        let days = lines.map(\.bookedOn)
        guard let first = days.min(), let last = days.max() else { return [] }
        return try posting.database.read { session in
            guard try session.hasOriginations() else { return [] }
            let amounts = try SettlementNeighbourhood.amounts(session, scope, from: first, through: last)
            let fitting = lines.filter { amounts.contains($0.amount) }.map(\.bookedOn)
            guard let first = fitting.min(), let last = fitting.max() else { return [] }
            let found = try SettlementNeighbourhood(session, scope, from: first, through: last)
            return Settlements.decide(found.batches, found.lines, businessDate: nil).ties
        }
    }
}
