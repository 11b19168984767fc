// Entries of what banks sent back: a debit that was returned leaves the patient owing again, a credit that was returned
// leaves the payable open again. A dishonor turns that round, a contest turns it back.

public import Facts
import Money

extension Bookkeeping {
    /// The line of a returned entry (Nacha return codes R): out of the unapplied money that the line was booked to, against
    /// what is open again. Money that leaves us was a debit of ours, money that comes back a credit; of a dishonored return
    /// it is the other way, and the entry mirrors that of the return. Nil for what is no return, for a line that a rule of
    /// its own explains, and where the chart has no accounts for it.
    public func returned(
        _ match: Match, item: ACHItem, line: BankLine
    ) throws(BookkeepingError) -> JournalEntry? {
        guard match.kind == .achBankline else { throw .wrongKind(match.kind) }
        guard let code = item.returnCode, code.hasPrefix("R"), line.ruleCategory == nil else { return nil }
        let isDishonor = item.returnStep == .dishonored
        let event: BookkeepingEvent = (line.amount.minorUnits < 0) != isDishonor ? .debitReturned : .paymentReturned
        if chart.rule(event, .amount) == nil { return nil }
        guard line.amount.minorUnits != .min, let mirrored = line.amount.magnitude.negated else {
            throw .amountOutOfRange(entry: "M\(match.id)")
        }
        var draft = EntryDraft(
            self, event, id: "M\(match.id)", on: line.bookedOn, arrival: line.evidence.arrival, matchID: match.id,
            bankAccount: line.account)
        draft.post(.amount, isDishonor ? mirrored : line.amount.magnitude)
        let words =
            switch item.returnStep {
            case .dishonored?: "Dishonored return"
            case .contested?: "Contested return"
            default: "Return"
            }
        return try draft.entry("\(words) \(code) of the entry \(item.originalTrace ?? item.achTrace)")
    }
}
