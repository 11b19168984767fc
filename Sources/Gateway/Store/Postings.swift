// Postings: the numbered small commits by which everything a file brought becomes visible at once.
// Rows of matches, exceptions, journal, ledger batches and dispatches are staged under a posting's number; they count when
// `posting_head` has reached it.

import Facts

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
            """
            UPDATE posting_being_staged SET number = $1, arrival = $2,
                after_match = (SELECT COALESCE(MAX(number), 0) FROM matches) WHERE only_row = 1
            """, [.integer(number), .optional(arrival)])
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
        var removed = try discardStagedMatches(after: head, limit: limit)
        removed += try discardStagedJournal(after: head, limit: limit)
        for (table, key) in [("exceptions", "id"), ("ledger_batches", "number"), ("dispatches", "id")] {
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
        return removed
    }

    /// Matches, and the marks on the facts that they made firm.
    private func discardStagedMatches(after head: Int64, limit: Int) throws -> Int {
        // Staged ones stand behind those that are visible.
        let isLeft = """
            m.number > (SELECT after_match FROM posting_being_staged WHERE only_row = 1) AND m.posting > $1
            """
        let places = try rows(
            """
            SELECT left_arrival, left_ordinal, right_arrival, right_ordinal FROM matches m WHERE \(isLeft)
            ORDER BY number LIMIT $2
            """, [.integer(head), .integer(limit)]
        ) { [$0.optionalEvidence(0), $0.optionalEvidence(2)] }
        for table in ["bank_lines", "remittances", "ach_items"] {
            try insert(
                "UPDATE \(table) SET firm = NULL WHERE arrival = $1 AND ordinal = $2 AND firm > $3",
                places.joined().compactMap(\.self)
            ) { place, row in
                row.bind(place)
                row.bind(head)
            }
        }
        return try execute(
            """
            DELETE FROM matches WHERE number IN (
                SELECT m.number FROM matches m WHERE \(isLeft) ORDER BY m.number LIMIT $2)
            """, [.integer(head), .integer(limit)])
    }
}
