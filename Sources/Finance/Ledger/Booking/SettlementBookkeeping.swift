// Entries of what we order by files of our own: owed until the bank has moved it, and cleared by the line that settles it.
// Source: reconciliation.md, section 7: vendor credit sent, settlement line, patient debit sent, settlement of debits.

public import Facts
import Money

extension Bookkeeping {
    /// What the batch orders, on the day for which it is ordered: its credits out of the payables, its debits out of the
    /// receivables, both into clearing until the bank settles them. Empty where the chart has no accounts for it.
    public func ordered(_ batch: OriginatedBatch) throws(BookkeepingError) -> [JournalEntry] {
        var entries: [JournalEntry] = []
        for (event, amount, side) in [
            (BookkeepingEvent.paymentSent, batch.credits, "C"), (.debitSent, batch.debits, "D"),
        ] where !amount.isZero && chart.rule(event, .amount) != nil {
            var draft = EntryDraft(
                self, event, id: "N\(batch.evidence)\(side)", on: batch.effectiveOn, arrival: batch.evidence.arrival)
            draft.post(.amount, amount.magnitude)
            if let entry = try draft.entry("Batch \(batch.reference) ordered") { entries.append(entry) }
        }
        return entries
    }

    /// The line that settles a batch, or the batch's part of it: out of the unapplied money that the line was booked to,
    /// against what was ordered. Nil where the chart has no accounts for it.
    public func settled(_ match: Match, line: BankLine) throws(BookkeepingError) -> JournalEntry? {
        guard match.kind == .settlement else { throw .wrongKind(match.kind) }
        let event: BookkeepingEvent = match.amount.minorUnits < 0 ? .paymentSettled : .debitSettled
        if chart.rule(event, .amount) == nil { return nil }
        guard match.amount.minorUnits != .min else { throw .amountOutOfRange(entry: "M\(match.id)") }
        var draft = EntryDraft(
            self, event, id: "M\(match.id)", on: line.bookedOn, arrival: line.evidence.arrival, matchID: match.id,
            bankAccount: line.account)
        draft.post(.amount, match.amount.magnitude)
        return try draft.entry("Line \(line.reference) settles the batch \(match.left.reference)")
    }
}
