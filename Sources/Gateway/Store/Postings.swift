// Postings: the numbered small commits by which everything a file brought becomes visible at once.
// Rows of matches, exceptions, journal, ledger batches and dispatches are staged under a posting's number; they count when
// `posting_head` has reached it.

extension Session {
    /// The number of the last posting that is visible.
    public func postingHead() throws -> Int64 {
        try number("SELECT number FROM posting_head WHERE only_row = 1")
    }

    /// The number that was last begun; larger than any before the first.
    public func stagedPosting() throws -> Int64 {
        try number("SELECT number FROM posting_being_staged WHERE only_row = 1")
    }

    /// Notes that rows are going to be staged under `number`, for `arrival` where there is one.
    public func beginPosting(_ number: Int64, for arrival: Int64?) throws {
        try execute(
            "UPDATE posting_being_staged SET number = $1, arrival = $2 WHERE only_row = 1",
            [.integer(number), .optional(arrival)])
    }

    /// Makes posting `number` visible, by compare-and-set on the one before. Throws `StateConflict` when another went first.
    public func commitPosting(_ number: Int64) throws {
        let changed = try execute(
            "UPDATE posting_head SET number = $1 WHERE only_row = 1 AND number = $2",
            [.integer(number), .integer(number - 1)])
        if changed != 1 {
            throw StateConflict(subject: "posting head", expected: "\(number - 1)", wanted: "\(number)")
        }
    }

    /// Removes up to `limit` rows that a posting which never became visible left behind; returns how many were removed.
    public func discardStagedRows(after head: Int64, limit: Int) throws -> Int {
        var removed = 0
        for (table, key) in [
            ("matches", "id"), ("exceptions", "id"), ("journal", "sequence"), ("ledger_batches", "number"),
            ("dispatches", "id"),
        ] {
            removed += try execute(
                """
                DELETE FROM \(table) WHERE posting > $1
                    AND \(key) IN (SELECT \(key) FROM \(table) WHERE posting > $1 LIMIT $2)
                """, [.integer(head), .integer(limit)])
        }
        removed += try execute(
            "UPDATE matches SET withdrawn_by = NULL WHERE withdrawn_by > $1", [.integer(head)])
        removed += try execute(
            "UPDATE exceptions SET closed_by = NULL, closed_as = NULL WHERE closed_by > $1", [.integer(head)])
        for table in ["bank_lines", "remittances", "ach_items"] {
            removed += try execute("UPDATE \(table) SET firm = NULL WHERE firm > $1", [.integer(head)])
        }
        return removed
    }
}
