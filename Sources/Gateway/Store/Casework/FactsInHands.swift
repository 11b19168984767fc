// Facts that people decided about: the engine leaves them alone, so that nothing it concludes later undoes or repeats what
// a person did.

public import Facts

extension Session {
    /// Takes facts out of the engine's sight.
    public func takeIntoHands(_ facts: [Evidence], posting: Int64) throws {
        for fact in facts {
            try execute(
                """
                INSERT INTO facts_in_hands (arrival, ordinal, posting) VALUES ($1, $2, $3)
                ON CONFLICT (arrival, ordinal) DO NOTHING
                """, [.integer(fact.arrival.number), .integer(fact.ordinal), .integer(posting)])
        }
    }

    public func isInHands(_ fact: Evidence) throws -> Bool {
        try number(
            "SELECT COUNT(*) FROM facts_in_hands WHERE arrival = $1 AND ordinal = $2",
            [.integer(fact.arrival.number), .integer(fact.ordinal)]) > 0
    }

    /// Whether people have decided about anything yet.
    public func hasFactsInHands() throws -> Bool {
        try number("SELECT EXISTS (SELECT 1 FROM facts_in_hands)") > 0
    }

    /// Condition: no person has decided about the fact in `table`.
    static func isNotInHands(_ table: String) -> String {
        """
        NOT EXISTS (SELECT 1 FROM facts_in_hands h WHERE h.arrival = \(table).arrival AND h.ordinal = \(table).ordinal)
        """
    }
}
