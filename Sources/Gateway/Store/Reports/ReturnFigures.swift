// Debits that we ordered, and how many of them came back: for the rates that Nacha limits.

public import Money

/// Returns of debits by one code.
public struct ReturnSum: Sendable {
    public let code: String
    /// Re-presented checks count towards no overall rate.
    public let isRepresentedCheck: Bool
    public let count: Int64
    public let volume: Money
}

extension Session {
    /// Debits of our own files, effective in a span of days; prenotes and other entries of no amount are none.
    public func originatedDebitCount(from first: CalendarDate, through last: CalendarDate) throws
        -> (all: Int64, representedChecks: Int64)
    {
        try self.first(
            """
            SELECT COUNT(*), COALESCE(SUM(o.sec_code = 'RCK'), 0) FROM originated_entries o
            WHERE o.debit = 1 AND o.amount > 0 AND o.effective_on >= $1 AND o.effective_on <= $2
                AND \(Self.isPosted("o"))
            """, [.text(first.description), .text(last.description)]
        ) { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
    }

    /// Returns (R01 to R53, R80 to R85) of debits that settled in a span of days, by code. What is answered to a return is
    /// none.
    public func returnSums(from first: CalendarDate, through last: CalendarDate) throws -> [ReturnSum] {
        try rows(
            """
            SELECT a.return_code, a.sec_code = 'RCK' AS represented, COUNT(*), SUM(ABS(a.amount)) FROM ach_items a
            WHERE a.return_code LIKE 'R%' AND a.return_code NOT BETWEEN 'R61' AND 'R77' AND a.transaction_code % 10 = 6
                AND a.amount <> 0 AND a.effective_on >= $1 AND a.effective_on <= $2 AND \(Self.isPosted("a"))
            GROUP BY a.return_code, represented ORDER BY 1, 2
            """, [.text(first.description), .text(last.description)]
        ) { row in
            ReturnSum(
                code: row.text(0), isRepresentedCheck: row.flag(1), count: row.integer(2),
                volume: .dollars(cents: row.integer(3)))
        }
    }
}
