// Workday, accounting journals by EIB: rows of one JournalKey are one journal; reference ids are case-sensitive.

extension LedgerLayout {
    public static let workday: LedgerLayout = {
        var company = field("CompanyReferenceID", .entity)
        company.values = ["": "COMPANY"]
        var layout = LedgerLayout(
            name: "workday", file: "workday.csv",
            line: [
                field("JournalKey", .documentNumber), company, field("Currency", .currency),
                fixed("LedgerType", "ACTUALS"), fixed("BookCode"), field("AccountingDate", .effectiveDate),
                fixed("JournalSource", "HMS-ACH"), field("JournalEntryMemo", .description, atMost: 500, .cut),
                field("JournalExternalReferenceID", .documentID), field("ControlTotalAmount", .documentTotal),
                field("Order", .documentLine), field("LedgerAccount", .accountCode), field("DebitAmount", .debit),
                field("CreditAmount", .credit), field("LineCurrency", .currency),
                field("LineMemo", .event), field("ExternalReferenceID", .lineID),
                field("CostCenter", .costCenter), fixed("SpendCategory"), fixed("RevenueCategory"),
                field("Fund", .fund), fixed("Program"), fixed("Location"),
            ])
        layout.hasHeader = true
        return layout
    }()
}
