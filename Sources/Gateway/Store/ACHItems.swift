// The table of ACH items that the bank passed on.

public import Facts
import Money

extension Session {
    public func insertACHItems(_ items: [ACHItem]) throws {
        try insert(
            """
            INSERT INTO ach_items (arrival, ordinal, ach_trace, sec_code, transaction_code, amount, effective_on,
                company_id, batch_number, trace_key, trace_payer, return_code, original_trace)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """, items
        ) { item, row in
            row.bind(item.evidence)
            row.bind(item.achTrace)
            row.bind(item.secCode)
            row.bind(item.transactionCode)
            row.bind(item.amount.minorUnits)
            row.bind(item.effectiveOn)
            row.bind(item.companyID)
            row.bind(item.batchNumber)
            row.bind(item.traceKey)
            row.bind(item.tracePayerID)
            row.bind(item.returnCode)
            row.bind(item.originalTrace)
        }
    }

    private static var itemColumns: String {
        """
        a.arrival, a.ordinal, a.ach_trace, a.sec_code, a.transaction_code, a.amount, a.effective_on, a.company_id,
        a.batch_number, a.trace_key, a.trace_payer, a.return_code, a.original_trace
        """
    }

    private static func achItem(_ row: StoredRow) -> ACHItem {
        ACHItem(
            evidence: row.evidence(0), achTrace: row.text(2), secCode: row.text(3),
            transactionCode: Int(clamping: row.integer(4)), amount: .dollars(cents: row.integer(5)),
            effectiveOn: row.date(6), companyID: row.text(7), batchNumber: row.text(8), traceKey: row.optionalText(9),
            tracePayerID: row.optionalText(10), returnCode: row.optionalText(11), originalTrace: row.optionalText(12))
    }

    public func achItems(achTrace: String, in scope: FactScope) throws -> [ACHItem] {
        try rows(
            """
            SELECT \(Self.itemColumns) FROM ach_items a WHERE a.ach_trace = $1 AND \(scope.condition("a"))
            ORDER BY a.arrival, a.ordinal
            """, [.text(achTrace)], Self.achItem)
    }

    public func achItems(traceKey: String, in scope: FactScope) throws -> [ACHItem] {
        try rows(
            """
            SELECT \(Self.itemColumns) FROM ach_items a WHERE a.trace_key = $1 AND \(scope.condition("a"))
            ORDER BY a.arrival, a.ordinal
            """, [.text(traceKey)], Self.achItem)
    }

    /// All items of a batch number in files of a day's neighbourhood; the engine decides which of them are meant.
    public func achItems(batchNumber: String, from first: String, to last: String, in scope: FactScope) throws
        -> [ACHItem]
    {
        try rows(
            """
            SELECT \(Self.itemColumns) FROM ach_items a WHERE a.effective_on >= $1 AND a.effective_on <= $2
                AND a.batch_number = $3 AND \(scope.condition("a"))
            ORDER BY a.arrival, a.ordinal
            """, [.text(first), .text(last), .text(batchNumber)], Self.achItem)
    }
}
