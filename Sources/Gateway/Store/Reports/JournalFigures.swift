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
}
