// The lines of the arrival that is being posted, page by page, with the other lines that have their references: what they are matched
// with is decided for all of them together.
// A page is read as it lies. Of a reference's other lines the index says first whether there are any: in most files there are none.

public import Facts
public import Money

/// A line with its row in the table, by which it is told from others of its reference.
public struct ArrivingLine: Sendable {
    public let line: RemittanceLine
    fileprivate let row: Int64
}

extension Session {
    /// A page of lines after `ordinal`, in order, that nobody has decided about.
    public func arrivingLines(of arrival: Int64, after ordinal: Int, limit: Int) throws -> [ArrivingLine] {
        try rows(
            """
            SELECT \(Self.lineColumns), l.rowid FROM remittance_lines l
            WHERE l.arrival = $1 AND l.ordinal > $2 \(try hasFactsInHands() ? "AND \(Self.isNotInHands("l"))" : "")
            ORDER BY l.ordinal LIMIT $3
            """, [.integer(arrival), .integer(ordinal), .integer(limit)]
        ) { ArrivingLine(line: Self.line($0), row: $0.integer(Self.lineColumnCount)) }
    }

    /// Lines in scope that share a reference with these and are not among them, but for those of remittances that repeat an
    /// earlier one.
    public func linesBeside(_ lines: [ArrivingLine], in scope: FactScope) throws -> [RemittanceLine] {
        let own = Set(lines.map(\.row))
        var others: [Int64] = []
        let index = try prepared("SELECT l.rowid FROM remittance_lines l WHERE l.reference_key = $1")
        // In the order of the index, so that neighbours share its pages.
        for reference in Set(lines.map(\.line.reference)).sorted() {
            try index.forEach {
                $0.bind(reference)
            } _: { row in
                if !own.contains(row.integer(0)) { others.append(row.integer(0)) }
            }
        }
        if others.isEmpty { return [] }
        var found: [RemittanceLine] = []
        let lookUp = try ScopedLookUp(Self.lineOfRow, scope, self)
        for other in others {
            try lookUp.forEach {
                $0.bind(other)
            } _: {
                found.append(Self.line($0))
            }
        }
        return found
    }

    private static let lineOfRow = FactScope.Text { scope in
        """
        SELECT \(lineColumns) FROM remittance_lines l WHERE l.rowid = $1 AND \(scope.condition("l"))
            AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.arrival = l.arrival AND e.ordinal = l.remittance
                AND e.category = 'duplicate-remittance')
        """
    }

    /// The arrival's remittances between two places: the day of each, and whether it repeats an earlier one.
    public func arrivingRemittances(
        of arrival: Int64, from first: Int, through last: Int
    ) throws -> [(place: Evidence, effectiveOn: CalendarDate, isRepeated: Bool)] {
        try rows(
            """
            SELECT r.arrival, r.ordinal, r.effective_on, EXISTS (SELECT 1 FROM exceptions e
                WHERE e.arrival = r.arrival AND e.ordinal = r.ordinal AND e.category = 'duplicate-remittance')
            FROM remittances r WHERE r.arrival = $1 AND r.ordinal >= $2 AND r.ordinal <= $3
            """, [.integer(arrival), .integer(first), .integer(last)]
        ) { ($0.evidence(0), $0.date(2), $0.flag(3)) }
    }
}
