// One row of a payments file: money that a department wants moved.
// Relies on RowFields.

public import Money
import Parsing

/// A row of a payments file.
public struct PaymentRow: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case vendor, refund, payroll, rent, loan
        case ownerDistribution = "owner-distribution"
    }
    public enum Direction: String, Sendable, Hashable, CaseIterable { case credit, debit }
    public enum AccountType: String, Sendable, Hashable, CaseIterable { case checking, savings }
    public enum EntryClass: String, Sendable, Hashable, CaseIterable { case ppd = "PPD", ccd = "CCD" }

    public let id: String
    public let kind: Kind
    public let direction: Direction
    public let partyName: String
    public let routing: String
    public let account: String
    public let accountType: AccountType
    /// Positive; nil only in rows with errors, which are not handed on.
    public let amount: Money?
    public let effectiveOn: CalendarDate?
    /// Payment information of one addenda record; may be empty.
    public let addenda: String
    public let entryClass: EntryClass
    /// Line of the file on which the row begins.
    public let line: Int

    enum Column: Int, CaseIterable {
        case id, kind, direction, partyName, routing, account, accountType, amount, currency, effectiveOn, addenda
        case entryClass
    }

    /// The columns' names, in the order of `Column`.
    static let columns = [
        "payment_id", "kind", "direction", "party_name", "routing", "account", "account_type", "amount", "currency",
        "effective_on", "addenda", "sec_code",
    ]

    init(_ fields: inout RowFields) {
        id = fields.required(Column.id.rawValue)
        kind = PaymentRow.choice(&fields, .kind, DelimitedRules.kindUnknown) ?? .vendor
        direction = PaymentRow.choice(&fields, .direction, DelimitedRules.directionUnknown) ?? .credit
        partyName = fields.required(Column.partyName.rawValue)
        routing = fields.required(Column.routing.rawValue)
        account = fields.required(Column.account.rawValue)
        accountType = PaymentRow.choice(&fields, .accountType, DelimitedRules.accountTypeUnknown) ?? .checking
        amount = fields.amount(Column.amount.rawValue, currency: Column.currency.rawValue)
        effectiveOn = fields.requiredDate(Column.effectiveOn.rawValue)
        addenda = fields.text(Column.addenda.rawValue)
        entryClass = PaymentRow.choice(&fields, .entryClass, DelimitedRules.secCodeUnknown) ?? .ccd
        line = fields.row.line
        check(&fields)
    }

    private static func choice<Choice: RawRepresentable<String>>(
        _ fields: inout RowFields, _ column: Column, _ rule: FindingRule
    ) -> Choice? {
        let text = fields.required(column.rawValue)
        if text.isEmpty { return nil }
        let choice = Choice(rawValue: text)
        if choice == nil { fields.report(rule, "The value is none that is known.", column.rawValue) }
        return choice
    }

    private func check(_ fields: inout RowFields) {
        if id.utf8.count > 15 {
            fields.report(DelimitedRules.idTooLong, "The id has more than 15 characters.", Column.id.rawValue)
        }
        if direction == .debit, kind != .rent, kind != .loan {
            fields.report(
                DelimitedRules.directionUnusual, "A \(kind.rawValue) payment is a debit.", Column.direction.rawValue)
        }
        if !routing.isEmpty, !RoutingCheckDigit.fits(routing) {
            fields.report(
                DelimitedRules.routingNumber, "The routing number's length or check digit is wrong.",
                Column.routing.rawValue)
        }
        if account.utf8.count > 17 || !PaymentRow.isPrintable(account) {
            fields.report(
                DelimitedRules.accountMalformed, "The account is longer than 17 characters or not printable.",
                Column.account.rawValue)
        }
        if addenda.utf8.count > 80 || !PaymentRow.isPrintable(addenda) {
            fields.report(
                DelimitedRules.addendaTooLong, "The text is longer than 80 characters or not printable ASCII.",
                Column.addenda.rawValue)
        }
    }

    private static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
}
