// One row of an open-items file: money that somebody owes us.
// Relies on RowFields.

public import Money

/// A row of an open-items file.
public struct OpenItemRow: Sendable, Hashable {
    /// What is owed.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case claim, invoice, premium, rent
        case loanRepayment = "loan-repayment"
        case cashierDeposit = "cashier-deposit"
    }

    public let id: String
    public let kind: Kind
    public let partyID: String
    public let partyName: String
    /// As written, blanks at the ends cut.
    public let reference: String
    /// The full amount that was open at the start; nil only in rows with errors, which are not handed on.
    public let amount: Money?
    public let issuedOn: CalendarDate?
    public let dueOn: CalendarDate?
    public let patientReference: String
    /// Line of the file on which the row begins.
    public let line: Int

    enum Column: Int, CaseIterable {
        case id, kind, partyID, partyName, reference, amount, currency, issuedOn, dueOn, patientReference
    }

    /// The columns' names, in the order of `Column`.
    static let columns = [
        "item_id", "kind", "party_id", "party_name", "reference", "amount", "currency", "issued_on", "due_on",
        "patient_ref",
    ]

    init(_ fields: inout RowFields) {
        id = fields.required(Column.id.rawValue)
        let kindText = fields.required(Column.kind.rawValue)
        let knownKind = Kind(rawValue: kindText)
        if knownKind == nil, !kindText.isEmpty {
            fields.report(DelimitedRules.kindUnknown, "The kind is none that is known.", Column.kind.rawValue)
        }
        kind = knownKind ?? .claim
        partyID = fields.text(Column.partyID.rawValue)
        partyName = fields.text(Column.partyName.rawValue)
        reference = fields.required(Column.reference.rawValue)
        amount = fields.amount(Column.amount.rawValue, currency: Column.currency.rawValue)
        issuedOn = fields.requiredDate(Column.issuedOn.rawValue)
        dueOn = fields.date(Column.dueOn.rawValue)
        patientReference = fields.text(Column.patientReference.rawValue)
        line = fields.row.line
        if let issuedOn, let dueOn, dueOn < issuedOn {
            fields.report(
                DelimitedRules.dueBeforeIssue, "The item is due before its issue.", Column.dueOn.rawValue)
        }
    }
}
