// A line that a bank announces before it books it.

public import Money

/// An entry of an account report or statement that is pending (PDNG): it comes back booked, or vanishes.
public struct AnnouncedLine: Sendable, Hashable {
    public let evidence: Evidence
    /// The bank's reference of the line (AcctSvcrRef); empty where the bank gives none.
    public let reference: String
    /// Key of the account the line is on.
    public let account: LookupKey
    /// The account with all but its last four characters hidden.
    public let accountMask: String
    /// Signed: credits to us positive, debits negative.
    public let amount: Money
    /// The day for which it is announced.
    public let expectedOn: CalendarDate

    public init(
        evidence: Evidence, reference: String, account: LookupKey, accountMask: String, amount: Money,
        expectedOn: CalendarDate
    ) {
        self.evidence = evidence
        self.reference = reference
        self.account = account
        self.accountMask = accountMask
        self.amount = amount
        self.expectedOn = expectedOn
    }
}
