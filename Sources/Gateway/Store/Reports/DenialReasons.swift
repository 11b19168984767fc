// The table of why payers refused lines: the CAS group and reason code of the largest adjustment.

public import Facts
public import Money

/// Why one line was refused.
public struct DenialReason: Sendable, Hashable {
    public let line: Evidence
    /// `CO-29`.
    public let reason: String
    public init(line: Evidence, reason: String) {
        self.line = line
        self.reason = reason
    }
}

extension Session {
    public func insertDenialReasons(_ reasons: [DenialReason]) throws {
        try insert("INSERT INTO denial_reasons (arrival, ordinal, reason) VALUES ($1, $2, $3)", reasons) {
            $1.bind($0.line)
            $1.bind($0.reason)
        }
    }

    /// Refused lines of advices effective in a span of days, by payer and reason; the reason is empty where none is known.
    public func denialReasonSums(from first: CalendarDate, through last: CalendarDate) throws
        -> [(payer: String, reason: String, count: Int64, charged: Money)]
    {
        try rows(
            """
            SELECT l.payer_id, COALESCE(d.reason, ''), l.currency, COUNT(*), SUM(l.charged) FROM remittance_lines l
            JOIN remittances r ON r.arrival = l.arrival AND r.ordinal = l.remittance
            LEFT JOIN denial_reasons d ON d.arrival = l.arrival AND d.ordinal = l.ordinal
            WHERE l.denied = 1 AND l.reversal = 0 AND r.kind = '835' AND r.effective_on >= $1
                AND r.effective_on <= $2 AND \(Self.isPosted("l"))
                AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.arrival = l.arrival AND e.ordinal = l.remittance
                    AND e.category = 'duplicate-remittance')
            GROUP BY l.payer_id, COALESCE(d.reason, ''), l.currency ORDER BY 2, 1, 3
            """, [.text(first.description), .text(last.description)]
        ) { ($0.text(0), $0.text(1), $0.integer(3), $0.money(4, 2)) }
    }
}
