// Entries of the lines of remittances: claims of an 835, items of an 820.

import Facts
import Money

extension Bookkeeping {
    /// CLP02 of a payer that pays after another: 2 secondary, 3 tertiary, 20 and 21 the same and forwarded.
    private static let laterPayers: Set<String> = ["2", "3", "20", "21"]

    func claimPayment(
        _ match: Match, _ line: RemittanceLine, _ effectiveOn: CalendarDate
    ) throws(BookkeepingError) -> JournalEntry? {
        // A denial moves no money and writes nothing off: the claim stays open until somebody has worked it.
        if line.isDenied { return nil }
        let isLater = Bookkeeping.laterPayers.contains(line.status)
        var draft = EntryDraft(
            self, isLater ? .secondaryClaimPayment : .claimPayment, id: "M\(match.id)", on: effectiveOn,
            arrival: line.evidence.arrival, matchID: match.id)
        draft.post(.paid, match.amount)
        // A later payer repeats, as its adjustments, what the first one paid and reduced (OA-23) and what it leaves
        // to the patient: that is booked already.
        if !isLater {
            draft.post(.contractual, line.contractual)
            draft.post(.patientShare, line.patientShare)
            draft.post(.otherAdjustment, line.otherAdjustment)
        }
        return try draft.entry("Remittance \(line.trace) pays \(match.right.reference)")
    }

    func orderPayment(
        _ match: Match, _ line: RemittanceLine, _ kind: OpenItemKind, _ effectiveOn: CalendarDate
    ) throws(BookkeepingError) -> JournalEntry? {
        guard let event = BookkeepingEvent(paying: kind) else { throw .wrongKind(match.kind) }
        var draft = EntryDraft(
            self, event, id: "M\(match.id)", on: effectiveOn, arrival: line.evidence.arrival, matchID: match.id)
        draft.post(.paid, match.amount)
        draft.post(.discount, line.contractual)
        guard let deduction = Bookkeeping.deduction(line) else { throw .amountOutOfRange(entry: "M\(match.id)") }
        draft.post(.deduction, deduction)
        return try draft.entry("Remittance \(line.trace) pays \(match.right.reference)")
    }

    /// What an 820 line keeps back besides the discount, positive where it lowers the payment. ADX01 is negative
    /// there, but senders get its sign wrong: where billed, paid and discount tell the difference, they decide.
    static func deduction(_ line: RemittanceLine) -> Money? {
        guard let opposite = line.otherAdjustment.negated else { return nil }
        if let gross = line.charged.subtracting(line.paid), let kept = gross.subtracting(line.contractual),
            kept == line.otherAdjustment || kept == opposite
        {
            return kept
        }
        return opposite
    }
}
