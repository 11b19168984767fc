// The table of ACH items that the bank passed on.

public import Facts
import Money

/// An ACH item; of a return or change with its texts sealed.
public struct StoredACHItem: Sendable {
    public let item: ACHItem
    /// Nil where there is none.
    public let sealedIdentification: [UInt8]?
    public let sealedCorrection: [UInt8]?

    public init(item: ACHItem, sealedIdentification: [UInt8]? = nil, sealedCorrection: [UInt8]? = nil) {
        self.item = item
        self.sealedIdentification = sealedIdentification
        self.sealedCorrection = sealedCorrection
    }
}

extension Session {
    public func insertACHItems(_ items: [StoredACHItem]) throws {
        try insert(
            """
            INSERT INTO ach_items (arrival, ordinal, ach_trace, sec_code, transaction_code, amount, effective_on,
                company_id, batch_number, trace_key, trace_payer, return_code, original_trace, answered_trace,
                sealed_identification, sealed_correction)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """, items
        ) { stored, row in
            let item = stored.item
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
            row.bind(item.answeredTrace)
            row.bind(stored.sealedIdentification)
            row.bind(stored.sealedCorrection)
        }
    }

    static var achItemColumns: String {
        """
        a.arrival, a.ordinal, a.ach_trace, a.sec_code, a.transaction_code, a.amount, a.effective_on, a.company_id,
        a.batch_number, a.trace_key, a.trace_payer, a.return_code, a.original_trace, a.answered_trace
        """
    }

    static func achItem(_ row: StoredRow) -> ACHItem {
        ACHItem(
            evidence: row.evidence(0), achTrace: row.text(2), secCode: row.text(3),
            transactionCode: Int(clamping: row.integer(4)), amount: .dollars(cents: row.integer(5)),
            effectiveOn: row.date(6), companyID: row.text(7), batchNumber: row.text(8), traceKey: row.optionalText(9),
            tracePayerID: row.optionalText(10), returnCode: row.optionalText(11), originalTrace: row.optionalText(12),
            answeredTrace: row.optionalText(13))
    }
}
