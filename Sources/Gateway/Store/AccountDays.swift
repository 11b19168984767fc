// What accounts moved, by day: summed once as the journal grows, so that balances cost what is new and not what the journal
// holds. Relies on the journal's lines never changing once they count, and on their numbers growing.

public import Money

/// What an account moved on a day, in one currency of one entity.
public struct DailySum: Sendable, Hashable {
    public let account: String
    public let entity: String
    public let currency: Currency
    public let date: CalendarDate
    public let debit: Int64
    public let credit: Int64
}

enum AccountDaysSchema {
    static let tables = """
        CREATE TABLE account_days (
            account TEXT NOT NULL, entity TEXT NOT NULL, currency TEXT NOT NULL, booked_on TEXT NOT NULL,
            happened_on TEXT NOT NULL, debit BIGINT NOT NULL, credit BIGINT NOT NULL,
            PRIMARY KEY (account, entity, currency, booked_on, happened_on));
        CREATE TABLE account_days_through (
            only_row BIGINT PRIMARY KEY CHECK (only_row = 1), sequence BIGINT NOT NULL);
        INSERT INTO account_days_through (only_row, sequence) VALUES (1, 0);
        """
}

extension Session {
    private static let visibleLines = "posting <= (SELECT number FROM posting_head WHERE only_row = 1)"

    /// Adds journal lines that count and are not summed yet, at most `limit`; false when there were none.
    public func sumJournalLines(limit: Int64) throws -> Bool {
        let summed = try number("SELECT sequence FROM account_days_through WHERE only_row = 1")
        let last = try lastVisibleLine()
        if last <= summed { return false }
        let through = min(last, summed + limit)
        try execute(
            """
            INSERT INTO account_days (account, entity, currency, booked_on, happened_on, debit, credit)
            SELECT account, entity, currency, effective_on, COALESCE(original_on, effective_on), SUM(debit), SUM(credit)
            FROM journal WHERE sequence > $1 AND sequence <= $2
            GROUP BY account, entity, currency, effective_on, COALESCE(original_on, effective_on)
            ON CONFLICT (account, entity, currency, booked_on, happened_on) DO UPDATE
                SET debit = account_days.debit + excluded.debit, credit = account_days.credit + excluded.credit
            """, [.integer(summed), .integer(through)])
        try execute("UPDATE account_days_through SET sequence = $1 WHERE only_row = 1", [.integer(through)])
        return true
    }

    /// What every account moved on each day, by the day it is booked on, or by the day of what happened; lines that are not
    /// summed yet included.
    public func dailySums(
        byDayOfEvent: Bool = false, accounts: Set<String>? = nil, _ body: (DailySum) throws -> Void
    ) throws {
        let day = byDayOfEvent ? "happened_on" : "booked_on"
        try forEach(
            """
            SELECT account, entity, currency, \(day), SUM(debit), SUM(credit) FROM (
                SELECT account, entity, currency, booked_on, happened_on, debit, credit FROM account_days
                UNION ALL
                SELECT account, entity, currency, effective_on, COALESCE(original_on, effective_on), debit, credit
                FROM journal WHERE \(Self.visibleLines)
                    AND sequence > (SELECT sequence FROM account_days_through WHERE only_row = 1)) d
            GROUP BY account, entity, currency, \(day) ORDER BY account, entity, currency, \(day)
            """
        ) { row in
            if let accounts, !accounts.contains(row.text(0)) { return }
            try body(
                DailySum(
                    account: row.text(0), entity: row.text(1), currency: Currency(row.text(2)) ?? .usd,
                    date: row.date(3), debit: row.integer(4), credit: row.integer(5)))
        }
    }
}
