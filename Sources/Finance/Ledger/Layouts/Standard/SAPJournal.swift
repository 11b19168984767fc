// SAP S/4HANA, "Upload General Journal Entries": one row a line with the document's header on each, at most 999 lines a
// document.

extension LedgerLayout {
    public static let sap: LedgerLayout = {
        var side = field("Debit/Credit", .side)
        side.values = ["debit": "S", "credit": "H"]
        side.unmapped = .refuse
        var company = field("Company Code", .entity, atMost: 4)
        company.values = ["": "1000"]
        var type = field("Document Type", .event, atMost: 2)
        type.values = [
            "claim-payment": "DZ", "secondary-claim-payment": "DZ", "invoice-payment": "DZ", "premium-payment": "DZ",
            "rent-payment": "DZ", "loan-repayment": "DZ", "payment-sent": "ZP", "": "SA",
        ]
        type.unmapped = .blank
        var layout = LedgerLayout(
            name: "sap", file: "sap-journal.csv",
            line: [
                field("Document", .documentNumber), company, type,
                date("Document Date", .originalDate, "YYYYMMDD"), date("Posting Date", .effectiveDate, "YYYYMMDD"),
                field("Currency", .currency), field("Reference", .documentID, atMost: 16),
                field("Header Text", .batchID, atMost: 25), fixed("Ledger Group"),
                field("G/L Account", .accountCode, atMost: 10), side, field("Debit Amount", .debit),
                field("Credit Amount", .credit), fixed("Tax Code"), field("Cost Center", .costCenter, atMost: 10),
                fixed("Profit Center"), field("Assignment", .lineID, atMost: 18, .cut),
                field("Item Text", .description, atMost: 50, .cut),
            ])
        layout.separator = 0x3B
        layout.lineEnd = .crlf
        layout.hasHeader = true
        layout.grouping = .day
        layout.documentLines = 999
        layout.clearingAccount = "1990"
        return layout
    }()
}
