// Sums over the journal up to a day: for the reports.

public import Money

extension Session {
    /// Credits less debits of an account by event.
    public func creditBalance(ofAccount account: String, through day: CalendarDate) throws
        -> [(event: String, entries: Int64, amount: Money)]
    {
        try rows(
            """
            SELECT event, currency, COUNT(*), SUM(credit - debit) FROM journal
            WHERE account = $1 AND effective_on <= $2
                AND posting <= (SELECT number FROM posting_head WHERE only_row = 1)
            GROUP BY event, currency ORDER BY currency, event
            """, [.text(account), .text(day.description)]
        ) { ($0.text(0), $0.integer(2), $0.money(3, 1)) }
    }

    /// What was booked on a day: debits by event.
    public func bookedSums(on day: CalendarDate) throws -> [(event: String, entries: Int64, amount: Money)] {
        try rows(
            """
            SELECT event, currency, COUNT(DISTINCT id), SUM(debit) FROM journal
            WHERE effective_on = $1 AND posting <= (SELECT number FROM posting_head WHERE only_row = 1)
            GROUP BY event, currency ORDER BY event, currency
            """, [.text(day.description)]
        ) { ($0.text(0), $0.integer(2), $0.money(3, 1)) }
    }

    /// What the ledger batches of a day hold, and what waits for the next one, by currency.
    public func ledgerBatchSums(on day: CalendarDate) throws -> [LedgerBatchSum] {
        let isVisible = "posting <= (SELECT number FROM posting_head WHERE only_row = 1)"
        func sums(_ batch: Int64?, _ condition: String, _ parameters: [SQLValue]) throws -> [LedgerBatchSum] {
            try rows(
                """
                SELECT currency, COUNT(DISTINCT id), COUNT(*), SUM(debit), SUM(credit) FROM journal
                WHERE \(condition) AND \(isVisible) GROUP BY currency ORDER BY currency
                """, parameters
            ) { row in
                LedgerBatchSum(
                    batch: batch, entries: row.integer(1), lines: row.integer(2), debit: row.money(3, 0),
                    credit: row.money(4, 0))
            }
        }
        let batches = try ledgerBatches()
        let closed = try batches.filter { $0.businessDate == day }.flatMap { batch in
            try sums(
                batch.number, "sequence >= $1 AND sequence <= $2",
                [.integer(batch.firstSequence), .integer(batch.lastSequence)])
        }
        return try closed + sums(nil, "sequence > $1", [.integer(batches.last?.lastSequence ?? 0)])
    }
}

/// What a ledger batch holds in one currency; without a number what no batch holds yet.
public struct LedgerBatchSum: Sendable {
    public let batch: Int64?
    public let entries: Int64
    public let lines: Int64
    public let debit: Money
    public let credit: Money
}
