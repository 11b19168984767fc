// Oracle Fusion, file-based data import of journals: GlInterface.csv in a zip, no header, fixed column order.
// Positions change from release to release: compare with the GlInterface template of one's own, and change the layout.

extension LedgerLayout {
    /// Ledger ID and source are the customer's own: `Ledger ID` must be replaced in Config/layouts/oracle-fbdi.yaml.
    public static let oracleFBDI: LedgerLayout = {
        var layout = LedgerLayout(
            name: "oracle-fbdi", file: "GlInterface.zip",
            line: beginning + segments + amounts + references + ending)
        layout.container = .zip
        layout.innerFile = "GlInterface.csv"
        return layout
    }()

    private static let beginning: [LayoutColumn] = [
        fixed("Status Code", "NEW"), fixed("Ledger ID", "1"), date("Effective Date", .effectiveDate, "YYYY/MM/DD"),
        fixed("Journal Source", "HMS-ACH"), field("Journal Category", .event, atMost: 25),
        field("Currency Code", .currency), date("Journal Entry Creation Date", .businessDate, "YYYY/MM/DD"),
        fixed("Actual Flag", "A"),
    ]

    private static let segments: [LayoutColumn] =
        [
            field("Segment1", .entity, atMost: 25), field("Segment2", .accountCode, atMost: 25),
            field("Segment3", .costCenter, atMost: 25), field("Segment4", .fund, atMost: 25),
        ] + blank("Segment", 5...30)

    private static let amounts: [LayoutColumn] = [
        field("Entered Debit Amount", .debit), field("Entered Credit Amount", .credit),
        fixed("Converted Debit Amount"), fixed("Converted Credit Amount"),
    ]

    private static let references: [LayoutColumn] =
        [
            field("REFERENCE1", .batchID, atMost: 100), field("REFERENCE2", .organisation, atMost: 240, .cut),
            fixed("REFERENCE3"), field("REFERENCE4", .documentID, atMost: 100),
            field("REFERENCE5", .description, atMost: 240, .cut),
        ] + blank("REFERENCE", 6...9) + [
            field("REFERENCE10", .description, atMost: 240, .cut), field("REFERENCE21", .lineID, atMost: 150),
            field("REFERENCE22", .matchID, atMost: 150), field("REFERENCE23", .arrivalID),
        ] + blank("REFERENCE", 24...30)

    private static let ending: [LayoutColumn] =
        [
            fixed("Statistical Amount"), fixed("Currency Conversion Type"), fixed("Currency Conversion Date"),
            fixed("Currency Conversion Rate"), field("Interface Group Identifier", .batchNumber),
            fixed("Context"),
        ] + blank("ATTRIBUTE", 1...20) + [
            fixed("Captured Information Context"), fixed("Average Journal Flag"), fixed("Clearing Company"),
            fixed("Ledger Name"), fixed("Encumbrance Type ID"), fixed("Reconciliation Reference"),
            date("Period Name", .effectiveDate, "Mon-YY"), fixed("End", "END"),
        ]
}
