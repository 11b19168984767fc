// The journal's table and the batches by which its lines leave for the general ledger.
// Lines carry one running number; a batch is a span of it, so that each line is exported exactly once.

public import Facts
public import Money

/// One journal line as it is stored and exported.
public struct JournalRow: Sendable, Hashable {
    public let sequence: Int64
    public let id: String
    public let lineNumber: Int64
    public let effectiveOn: CalendarDate
    public let account: String
    public let debit: Int64
    public let credit: Int64
    public let currency: Currency
    public let description: String
    public let event: String
    public let matchID: String
    public let arrival: Int64
    public let dimensions: Dimensions
    /// The day of what happened, where its period was closed.
    public let originalOn: CalendarDate?
}

/// A closed batch of journal lines.
public struct LedgerBatch: Sendable, Hashable {
    public let number: Int64
    public let businessDate: CalendarDate
    public let firstSequence: Int64
    public let lastSequence: Int64
    public let lines: Int64
    /// ISO 8601, UTC.
    public let closedAt: String
    public init(
        number: Int64, businessDate: CalendarDate, firstSequence: Int64, lastSequence: Int64, lines: Int64,
        closedAt: String
    ) {
        self.number = number
        self.businessDate = businessDate
        self.firstSequence = firstSequence
        self.lastSequence = lastSequence
        self.lines = lines
        self.closedAt = closedAt
    }
}

extension Session {
    public func journalEntryExists(_ id: String) throws -> Bool {
        try number("SELECT COUNT(*) FROM journal_entries WHERE id = $1", [.text(id)]) > 0
    }

    /// Visible journal lines with first <= sequence <= last, in order.
    public func forEachJournalRow(from first: Int64 = 1, to last: Int64 = .max, _ body: (JournalRow) throws -> Void)
        throws
    {
        try forEach(
            """
            SELECT sequence, id, line_no, effective_on, account, debit, credit, currency, description, event, match_id,
                arrival, entity, cost_center, fund, original_on
            FROM journal WHERE sequence >= $1 AND sequence <= $2
                AND posting <= (SELECT number FROM posting_head WHERE only_row = 1) ORDER BY sequence
            """, [.integer(first), .integer(last)]
        ) { row in
            try body(
                JournalRow(
                    sequence: row.integer(0), id: row.text(1), lineNumber: row.integer(2), effectiveOn: row.date(3),
                    account: row.text(4), debit: row.integer(5), credit: row.integer(6),
                    currency: Currency(row.text(7)) ?? .usd, description: row.text(8), event: row.text(9),
                    matchID: row.text(10), arrival: row.integer(11),
                    dimensions: Dimensions(entity: row.text(12), costCenter: row.text(13), fund: row.text(14)),
                    originalOn: row.optionalText(15).flatMap { CalendarDate(iso: $0) }))
        }
    }

    /// The number of the last line that counts; 0 where none does.
    func lastVisibleLine() throws -> Int64 {
        try number(
            """
            SELECT COALESCE((SELECT number + line_count - 1 FROM journal_entries
                WHERE posting <= (SELECT number FROM posting_head WHERE only_row = 1) ORDER BY number DESC LIMIT 1), 0)
            """)
    }

    /// The span of visible lines that no batch holds yet; nil when there is none.
    public func openJournalSpan() throws -> (first: Int64, last: Int64)? {
        let last = try lastVisibleLine()
        let exported = try number(
            """
            SELECT COALESCE(MAX(last_sequence), 0) FROM ledger_batches
            WHERE posting <= (SELECT number FROM posting_head WHERE only_row = 1)
            """)
        return last > exported ? (exported + 1, last) : nil
    }

    public func nextLedgerBatchNumber() throws -> Int64 {
        try number("SELECT COALESCE(MAX(number), 0) + 1 FROM ledger_batches")
    }

    public func stageLedgerBatch(_ batch: LedgerBatch, posting: Int64) throws {
        try execute(
            """
            INSERT INTO ledger_batches
                (number, posting, business_date, first_sequence, last_sequence, lines, closed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                .integer(batch.number), .integer(posting), .text(batch.businessDate.description),
                .integer(batch.firstSequence), .integer(batch.lastSequence), .integer(batch.lines),
                .text(batch.closedAt),
            ])
    }

    /// Sums of debits and credits by account and currency over all visible lines.
    public func accountSums() throws -> [(account: String, currency: Currency, debit: Int64, credit: Int64)] {
        try rows(
            """
            SELECT account, currency, SUM(debit), SUM(credit) FROM journal
            WHERE posting <= (SELECT number FROM posting_head WHERE only_row = 1)
            GROUP BY account, currency ORDER BY account, currency
            """
        ) { ($0.text(0), Currency($0.text(1)) ?? .usd, $0.integer(2), $0.integer(3)) }
    }

    /// Sums of debits of a posting, by event and currency.
    public func eventSums(posting: Int64) throws -> [(event: String, currency: Currency, entries: Int64, debit: Int64)]
    {
        try rows(
            """
            SELECT event, currency, COUNT(DISTINCT id), SUM(debit) FROM journal WHERE posting = $1
            GROUP BY event, currency ORDER BY event, currency
            """, [.integer(posting)]
        ) { ($0.text(0), Currency($0.text(1)) ?? .usd, $0.integer(2), $0.integer(3)) }
    }
}

extension Session {
    /// An entry of the journal, visible or staged, as it was posted.
    public func journalEntry(_ id: String) throws -> JournalEntry? {
        var lines: [JournalLine] = []
        var head: (event: String, on: CalendarDate, description: String, matchID: String, arrival: Int64)?
        var original: CalendarDate?
        try forEach(
            """
            SELECT account, debit, credit, currency, event, effective_on, description, match_id, arrival,
                entity, cost_center, fund, original_on
            FROM journal WHERE id = $1 ORDER BY line_no
            """, [.text(id)]
        ) { row in
            let isDebit = row.integer(1) != 0
            lines.append(
                JournalLine(
                    account: row.text(0), side: isDebit ? .debit : .credit, amount: row.money(isDebit ? 1 : 2, 3),
                    dimensions: Dimensions(entity: row.text(9), costCenter: row.text(10), fund: row.text(11))))
            original = row.optionalText(12).flatMap { CalendarDate(iso: $0) }
            head = (row.text(4), row.date(5), row.text(6), row.text(7), row.integer(8))
        }
        guard let head else { return nil }
        return JournalEntry(
            id: id, event: head.event, effectiveOn: head.on, lines: lines, description: head.description,
            matchID: head.matchID, arrival: ArrivalID(head.arrival), originalOn: original)
    }
}
