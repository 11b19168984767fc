// The batches by which journal lines leave, read back; and what accounts moved, by day.

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

extension Session {
    private static let batchColumns =
        "SELECT number, business_date, first_sequence, last_sequence, lines, closed_at FROM ledger_batches"
    private static let isVisible = "posting <= (SELECT number FROM posting_head WHERE only_row = 1)"

    private func batch(_ row: StoredRow) -> LedgerBatch {
        LedgerBatch(
            number: row.integer(0), businessDate: row.date(1), firstSequence: row.integer(2),
            lastSequence: row.integer(3), lines: row.integer(4), closedAt: row.text(5))
    }

    /// All closed batches, oldest first.
    public func ledgerBatches() throws -> [LedgerBatch] {
        try rows("\(Self.batchColumns) WHERE \(Self.isVisible) ORDER BY number") { batch($0) }
    }

    public func ledgerBatch(_ number: Int64) throws -> LedgerBatch? {
        try first("\(Self.batchColumns) WHERE number = $1 AND \(Self.isVisible)", [.integer(number)]) { batch($0) }
    }

    /// When the last batch was closed; empty where none was.
    public func lastLedgerClosing() throws -> String {
        try first("SELECT closed_at FROM ledger_batches WHERE \(Self.isVisible) ORDER BY number DESC LIMIT 1") {
            $0.text(0)
        } ?? ""
    }

    /// SHA-256 of the body of a batch's file as it was dispatched, by how its name ends; nil where there is none.
    public func ledgerFileDigest(endingWith ending: String) throws -> String? {
        try rows("SELECT name, body_sha256 FROM dispatches WHERE kind = 'gl' AND \(Self.isVisible) ORDER BY id") {
            ($0.text(0), $0.text(1))
        }.first { $0.0.hasSuffix(ending) }?.1
    }

    /// What every account moved on each day, by the day it is booked on, or by the day of what happened.
    public func dailySums(
        byDayOfEvent: Bool = false, accounts: Set<String>? = nil, _ body: (DailySum) throws -> Void
    ) throws {
        let day = byDayOfEvent ? "COALESCE(original_on, effective_on)" : "effective_on"
        try forEach(
            """
            SELECT account, entity, currency, \(day), SUM(debit), SUM(credit) FROM journal WHERE \(Self.isVisible)
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
