// The tables of what we ordered, and of what came back of it.

public import Facts
import Money

/// An entry of ours with its identification sealed.
public struct StoredOriginatedEntry: Sendable {
    public let entry: OriginatedEntry
    /// Nil where the entry has none.
    public let sealedIdentification: [UInt8]?

    public init(entry: OriginatedEntry, sealedIdentification: [UInt8]?) {
        self.entry = entry
        self.sealedIdentification = sealedIdentification
    }
}

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

    public func insertOriginatedEntries(_ entries: [StoredOriginatedEntry]) throws {
        if entries.isEmpty { return }
        try insert(
            """
            INSERT INTO originated_entries (arrival, ordinal, ach_trace, amount, currency, effective_on, sec_code,
                debit, sealed_identification, receiver_key)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, entries
        ) { stored, row in
            let entry = stored.entry
            row.bind(entry.evidence)
            row.bind(entry.achTrace)
            row.bind(entry.amount.minorUnits)
            row.bind(entry.amount.currency)
            row.bind(entry.effectiveOn)
            row.bind(entry.secCode)
            row.bind(entry.isDebit)
            row.bind(stored.sealedIdentification)
            row.bind(entry.receiver)
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
            SELECT o.arrival, o.ordinal, o.ach_trace, o.amount, o.currency, o.effective_on, o.sec_code, o.debit,
                \(Self.settlementDay("o"))
            FROM originated_entries o
            WHERE o.ach_trace = $1 AND \(scope.condition("o")) ORDER BY o.arrival, o.ordinal
            """, [.text(achTrace)]
        ) { row in
            OriginatedEntry(
                evidence: row.evidence(0), achTrace: row.text(2), amount: row.money(3, 4), effectiveOn: row.date(5),
                secCode: row.text(6), isDebit: row.flag(7), settledOn: row.optionalDate(8))
        }
    }

    /// The latest day of the lines that settle the batch of an entry: that which stands behind its entries in the file.
    private static func settlementDay(_ entry: String) -> String {
        """
        (SELECT MAX(l.booked_on) FROM matches m JOIN bank_lines l ON l.arrival = m.right_arrival AND l.ordinal = m.right_ordinal
            WHERE m.kind = 'settlement' AND m.withdrawn_by IS NULL AND m.left_arrival = \(entry).arrival
                AND m.left_ordinal = (SELECT MIN(g.ordinal) FROM originated_batches g
                    WHERE g.arrival = \(entry).arrival AND g.ordinal > \(entry).ordinal))
        """
    }

    /// Traces of entries that have come back, and whose file has a batch that this posting, the one that was begun last, ties to a
    /// line, or frees of one.
    public func returnedTraces(settledBy posting: Int64, in scope: FactScope) throws -> [String] {
        try rows(
            """
            SELECT DISTINCT o.ach_trace FROM originated_entries o JOIN ach_items a ON a.original_trace = o.ach_trace
            WHERE o.arrival IN (
                SELECT m.left_arrival FROM matches m WHERE m.kind = 'settlement' AND \(Self.isStaged("m", by: "$1"))
                UNION SELECT m.left_arrival FROM matches m WHERE m.kind = 'settlement' AND m.withdrawn_by = $1)
                AND \(scope.condition("a")) ORDER BY 1
            """, [.integer(posting)]
        ) { $0.text(0) }
    }

    /// Traces of the entries that the returns and changes of an arrival name, and of its own entries that others name.
    public func returnedTraces(of arrival: Int64, in scope: FactScope) throws -> [String] {
        try rows(
            """
            SELECT COALESCE(a.original_trace, a.ach_trace) FROM ach_items a
            WHERE a.arrival = $1 AND a.return_code IS NOT NULL
            UNION
            SELECT o.ach_trace FROM originated_entries o WHERE o.arrival = $1 AND EXISTS (
                SELECT 1 FROM ach_items a WHERE a.original_trace = o.ach_trace AND \(scope.condition("a")))
            ORDER BY 1
            """, [.integer(arrival)]
        ) { $0.text(0) }
    }

    /// All returns and changes that name an entry by its trace, and all that answers them, also where people decided about
    /// them.
    public func returns(ofTrace trace: String, in scope: FactScope) throws -> [ACHItem] {
        try rows(
            """
            SELECT \(Self.achItemColumns) FROM ach_items a
            WHERE a.original_trace = $1 AND a.return_code IS NOT NULL
                AND \(scope.condition("a", leavesToPeople: false)) ORDER BY a.arrival, a.ordinal
            """, [.text(trace)], Self.achItem)
    }

    /// What an entry of ours, or a return of one, calls the payment; nil where it does not.
    public func sealedIdentification(at place: Evidence) throws -> [UInt8]? {
        try first(
            """
            SELECT sealed_identification FROM originated_entries WHERE arrival = $1 AND ordinal = $2
                AND sealed_identification IS NOT NULL
            UNION ALL
            SELECT sealed_identification FROM ach_items WHERE arrival = $1 AND ordinal = $2
                AND sealed_identification IS NOT NULL
            LIMIT 1
            """, place.values
        ) { $0.bytes(0) }
    }
}
