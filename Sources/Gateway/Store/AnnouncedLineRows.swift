// The table of lines that banks announced. Nothing refers to it: what is booked is among the bank lines.

public import Facts
public import Money

enum AnnouncementSchema {
    static let tables = """
        CREATE TABLE announced_lines (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, reference TEXT NOT NULL, account BYTEA NOT NULL,
            account_mask TEXT NOT NULL, amount BIGINT NOT NULL, currency TEXT NOT NULL, expected_on TEXT NOT NULL,
            PRIMARY KEY (arrival, ordinal));
        CREATE INDEX announced_lines_by_day ON announced_lines (account, expected_on);
        """
}

extension Session {
    public func insertAnnouncedLines(_ lines: [AnnouncedLine]) throws {
        if lines.isEmpty { return }
        try insert(
            """
            INSERT INTO announced_lines (arrival, ordinal, reference, account, account_mask, amount, currency, expected_on)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """, lines
        ) { line, row in
            row.bind(line.evidence)
            row.bind(line.reference)
            row.bind(line.account)
            row.bind(line.accountMask)
            row.bind(line.amount.minorUnits)
            row.bind(line.amount.currency)
            row.bind(line.expectedOn)
        }
    }

    /// The days for which an arrival announces or books lines, by account.
    public func daysAnnounced(by arrival: Int64) throws -> [(account: LookupKey, day: CalendarDate)] {
        try rows(
            """
            SELECT account, expected_on FROM announced_lines WHERE arrival = $1
            UNION SELECT account, booked_through FROM statements WHERE arrival = $1 ORDER BY 1, 2
            """, [.integer(arrival)]
        ) { ($0.requiredKey(0), $0.date(1)) }
    }

    /// Accounts with announcements for a span of days.
    public func accountsAnnounced(in span: DaySpan, _ scope: FactScope) throws -> [LookupKey] {
        try rows(
            """
            SELECT DISTINCT t.account FROM announced_lines t WHERE t.expected_on >= $1 AND t.expected_on <= $2
                AND \(scope.condition("t")) ORDER BY 1
            """, span.values
        ) { $0.requiredKey(0) }
    }

    /// What was announced on an account for a span of days.
    public func announcedLines(
        account: LookupKey, in span: DaySpan, _ scope: FactScope
    ) throws -> [AnnouncedLine] {
        try rows(
            """
            SELECT t.arrival, t.ordinal, t.reference, t.account, t.account_mask, t.amount, t.currency, t.expected_on
            FROM announced_lines t WHERE t.expected_on >= $1 AND t.expected_on <= $2 AND t.account = $3
                AND \(scope.condition("t")) ORDER BY t.arrival, t.ordinal
            """, span.values + [.bytes(account.column)]
        ) { row in
            AnnouncedLine(
                evidence: row.evidence(0), reference: row.text(2), account: row.requiredKey(3),
                accountMask: row.text(4),
                amount: row.money(5, 6), expectedOn: row.date(7))
        }
    }

    /// Booked lines of an account's statements of a span of days that have the reference or the amount of something announced
    /// for these days.
    public func linesAnnounced(account: LookupKey, in span: DaySpan, _ scope: FactScope) throws -> [BankLine] {
        let announced =
            "FROM announced_lines t WHERE t.account = $1 AND t.expected_on >= $2 AND t.expected_on <= $3"
        return try rows(
            """
            SELECT \(Self.bankLineColumns) FROM bank_lines b
            WHERE b.arrival IN (SELECT s.arrival FROM statements s WHERE s.account = $1 AND s.booked_through >= $2
                    AND s.booked_through <= $3) AND b.account = $1
                AND (b.reference IN (SELECT t.reference \(announced)) OR b.amount IN (SELECT t.amount \(announced)))
                AND \(scope.condition("b", leavesToPeople: false)) ORDER BY b.arrival, b.ordinal
            """, [.bytes(account.column)] + span.values, Self.bankLine)
    }

    /// The latest day for which a statement of the account counts; nil before the first.
    public func businessDate(ofAccount account: LookupKey, in scope: FactScope) throws -> CalendarDate? {
        try first(
            "SELECT MAX(s.booked_through) FROM statements s WHERE s.account = $1 AND \(scope.condition("s"))",
            [.bytes(account.column)]
        ) { $0.optionalText(0).flatMap(CalendarDate.init(iso:)) } ?? nil
    }
}
