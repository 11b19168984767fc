// Exceptions as people work on them: one by its id, lists by filters, ends and new beginnings by compare-and-set.

public import Facts
public import Money

/// Which exceptions are asked for; nil where it does not matter.
public struct ExceptionFilter: Sendable, Hashable {
    public var category: ExceptionCategory?
    /// An owner that somebody gave it; the queues of categories are `unassignedCategories`.
    public var owner: String?
    /// Also exceptions of these categories that nobody gave an owner.
    public var unassignedCategories: [ExceptionCategory] = []
    /// Opened before this day.
    public var openedBefore: CalendarDate?
    /// Amount, without its sign, over so many minor units.
    public var amountOver: Int64?
    public var includesEnded = false
    public init() {}
}

/// An exception with what people said of it.
public struct CaseRow: Sendable {
    public let stored: StoredException
    /// Nil: the queue of its category.
    public let owner: String?
    /// What is settled of its amount, in minor units.
    public let settled: Int64
}

extension Session {
    private static var caseColumns: String {
        """
        e.id, e.category, e.subject_key, e.sealed_subject, e.arrival, e.ordinal, e.amount, e.currency, e.opened_on,
        e.explanation,
        CASE WHEN e.closed_by <= (SELECT number FROM posting_head WHERE only_row = 1) THEN e.closed_as END
        """
    }

    private static var isVisibleCase: String {
        """
        e.posting <= (SELECT number FROM posting_head WHERE only_row = 1)
            AND NOT (COALESCE(e.closed_as, '') = 'withdrawn'
                AND e.closed_by <= (SELECT number FROM posting_head WHERE only_row = 1))
        """
    }

    /// The visible exception of an id, unless it was withdrawn.
    public func exception(_ id: String) throws -> StoredException? {
        try first(
            """
            SELECT \(Self.caseColumns) FROM exceptions e WHERE e.id = $1 AND \(Self.isVisibleCase)
            ORDER BY e.posting DESC LIMIT 1
            """, [.text(id)], StoredException.init)
    }

    /// Ids that begin so, at most `limit`.
    public func exceptionIDs(beginning prefix: String, limit: Int) throws -> [String] {
        try rows(
            """
            SELECT DISTINCT e.id FROM exceptions e WHERE e.id >= $1 AND e.id < $2 AND \(Self.isVisibleCase)
            ORDER BY e.id LIMIT \(limit)
            """, [.text(prefix), .text(prefix + "\u{10FFFF}")]
        ) { $0.text(0) }
    }

    /// Open exceptions about a fact, withdrawn ones left out.
    public func openCases(on place: Evidence) throws -> [StoredException] {
        try rows(
            """
            SELECT \(Self.caseColumns) FROM exceptions e WHERE e.arrival = $1 AND e.ordinal = $2
                AND e.closed_by IS NULL AND \(Self.isVisibleCase) ORDER BY e.id
            """, place.values, StoredException.init)
    }

    /// Every exception that a filter asks for, in the order of the exports.
    public func forEachCase(_ filter: ExceptionFilter, _ body: (CaseRow) throws -> Void) throws {
        var conditions = [Self.isVisibleCase]
        var values: [SQLValue] = []
        func add(_ condition: String, _ value: SQLValue) {
            values.append(value)
            conditions.append(condition.replacing("?", with: "$\(values.count)"))
        }
        if !filter.includesEnded {
            conditions.append(
                "(e.closed_by IS NULL OR e.closed_by > (SELECT number FROM posting_head WHERE only_row = 1))")
        }
        if let category = filter.category { add("e.category = ?", .text(category.rawValue)) }
        if let day = filter.openedBefore { add("e.opened_on < ?", .text(day.description)) }
        if let units = filter.amountOver { add("ABS(e.amount) > ?", .integer(units)) }
        if let owner = filter.owner {
            let queue = filter.unassignedCategories.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            add("(o.owner = ? OR o.owner IS NULL AND e.category IN (\(queue)))", .text(owner))
        }
        try forEach(
            """
            SELECT \(Self.caseColumns), o.owner, COALESCE(s.settled, 0) FROM exceptions e
            LEFT JOIN (SELECT c.exception, c.detail AS owner FROM case_events c
                WHERE c.number IN (SELECT MAX(number) FROM case_events WHERE event = 'assigned' GROUP BY exception)) o
                ON o.exception = e.id
            LEFT JOIN (SELECT exception, SUM(CASE WHEN event = 'settled' THEN amount ELSE -amount END) AS settled
                FROM case_events WHERE event IN ('settled', 'undone') GROUP BY exception) s ON s.exception = e.id
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY e.opened_on, e.category, e.id
            """, values
        ) { try body(CaseRow(stored: StoredException($0), owner: $0.optionalText(11), settled: $0.integer(12))) }
    }

    /// Whether people disposed of an exception of this subject and amount: the engine does not raise it again. Another amount
    /// is news.
    public func wasEndedByPeople(_ subjectKey: LookupKey, _ amount: Money) throws -> Bool {
        try number(
            """
            SELECT COUNT(*) FROM exceptions e WHERE e.subject_key = $1 AND e.closed_as = 'resolved' AND e.amount = $2
                AND EXISTS (SELECT 1 FROM case_events c WHERE c.exception = e.id AND c.event = 'settled')
            """, [.bytes(subjectKey.column), .integer(amount.minorUnits)]) > 0
    }

    /// Ends an open exception by a person's act. Throws `StateConflict` where it has ended meanwhile.
    public func closeCase(_ id: String, posting: Int64) throws {
        let changed = try execute(
            "UPDATE exceptions SET closed_by = $1, closed_as = 'resolved' WHERE id = $2 AND closed_by IS NULL",
            [.integer(posting), .text(id)])
        if changed != 1 { throw StateConflict(subject: "exception \(id)", expected: "open", wanted: "resolved") }
    }

    /// Opens a resolved exception again. Throws `StateConflict` where it is open or withdrawn.
    public func reopenCase(_ id: String) throws {
        let changed = try execute(
            """
            UPDATE exceptions SET closed_by = NULL, closed_as = NULL
            WHERE id = $1 AND closed_as = 'resolved' AND closed_by IS NOT NULL
            """, [.text(id)])
        if changed != 1 { throw StateConflict(subject: "exception \(id)", expected: "resolved", wanted: "open") }
    }
}
