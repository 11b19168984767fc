// Transfers between accounts of ours. A sweep is booked by its own code, cash against the clearing of sweeps, on each side; what is
// booked here is the side that no code explains, out of the unapplied money into the same clearing, so that it returns to zero.
// Source: reconciliation.md, sections 3 (e) and 7.

public import Facts
import Money

extension Bookkeeping {
    /// Nil where nothing is left to book: both sides are sweeps by their code, both are not and cancel each other among the
    /// unapplied money of one entity, or the chart has no accounts for it.
    ///
    /// - Parameters:
    ///   - from: the line by which the money leaves.
    ///   - to: the line by which it comes.
    public func internalTransfer(
        _ match: Match, from: BankLine, to: BankLine
    ) throws(BookkeepingError) -> JournalEntry? {
        guard match.kind == .internalTransfer else { throw .wrongKind(match.kind) }
        if chart.rule(.internalTransfer, .amount) == nil { return nil }
        var draft = EntryDraft(
            self, .internalTransfer, id: "M\(match.id)", on: max(from.bookedOn, to.bookedOn),
            arrival: max(from.evidence.arrival, to.evidence.arrival), matchID: match.id, bankAccount: from.account)
        if from.ruleCategory == nil { draft.post(.amount, from.amount) }
        draft.turn(to: bankDimensions[to.account])
        if to.ruleCategory == nil { draft.post(.amount, to.amount) }
        return try draft.entry("Transfer from line \(from.reference) to line \(to.reference)")
    }
}
