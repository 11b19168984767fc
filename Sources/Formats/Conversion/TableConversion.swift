// The rows of open-items and payments files, as the tables have them.

import Delimited
import Money

enum TableCells {
    static func fill(_ cells: inout [RowCell], _ row: OpenItemRow) {
        cells += [
            .integer(row.line), .text(row.id), .text(row.kind.rawValue), .optional(row.partyID),
            .optional(row.partyName), .text(row.reference), amount(row.amount), currency(row.amount),
            .optional(row.issuedOn), .optional(row.dueOn), .optional(row.patientReference),
        ]
    }

    static func fill(_ cells: inout [RowCell], _ row: PaymentRow) {
        cells += [
            .integer(row.line), .text(row.id), .text(row.kind.rawValue), .text(row.direction.rawValue),
            .text(row.partyName), .text(row.routing), .text(row.account), .text(row.accountType.rawValue),
            amount(row.amount), currency(row.amount), .optional(row.effectiveOn), .optional(row.addenda),
            .text(row.entryClass.rawValue),
        ]
    }

    private static func amount(_ money: Money?) -> RowCell {
        money.map { .amount($0.minorUnits, decimals: $0.currency.exponent) } ?? .none
    }

    private static func currency(_ money: Money?) -> RowCell { money.map { .text($0.currency.code) } ?? .none }
}
