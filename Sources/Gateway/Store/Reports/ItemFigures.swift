// Sums over open items, remittances, matches and ACH entries: for the reports. Days are grouped, not computed with, so that
// the statements stay in the dialect that both databases share.

public import Money

/// Items of one kind with the same date.
public struct OpenItemSum: Sendable {
    public let kind: String
    /// The day from which it is aged: due, else issued.
    public let date: CalendarDate
    public let count: Int64
    public let open: Money
}

/// Things that took from one day to another.
public struct LagSum: Sendable {
    public let payer: String
    public let from: CalendarDate
    public let to: CalendarDate
    public let count: Int64
    public let amount: Money
}

/// Matches of one kind and rule.
public struct MatchSum: Sendable {
    public let kind: String
    public let rule: String
    public let isWithdrawn: Bool
    public let count: Int64
    public let volume: Money
}

extension Session {
    /// Items of which something is open, issued up to a day, by kind and date. Cashiers' logs are no receivables.
    public func openItemSums(through day: CalendarDate) throws -> [OpenItemSum] {
        try rows(
            """
            SELECT kind, date, currency, COUNT(*), SUM(open) FROM (
                SELECT i.kind, COALESCE(i.due_on, i.issued_on) AS date, i.currency,
                    i.amount - COALESCE(p.units, 0) - COALESCE(g.units, 0) AS open
                FROM open_items i JOIN arrivals v ON v.id = i.arrival AND v.state IN ('posted', 'answered')
                LEFT JOIN (SELECT m.right_arrival AS arrival, m.right_ordinal AS ordinal,
                        SUM(\(Self.takenOffItem)) AS units
                    FROM \(Self.itemPayments) GROUP BY m.right_arrival, m.right_ordinal) p
                    ON p.arrival = i.arrival AND p.ordinal = i.ordinal
                LEFT JOIN (SELECT e.arrival, e.ordinal,
                        SUM(CASE WHEN c.event = 'settled' THEN c.amount ELSE -c.amount END) AS units
                    FROM case_events c JOIN exceptions e ON e.id = c.exception
                    WHERE e.category = 'denied' AND c.way = 'written-off' GROUP BY e.arrival, e.ordinal) g
                    ON g.arrival = i.arrival AND g.ordinal = i.ordinal
                WHERE i.kind <> 'cashier-deposit' AND i.issued_on <= $1) o
            WHERE open <> 0 GROUP BY kind, date, currency ORDER BY kind, date, currency
            """, [.text(day.description)]
        ) { OpenItemSum(kind: $0.text(0), date: $0.date(1), count: $0.integer(3), open: $0.money(4, 2)) }
    }

    /// What was issued in a span of days, by kind.
    public func issuedSums(from first: CalendarDate, through last: CalendarDate) throws
        -> [(kind: String, count: Int64, amount: Money)]
    {
        try rows(
            """
            SELECT kind, currency, COUNT(*), SUM(amount) FROM open_items i
            WHERE i.issued_on >= $1 AND i.issued_on <= $2 AND kind <> 'cashier-deposit' AND \(Self.isPosted("i"))
            GROUP BY kind, currency ORDER BY kind, currency
            """, [.text(first.description), .text(last.description)]
        ) { ($0.text(0), $0.integer(2), $0.money(3, 1)) }
    }

    /// Advices and their money: from the advice's effective date to the day the line was booked.
    public func fundsLags(from first: CalendarDate, through last: CalendarDate) throws -> [LagSum] {
        try lags(
            """
            SELECT r.payer_id, r.effective_on, b.booked_on, m.currency, COUNT(*), SUM(m.amount) FROM matches m
            JOIN remittances r ON r.arrival = m.left_arrival AND r.ordinal = m.left_ordinal
            JOIN bank_lines b ON b.arrival = m.right_arrival AND b.ordinal = m.right_ordinal
            WHERE m.kind = 'remittance-funds' AND \(Self.isStanding("m")) AND b.booked_on >= $1 AND b.booked_on <= $2
            GROUP BY r.payer_id, r.effective_on, b.booked_on, m.currency
            """, first, last)
    }

    /// Claims and their advices: from the day the claim was issued to the advice's effective date.
    public func claimLags(from first: CalendarDate, through last: CalendarDate) throws -> [LagSum] {
        try lags(
            """
            SELECT l.payer_id, i.issued_on, r.effective_on, m.currency, COUNT(*), SUM(m.amount) FROM matches m
            JOIN remittance_lines l ON l.arrival = m.left_arrival AND l.ordinal = m.left_ordinal
            JOIN remittances r ON r.arrival = l.arrival AND r.ordinal = l.remittance
            JOIN open_items i ON i.arrival = m.right_arrival AND i.ordinal = m.right_ordinal
            WHERE m.kind = 'claim-payment' AND \(Self.isStanding("m")) AND m.amount > 0
                AND r.effective_on >= $1 AND r.effective_on <= $2
            GROUP BY l.payer_id, i.issued_on, r.effective_on, m.currency
            """, first, last)
    }

    private func lags(_ sql: String, _ first: CalendarDate, _ last: CalendarDate) throws -> [LagSum] {
        try rows(sql, [.text(first.description), .text(last.description)]) { row in
            LagSum(
                payer: row.text(0), from: row.date(1), to: row.date(2), count: row.integer(4), amount: row.money(5, 3))
        }
    }

    /// Lines of claim advices effective in a span of days, by payer and claim status: denied ones, and all.
    public func denialSums(from first: CalendarDate, through last: CalendarDate) throws
        -> [(payer: String, status: String, isDenied: Bool, count: Int64, charged: Money)]
    {
        try rows(
            """
            SELECT l.payer_id, l.status, l.denied, l.currency, COUNT(*), SUM(l.charged) FROM remittance_lines l
            JOIN remittances r ON r.arrival = l.arrival AND r.ordinal = l.remittance
            WHERE r.kind = '835' AND l.reversal = 0 AND r.effective_on >= $1 AND r.effective_on <= $2
                AND \(Self.isPosted("l"))
                AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.arrival = l.arrival AND e.ordinal = l.remittance
                    AND e.category = 'duplicate-remittance')
            GROUP BY l.payer_id, l.status, l.denied, l.currency ORDER BY l.payer_id, l.status, l.denied
            """, [.text(first.description), .text(last.description)]
        ) { ($0.text(0), $0.text(1), $0.flag(2), $0.integer(4), $0.money(5, 3)) }
    }

    /// All matches that ever counted, by kind and rule.
    public func matchSums() throws -> [MatchSum] {
        try rows(
            """
            SELECT kind, rule, NOT \(Self.isStanding("m")) AS gone, currency, COUNT(*), SUM(ABS(amount)) FROM matches m
            WHERE posting <= (SELECT number FROM posting_head WHERE only_row = 1)
            GROUP BY kind, rule, gone, currency ORDER BY kind, rule, gone, currency
            """
        ) { row in
            MatchSum(
                kind: row.text(0), rule: row.text(1), isWithdrawn: row.flag(2), count: row.integer(4),
                volume: row.money(5, 3))
        }
    }

    /// Advices whose money was not found, by the day on which it should be there.
    public func promisedSums() throws -> [(effectiveOn: CalendarDate, count: Int64, amount: Money)] {
        try rows(
            """
            SELECT r.effective_on, r.currency, COUNT(*), SUM(r.amount) FROM remittances r
            WHERE r.amount > 0 AND r.method <> 'NON' AND \(Self.isPosted("r"))
                AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.left_arrival = r.arrival
                    AND m.left_ordinal = r.ordinal AND m.kind = 'remittance-funds' AND \(Self.isStanding("m")))
                AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.arrival = r.arrival AND e.ordinal = r.ordinal
                    AND (e.category = 'duplicate-remittance' OR e.closed_as = 'resolved'))
            GROUP BY r.effective_on, r.currency ORDER BY r.effective_on, r.currency
            """
        ) { ($0.date(0), $0.integer(2), $0.money(3, 1)) }
    }
}
