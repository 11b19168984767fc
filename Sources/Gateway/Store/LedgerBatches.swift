// The batches by which journal lines leave, read back.

import Money

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
}
