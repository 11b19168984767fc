// What became of bank lines, summed: for the reports. Every line is in exactly one group.

public import Money

/// Bank lines with the same fate.
public struct BankLineSum: Sendable {
    /// A kind of match, `exception CATEGORY`, `settled by people` or `waiting`.
    public let fate: String
    /// Whether the fate is a match that a person made.
    public let isByHand: Bool
    public let bookedOn: CalendarDate
    public let count: Int64
    public let amount: Money
    /// Without signs.
    public let volume: Money
}

/// A statement with the sums of its lines.
public struct StatementSum: Sendable {
    public let accountMask: String
    public let bookedThrough: CalendarDate
    public let opening: Money
    public let credits: Money
    public let debits: Money
    public let closing: Money
    public let lines: Int64
}

extension Session {
    static func isPosted(_ table: String) -> String {
        "EXISTS (SELECT 1 FROM arrivals v WHERE v.id = \(table).arrival AND v.state IN ('posted', 'answered'))"
    }

    static func isStanding(_ table: String) -> String {
        """
        (\(table).posting <= (SELECT number FROM posting_head WHERE only_row = 1) AND (\(table).withdrawn_by IS NULL
            OR \(table).withdrawn_by > (SELECT number FROM posting_head WHERE only_row = 1)))
        """
    }

    /// A match's rule and kind that tells what became of a line in `b`; null where there is none.
    private static func owner(_ value: String) -> String {
        """
        COALESCE(
            (SELECT \(value) FROM matches m WHERE m.right_arrival = b.arrival AND m.right_ordinal = b.ordinal
                AND m.kind IN ('remittance-funds', 'cashier-deposit', 'rule', 'settlement', 'reversed-line',
                    'internal-transfer')
                AND \(isStanding("m")) LIMIT 1),
            (SELECT \(value) FROM matches m WHERE m.left_arrival = b.arrival AND m.left_ordinal = b.ordinal
                AND m.kind IN ('invoice-payment', 'reversed-line', 'internal-transfer') AND \(isStanding("m")) LIMIT 1),
            (SELECT \(value) FROM matches m JOIN ach_items a ON a.arrival = m.left_arrival
                    AND a.ordinal = m.left_ordinal AND a.return_code LIKE 'R%'
                WHERE m.right_arrival = b.arrival AND m.right_ordinal = b.ordinal AND m.kind = 'ach-bankline'
                    AND \(isStanding("m")) LIMIT 1))
        """
    }

    /// Lines booked in a span of days by their fate and day.
    public func bankLineSums(from first: CalendarDate, through last: CalendarDate) throws -> [BankLineSum] {
        try rows(
            """
            SELECT fate, hand, booked_on, currency, COUNT(*), SUM(amount), SUM(ABS(amount)) FROM (
                SELECT b.booked_on, b.currency, b.amount, COALESCE(\(Self.owner("m.kind")),
                    (SELECT 'exception ' || MIN(e.category) FROM exceptions e WHERE e.arrival = b.arrival
                        AND e.ordinal = b.ordinal AND e.closed_by IS NULL),
                    (SELECT 'settled by people' FROM exceptions e JOIN case_events c ON c.exception = e.id
                        WHERE e.arrival = b.arrival AND e.ordinal = b.ordinal AND e.closed_as = 'resolved'
                            AND c.event = 'settled' LIMIT 1),
                    'waiting') AS fate,
                    COALESCE(\(Self.owner("CASE WHEN m.rule = 'by-hand' THEN 1 ELSE 0 END")), 0) AS hand
                FROM bank_lines b WHERE b.booked_on >= $1 AND b.booked_on <= $2 AND \(Self.isPosted("b"))) f
            GROUP BY fate, hand, booked_on, currency ORDER BY fate, booked_on, currency, hand
            """, [.text(first.description), .text(last.description)]
        ) { row in
            BankLineSum(
                fate: row.text(0), isByHand: row.flag(1), bookedOn: row.date(2), count: row.integer(4),
                amount: row.money(5, 3), volume: row.money(6, 3))
        }
    }

    /// The latest statement of each account up to a day, in the order of the accounts' masks.
    public func latestStatements(through day: CalendarDate) throws -> [StatementSum] {
        try rows(
            """
            SELECT s.account_mask, s.booked_through, s.currency, s.opening, s.closing,
                COALESCE((SELECT SUM(b.amount) FROM bank_lines b WHERE b.arrival = s.arrival AND b.account = s.account
                    AND b.amount > 0), 0),
                COALESCE((SELECT SUM(b.amount) FROM bank_lines b WHERE b.arrival = s.arrival AND b.account = s.account
                    AND b.amount < 0), 0),
                (SELECT COUNT(*) FROM bank_lines b WHERE b.arrival = s.arrival AND b.account = s.account)
            FROM statements s WHERE s.booked_through <= $1 AND \(Self.isPosted("s"))
                AND NOT EXISTS (SELECT 1 FROM statements o WHERE o.account = s.account AND o.booked_through <= $1
                    AND \(Self.isPosted("o")) AND (o.booked_through > s.booked_through
                        OR (o.booked_through = s.booked_through AND (o.arrival > s.arrival
                            OR (o.arrival = s.arrival AND o.ordinal > s.ordinal)))))
            ORDER BY s.account_mask, s.currency
            """, [.text(day.description)]
        ) { row in
            StatementSum(
                accountMask: row.text(0), bookedThrough: row.date(1), opening: row.money(3, 2),
                credits: row.money(5, 2),
                debits: row.money(6, 2), closing: row.money(4, 2), lines: row.integer(7))
        }
    }
}
