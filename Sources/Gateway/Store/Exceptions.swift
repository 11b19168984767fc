// The table of exceptions. Opened by one posting, closed by another; what never should have been is `withdrawn`.

public import Facts
import Money

/// How an exception ended.
public enum ExceptionClosing: String, Sendable, Hashable {
    /// Solved: it arose, and the money or the item came.
    case resolved
    /// Evidence that was only processed late shows that it never arose.
    case withdrawn
}

/// An exception with its subject sealed and keyed.
public struct StoredException: Sendable {
    /// Deterministic: category and place in the evidence.
    public let id: String
    public let exception: ReconciliationException
    public let subjectKey: LookupKey
    public let sealedSubject: [UInt8]
    public let closedAs: ExceptionClosing?

    public init(
        id: String, exception: ReconciliationException, subjectKey: LookupKey, sealedSubject: [UInt8],
        closedAs: ExceptionClosing? = nil
    ) {
        self.id = id
        self.exception = exception
        self.subjectKey = subjectKey
        self.sealedSubject = sealedSubject
        self.closedAs = closedAs
    }

    /// The subject is left empty: it must be opened from `sealedSubject`.
    init(_ row: StoredRow) {
        self.init(
            id: row.text(0),
            exception: ReconciliationException(
                category: ExceptionCategory(rawValue: row.text(1)) ?? .unmatchedBankLine, subject: "",
                evidence: row.optionalEvidence(4), amount: row.money(6, 7), openedOn: row.date(8),
                explanation: row.text(9)),
            subjectKey: row.requiredKey(2), sealedSubject: row.bytes(3),
            closedAs: row.optionalText(10).flatMap(ExceptionClosing.init(rawValue:)))
    }
}

extension Session {
    private static var exceptionColumns: String {
        """
        id, category, subject_key, sealed_subject, arrival, ordinal, amount, currency, opened_on, explanation, closed_as
        """
    }

    public func stageExceptions(_ exceptions: [StoredException], posting: Int64) throws {
        try insert(
            """
            INSERT INTO exceptions (id, posting, category, subject_key, sealed_subject, arrival, ordinal, amount,
                currency, opened_on, explanation)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """, exceptions
        ) { element, row in
            let exception = element.exception
            row.bind(element.id)
            row.bind(posting)
            row.bind(exception.category.rawValue)
            row.bind(element.subjectKey)
            row.bind(element.sealedSubject)
            row.bind(exception.evidence)
            row.bind(exception.amount.minorUnits)
            row.bind(exception.amount.currency)
            row.bind(exception.openedOn)
            row.bind(exception.explanation)
        }
    }

    /// Stages the end of an exception. One that this posting itself has opened, and that never should have been, is gone
    /// without a trace.
    public func stageExceptionClosing(_ id: String, as closing: ExceptionClosing, posting: Int64) throws {
        if closing == .withdrawn {
            try execute("DELETE FROM exceptions WHERE id = $1 AND posting = $2", [.text(id), .integer(posting)])
        }
        try execute(
            "UPDATE exceptions SET closed_by = $1, closed_as = $2 WHERE id = $3 AND closed_by IS NULL",
            [.integer(posting), .text(closing.rawValue), .text(id)])
    }

    /// Exceptions on one fact that are open.
    public func openExceptions(on evidence: Evidence) throws -> [StoredException] {
        try rows(
            """
            SELECT \(Self.exceptionColumns) FROM exceptions
            WHERE arrival = $1 AND ordinal = $2 AND closed_by IS NULL ORDER BY id
            """, [.integer(evidence.arrival.number), .integer(evidence.ordinal)], StoredException.init)
    }

    /// Exceptions on many facts that are open, in the order of the facts. Few facts have any: the index is asked for the next
    /// place that has one, and what lies before it is passed over.
    public func openExceptions(onEach places: [Evidence]) throws -> [StoredException] {
        let next = try prepared(
            """
            SELECT ordinal FROM exceptions WHERE arrival = $1 AND ordinal >= $2 AND closed_by IS NULL
            ORDER BY ordinal LIMIT 1
            """)
        var found: [StoredException] = []
        var last: Evidence?
        /// The first place with an exception at or after the last that was asked for; nil: none in that arrival.
        var reached: Evidence?
        for place in places.sorted() where place != last {
            let isSameArrival = place.arrival == last?.arrival
            last = place
            if isSameArrival, reached.map({ place < $0 }) ?? true { continue }
            if place != reached {
                reached = nil
                try next.forEach {
                    $0.bind(place)
                } _: {
                    reached = Evidence(arrival: place.arrival, ordinal: Int(clamping: $0.integer(0)))
                }
            }
            if place == reached { found += try openExceptions(on: place) }
        }
        return found
    }

    /// Open exceptions of these categories.
    public func openExceptions(in categories: [ExceptionCategory]) throws -> [StoredException] {
        let list = categories.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try rows(
            """
            SELECT \(Self.exceptionColumns) FROM exceptions
            WHERE category IN (\(list)) AND closed_by IS NULL ORDER BY id
            """, [], StoredException.init)
    }

    /// The exceptions of this subject that were staged or opened and not withdrawn.
    public func exceptions(ofSubject subjectKey: LookupKey) throws -> [StoredException] {
        try rows(
            """
            SELECT \(Self.exceptionColumns) FROM exceptions
            WHERE subject_key = $1 AND (closed_as IS NULL OR closed_as <> 'withdrawn') ORDER BY posting
            """, [.bytes(subjectKey.column)], StoredException.init)
    }

    /// Whether an exception of this subject was staged or opened and not withdrawn.
    public func exceptionExists(_ subjectKey: LookupKey) throws -> Bool {
        try number(
            "SELECT COUNT(*) FROM exceptions WHERE subject_key = $1 AND (closed_as IS NULL OR closed_as <> 'withdrawn')",
            [.bytes(subjectKey.column)]) > 0
    }

    /// Every visible exception that was not withdrawn, open and resolved ones.
    public func forEachException(_ body: (StoredException, _ posting: Int64) throws -> Void) throws {
        try forEach(
            """
            SELECT id, category, subject_key, sealed_subject, arrival, ordinal, amount, currency, opened_on,
                explanation,
                CASE WHEN closed_by <= (SELECT number FROM posting_head WHERE only_row = 1) THEN closed_as END,
                posting
            FROM exceptions WHERE posting <= (SELECT number FROM posting_head WHERE only_row = 1)
                AND NOT (COALESCE(closed_as, '') = 'withdrawn'
                    AND closed_by <= (SELECT number FROM posting_head WHERE only_row = 1))
            ORDER BY opened_on, category, id
            """
        ) { try body(StoredException($0), $0.integer(11)) }
    }

    public func openExceptionCounts() throws -> [(category: String, count: Int64)] {
        try rows(
            """
            SELECT category, COUNT(*) FROM exceptions
            WHERE posting <= (SELECT number FROM posting_head WHERE only_row = 1)
                AND (closed_by IS NULL OR closed_by > (SELECT number FROM posting_head WHERE only_row = 1))
            GROUP BY category ORDER BY category
            """
        ) { ($0.text(0), $0.integer(1)) }
    }
}
