// The layouts that come with the program. Config/layouts/*.yaml say the same as data, for changing; a test holds the two
// together.

extension LedgerLayout {
    /// Every layout that comes with the program, by name.
    public static let standard: [LedgerLayout] = [.csv, .oracleFBDI, .sap, .netSuite, .quickBooks, .workday]

    static func field(_ name: String, _ field: LayoutField) -> LayoutColumn { LayoutColumn(name, .field(field)) }

    static func fixed(_ name: String, _ text: String = "") -> LayoutColumn { LayoutColumn(name, .fixed(text)) }

    static func field(
        _ name: String, _ field: LayoutField, atMost length: Int, _ overlength: LayoutColumn.Overlength = .refuse
    ) -> LayoutColumn {
        var column = LayoutColumn(name, .field(field))
        column.length = length
        column.overlength = overlength
        return column
    }

    static func date(_ name: String, _ field: LayoutField, _ pattern: String) -> LayoutColumn {
        var column = LayoutColumn(name, .field(field))
        column.date = DatePattern(pattern) ?? .iso
        return column
    }

    /// Columns that stay empty, named by number.
    static func blank(_ name: String, _ numbers: ClosedRange<Int>) -> [LayoutColumn] {
        numbers.map { fixed("\(name)\($0)") }
    }

    /// For any ledger program: the journal's export, one row a line.
    public static let csv: LedgerLayout = {
        var layout = LedgerLayout(
            name: "csv", file: "journal.csv",
            line: [
                field("journal_id", .journalID), field("line_no", .lineNumber),
                field("effective_date", .effectiveDate), field("account", .account), field("debit", .debit),
                field("credit", .credit), field("currency", .currency), field("description", .description),
                field("event", .event), field("match_id", .matchID), field("arrival_id", .arrivalID),
                field("account_code", .accountCode), field("batch_id", .batchID), field("entity", .entity),
                field("cost_center", .costCenter), field("fund", .fund), field("original_date", .originalDate),
                field("external_ref", .lineID),
            ])
        layout.hasHeader = true
        return layout
    }()
}
