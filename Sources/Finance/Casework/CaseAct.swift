// What a person may do about an exception. One word each, as the command, the audit trail and the roles write it.

/// An act on an exception or on a match.
public enum CaseAct: String, Sendable, Hashable, CaseIterable {
    /// Ties the money or the advice to what it is for, by hand; also split over several.
    case match
    /// Gives up what is open, against an expense.
    case writeOff = "write-off"
    /// Leaves the money where unapplied money stands, or puts an overpayment among the credit balances.
    case unapplied
    /// Ends the exception without moving anything.
    case ignore
    /// Ends a match, the gateway's or a person's, by mirror entries.
    case undoMatch = "undo-match"
    /// Takes back what was written off, left unapplied or ignored.
    case reopen
}
