// QuickBooks Desktop, IIF: tabs, no quotes, TRNS for the first line of a transaction and SPL for the others.
// QuickBooks does not notice a file that is imported twice: a batch has one number and leaves once.

extension LedgerLayout {
    public static let quickBooks: LedgerLayout = {
        let head = ["TRNSTYPE", "DATE", "ACCNT", "NAME", "CLASS", "AMOUNT", "DOCNUM", "MEMO"]
        func row(_ mark: String, _ number: LayoutField) -> [LayoutColumn] {
            [
                fixed("!", mark), field("ID", number), fixed("TRNSTYPE", "GENERAL JOURNAL"),
                date("DATE", .effectiveDate, "MM/DD/YYYY"), field("ACCNT", .account, atMost: 159), fixed("NAME"),
                field("CLASS", .costCenter), field("AMOUNT", .amount), field("DOCNUM", .documentID),
                field("MEMO", .description, atMost: 4095, .cut),
            ]
        }
        var layout = LedgerLayout(name: "quickbooks-iif", file: "quickbooks.iif", line: row("SPL", .documentLine))
        layout.separator = 0x09
        layout.lineEnd = .crlf
        layout.quoting = .never
        layout.isASCII = true
        layout.start = [["!TRNS", "TRNSID"] + head, ["!SPL", "SPLID"] + head, ["!ENDTRNS"]]
        layout.firstLine = row("TRNS", .documentNumber)
        layout.documentEnd = [fixed("!", "ENDTRNS")]
        return layout
    }()
}
