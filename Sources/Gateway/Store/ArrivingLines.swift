// The lines of the arrival that is being posted, page by page, with the other lines that have their references: what they are matched
// with is decided for all of them together.
// A page is read as it lies. Of a reference's other lines the index says first whether there are any: in most files there are none.

public import Facts
public import Money

/// A page of lines with their rows in the table, by which they are told from others of their references.
public struct ArrivingLines: Sendable {
    public fileprivate(set) var lines: [RemittanceLine] = []
    fileprivate var rows: Set<Int64> = []
}

/// Lines that share a reference with those of a page.
public struct LinesBeside: Sendable {
    public fileprivate(set) var lines: [RemittanceLine] = []
    /// References that lines outside the page have, whether these count or not.
    public fileprivate(set) var references: [LookupKey] = []
}

extension Session {
    /// A page of lines after `ordinal`, in order, that nobody has decided about.
    public func arrivingLines(of arrival: Int64, after ordinal: Int, limit: Int) throws -> ArrivingLines {
        var page = ArrivingLines()
        page.lines.reserveCapacity(limit)
        page.rows.reserveCapacity(limit)
        try forEach(
            """
            SELECT \(Self.lineColumns), l.rowid FROM remittance_lines l
            WHERE l.arrival = $1 AND l.ordinal > $2 \(try hasFactsInHands() ? "AND \(Self.isNotInHands("l"))" : "")
            ORDER BY l.ordinal LIMIT $3
            """, [.integer(arrival), .integer(ordinal), .integer(limit)]
        ) { row in
            page.lines.append(Self.line(row))
            page.rows.insert(row.integer(Self.lineColumnCount))
        }
        return page
    }

    /// Lines in scope that have one of these references and are not of the page, but for those of remittances that repeat an
    /// earlier one.
    ///
    /// - Parameter references: each once, in the order of the index, so that neighbours share its pages.
    public func lines(
        beside page: ArrivingLines, references: [LookupKey], in scope: FactScope
    ) throws -> LinesBeside {
        var found = LinesBeside()
        var others: [Int64] = []
        let index = try prepared("SELECT l.rowid FROM remittance_lines l WHERE l.reference_key = $1")
        for reference in references {
            let before = others.count
            try index.forEach {
                $0.bind(reference)
            } _: { row in
                if !page.rows.contains(row.integer(0)) { others.append(row.integer(0)) }
            }
            if others.count > before { found.references.append(reference) }
        }
        if others.isEmpty { return found }
        let lookUp = try ScopedLookUp(Self.lineOfRow, scope, self)
        for other in others {
            try lookUp.forEach {
                $0.bind(other)
            } _: {
                found.lines.append(Self.line($0))
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
