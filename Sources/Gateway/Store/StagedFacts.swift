// Facts of an arrival that is not posted yet: taken away again before it is loaded anew.

extension Session {
    /// Removes up to `limit` facts of an arrival; returns how many were removed. Zero means that none is left.
    public func discardFacts(of arrival: Int64, limit: Int) throws -> Int {
        var removed = 0
        for table in [
            "open_items", "remittances", "remittance_lines", "statements", "bank_lines", "ach_items", "denial_reasons",
            "ledger_acknowledgements", "provider_adjustments", "originated_batches", "originated_entries",
            "announced_lines", "receiver_changes",
        ] {
            removed += try execute(
                """
                DELETE FROM \(table) WHERE arrival = $1
                    AND ordinal IN (SELECT ordinal FROM \(table) WHERE arrival = $1 LIMIT $2)
                """, [.integer(arrival), .integer(limit)])
        }
        if removed > 0 {
            for table in ["line_references", "adjustment_references"] {
                try execute("DELETE FROM \(table) WHERE arrival = $1", [.integer(arrival)])
            }
        }
        return removed
    }
}
