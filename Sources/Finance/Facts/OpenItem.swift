// Money that we expect: one row of an open-items file.

public import Money

/// What kind of thing is owed to us.
public enum OpenItemKind: String, Sendable, Hashable, CaseIterable {
    case claim, invoice, premium, rent
    case loanRepayment = "loan-repayment"
    case cashierDeposit = "cashier-deposit"
}

/// Money we expect: a claim, invoice, premium, rent, loan repayment or a cashier's deposit log.
public struct OpenItem: Sendable, Hashable {
    public let evidence: Evidence
    /// The owner's own id, unique among all items; safe to show.
    public let id: String
    public let kind: OpenItemKind
    /// Who owes it, by the owner's id of the party.
    public let partyID: String
    /// Key of the party's name, normalised; nil when the row gives none.
    public let partyNameKey: LookupKey?
    /// Key of the reference exactly as written, blanks at the ends cut.
    public let exactReference: LookupKey
    /// Key of the reference as `NormalisedReference` gives it.
    public let reference: LookupKey
    /// The full amount that was open at the start; positive.
    public let amount: Money
    public let issuedOn: CalendarDate
    public let dueOn: CalendarDate?

    public init(
        evidence: Evidence, id: String, kind: OpenItemKind, partyID: String, partyNameKey: LookupKey?,
        exactReference: LookupKey, reference: LookupKey, amount: Money, issuedOn: CalendarDate, dueOn: CalendarDate?
    ) {
        self.evidence = evidence
        self.id = id
        self.kind = kind
        self.partyID = partyID
        self.partyNameKey = partyNameKey
        self.exactReference = exactReference
        self.reference = reference
        self.amount = amount
        self.issuedOn = issuedOn
        self.dueOn = dueOn
    }
}
