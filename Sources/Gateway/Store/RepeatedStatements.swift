// Statements that come again under a number of their own: by number they are new, by what they say they are not.

extension Session {
    /// The first other arrival that counts and holds a statement of the same account and day, from the same balance to the same
    /// other one, as one of this arrival; nil without such. A day on which nothing moved repeats nothing.
    public func arrivalRepeated(byStatementsOf arrival: Int64) throws -> Int64? {
        let scope = FactScope(arrivalBeingPosted: nil)
        return try first(
            """
            SELECT o.arrival FROM statements s JOIN statements o ON o.account = s.account
                AND o.booked_through = s.booked_through AND o.opening = s.opening AND o.closing = s.closing
                AND o.currency = s.currency AND o.arrival <> s.arrival
            WHERE s.arrival = $1 AND s.opening <> s.closing AND \(scope.condition("o"))
            ORDER BY o.arrival LIMIT 1
            """, [.integer(arrival)]
        ) { $0.integer(0) }
    }
}
