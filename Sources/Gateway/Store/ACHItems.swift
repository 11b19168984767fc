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

    static var achItemColumns: String {
        """
        a.arrival, a.ordinal, a.ach_trace, a.sec_code, a.transaction_code, a.amount, a.effective_on, a.company_id,
        a.batch_number, a.trace_key, a.trace_payer, a.return_code, a.original_trace
        """
    }

    static func achItem(_ row: StoredRow) -> ACHItem {
        ACHItem(
            evidence: row.evidence(0), achTrace: row.text(2), secCode: row.text(3),
            transactionCode: Int(clamping: row.integer(4)), amount: .dollars(cents: row.integer(5)),
            effectiveOn: row.date(6), companyID: row.text(7), batchNumber: row.text(8), traceKey: row.optionalText(9),
            tracePayerID: row.optionalText(10), returnCode: row.optionalText(11), originalTrace: row.optionalText(12))
    }
}
