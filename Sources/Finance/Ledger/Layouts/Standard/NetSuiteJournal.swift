// NetSuite, CSV import of journal entries: rows of one External ID are one entry; what was imported under an External ID
// before is refused there.

extension LedgerLayout {
    public static let netSuite: LedgerLayout = {
        var debit = field("Debit", .debit)
        debit.digits = 10
        debit.decimals = 2
        var credit = field("Credit", .credit)
        credit.digits = 10
        credit.decimals = 2
        var layout = LedgerLayout(
            name: "netsuite", file: "netsuite.csv",
            line: [
                field("External ID", .documentID), field("Subsidiary", .entity), field("Currency", .currency),
                date("Date", .effectiveDate, "MM/DD/YYYY"), date("Posting Period", .effectiveDate, "Mon YYYY"),
                field("Memo", .description, atMost: 999, .cut), field("Account", .accountCode), debit, credit,
                field("Line Memo", .lineID, atMost: 999), fixed("Name"), field("Department", .costCenter),
                field("Class", .fund), fixed("Location"), field("Line ID", .documentLine), fixed("Approved", "T"),
            ])
        layout.hasHeader = true
        return layout
    }()
}
