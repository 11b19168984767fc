// The table of changes that banks ask for, and the look-up of entries of ours that go to their receivers.

public import Facts
public import Money

enum ReceiverSchema {
    static let tables = """
        ALTER TABLE originated_entries ADD COLUMN receiver_key BYTEA;
        CREATE INDEX originated_entries_by_receiver ON originated_entries (receiver_key, effective_on)
            WHERE receiver_key IS NOT NULL;

        CREATE TABLE receiver_changes (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, from_key BYTEA NOT NULL, to_key BYTEA NOT NULL,
            PRIMARY KEY (arrival, ordinal));
        CREATE INDEX receiver_changes_by_former ON receiver_changes (from_key);
        CREATE INDEX receiver_changes_by_new ON receiver_changes (to_key);
        """
}

extension Session {
    public func insertReceiverChanges(_ changes: [ReceiverChange]) throws {
        if changes.isEmpty { return }
        try insert(
            "INSERT INTO receiver_changes (arrival, ordinal, from_key, to_key) VALUES ($1, $2, $3, $4)", changes
        ) { change, row in
            row.bind(change.evidence)
            row.bind(change.from)
            row.bind(change.to)
        }
    }

    /// Traces that changes name whose former or new receiver gets an entry of this arrival.
    public func changedTraces(touchedBy arrival: Int64, in scope: FactScope) throws -> [String] {
        func traces(_ key: String) -> String {
            """
            SELECT a.original_trace FROM originated_entries o JOIN receiver_changes r ON r.\(key) = o.receiver_key
            JOIN ach_items a ON a.arrival = r.arrival AND a.ordinal = r.ordinal
            WHERE o.arrival = $1 AND a.original_trace IS NOT NULL AND \(scope.condition("a"))
            """
        }
        return try rows("\(traces("from_key")) UNION \(traces("to_key")) ORDER BY 1", [.integer(arrival)]) {
            $0.text(0)
        }
    }

    /// How entries of ours stand to the change of a notification; nil where it changes no receiver.
    ///
    /// - Parameter lastDay: the last one for applying it.
    public func use(
        ofChange place: Evidence, askedOn day: CalendarDate, lastDay: CalendarDate, in scope: FactScope
    ) throws -> ChangeUse? {
        func days(_ choice: String, _ key: String, after day: CalendarDate) throws -> CalendarDate? {
            try first(
                """
                SELECT \(choice)(o.effective_on) FROM receiver_changes r JOIN originated_entries o ON o.receiver_key = r.\(key)
                WHERE r.arrival = $1 AND r.ordinal = $2 AND o.effective_on > $3 AND \(scope.condition("o"))
                """, place.values + [.text(day.description)]
            ) { $0.optionalText(0).flatMap(CalendarDate.init(iso:)) } ?? nil
        }
        let isChange = try first(
            "SELECT 1 FROM receiver_changes WHERE arrival = $1 AND ordinal = $2", place.values
        ) { _ in true }
        if isChange == nil { return nil }
        return ChangeUse(
            violatedOn: try days("MIN", "from_key", after: lastDay),
            lastFormer: try days("MAX", "from_key", after: day),
            lastNew: try days("MAX", "to_key", after: day))
    }
}
