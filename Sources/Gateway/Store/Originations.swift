// The tables of what we ordered, and of what came back of it.

public import Facts
import Money

extension Session {
    public func insertOriginatedBatches(_ batches: [OriginatedBatch]) throws {
        if batches.isEmpty { return }
        try insert(
            """
            INSERT INTO originated_batches (arrival, ordinal, reference, file_key, batch_key, company_key, effective_on,
                credits, debits, currency, forms)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """, batches
        ) { batch, row in
            row.bind(batch.evidence)
            row.bind(batch.reference)
            row.bind(batch.fileReference)
            row.bind(batch.batchReference)
            row.bind(batch.companyReference)
            row.bind(batch.effectiveOn)
            row.bind(batch.credits.minorUnits)
            row.bind(batch.debits.minorUnits)
            row.bind(batch.credits.currency)
            row.bind(batch.forms.map(\.rawValue).joined(separator: ","))
        }
    }

    public func insertOriginatedEntries(_ entries: [OriginatedEntry]) throws {
        if entries.isEmpty { return }
        try insert(
            """
            INSERT INTO originated_entries (arrival, ordinal, ach_trace, amount, currency, effective_on)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, entries
        ) { entry, row in
            row.bind(entry.evidence)
            row.bind(entry.achTrace)
            row.bind(entry.amount.minorUnits)
            row.bind(entry.amount.currency)
            row.bind(entry.effectiveOn)
        }
    }

    /// Whether any file of our own orders has ever come.
    public func hasOriginations() throws -> Bool {
        try number("SELECT EXISTS (SELECT 1 FROM originated_batches)") > 0
    }

    private func batches(_ scope: FactScope, _ condition: String, _ values: [SQLValue]) throws -> [OriginatedBatch] {
        try rows(
            """
            SELECT o.arrival, o.ordinal, o.reference, o.file_key, o.batch_key, o.company_key, o.effective_on, o.credits,
                o.debits, o.currency, o.forms
            FROM originated_batches o WHERE \(condition) AND \(scope.condition("o")) ORDER BY o.arrival, o.ordinal
            """, values
        ) { row in
            OriginatedBatch(
                evidence: row.evidence(0), reference: row.text(2), fileReference: row.requiredKey(3),
                batchReference: row.requiredKey(4), companyReference: row.requiredKey(5), effectiveOn: row.date(6),
                credits: row.money(7, 9), debits: row.money(8, 9),
                forms: row.text(10).split(separator: ",").compactMap { SettlementForm(rawValue: String($0)) })
        }
    }

    public func originatedBatches(of arrival: Int64, in scope: FactScope) throws -> [OriginatedBatch] {
        try batches(scope, "o.arrival = $1", [.integer(arrival)])
    }

    /// Batches of this name; more than one where a file came twice under other bytes.
    public func originatedBatches(reference: String, in scope: FactScope) throws -> [OriginatedBatch] {
        try batches(scope, "o.reference = $1", [.text(reference)])
    }

    /// Batches that are effective in a span of days.
    public func originatedBatches(in span: DaySpan, _ scope: FactScope) throws -> [OriginatedBatch] {
        try batches(scope, "o.effective_on >= $1 AND o.effective_on <= $2", span.values)
    }

    public func originatedEntries(achTrace: String, in scope: FactScope) throws -> [OriginatedEntry] {
        try rows(
            """
            SELECT o.arrival, o.ordinal, o.ach_trace, o.amount, o.currency, o.effective_on FROM originated_entries o
            WHERE o.ach_trace = $1 AND \(scope.condition("o")) ORDER BY o.arrival, o.ordinal
            """, [.text(achTrace)]
        ) { row in
            OriginatedEntry(
                evidence: row.evidence(0), achTrace: row.text(2), amount: row.money(3, 4), effectiveOn: row.date(5))
        }
    }

    /// Returns and notifications of change that an arrival brought, or that name an entry which it brought.
    public func returns(of arrival: Int64, in scope: FactScope) throws -> [ACHItem] {
        try rows(
            """
            SELECT \(Self.achItemColumns) FROM ach_items a
            WHERE a.arrival = $1 AND a.return_code IS NOT NULL AND \(scope.condition("a"))
            UNION
            SELECT \(Self.achItemColumns) FROM originated_entries o JOIN ach_items a ON a.original_trace = o.ach_trace
            WHERE o.arrival = $1 AND a.return_code IS NOT NULL AND \(scope.condition("a"))
            """, [.integer(arrival)], Self.achItem)
    }
}
