// The table of what happened to exceptions: append-only, in the order of its numbers.

public import Money

/// One thing that happened to an exception, with who did it.
public struct CaseRecord: Sendable, Hashable {
    public enum Event: String, Sendable, Hashable { case settled, undone, assigned, noted }

    public let exceptionID: String
    public let at: String
    public let actor: String
    public let event: Event
    /// The settlement's id; empty where it is about none.
    public let settlement: String
    /// `matched`, `written-off`, `unapplied` or `ignored`; empty where it is about none.
    public let way: String
    public let amount: Money
    /// What was said: a note, an owner, a reason.
    public let detail: String
    public let proposal: Int64?

    public init(
        exceptionID: String, at: String, actor: String, event: Event, settlement: String = "", way: String = "",
        amount: Money, detail: String, proposal: Int64? = nil
    ) {
        self.exceptionID = exceptionID
        self.at = at
        self.actor = actor
        self.event = event
        self.settlement = settlement
        self.way = way
        self.amount = amount
        self.detail = detail
        self.proposal = proposal
    }

    init(_ row: StoredRow) {
        self.init(
            exceptionID: row.text(0), at: row.text(1), actor: row.text(2),
            event: Event(rawValue: row.text(3)) ?? .noted, settlement: row.text(4), way: row.text(5),
            amount: row.money(6, 7), detail: row.text(8), proposal: row.optionalInteger(9))
    }
}

extension Session {
    private static var columns: String {
        "exception, at, actor, event, settlement, way, amount, currency, detail, proposal"
    }

    /// - Parameter posting: the one that it belongs to; the visible one for what posts nothing.
    public func appendCaseRecord(_ record: CaseRecord, posting: Int64) throws {
        try execute(
            """
            INSERT INTO case_events (number, exception, posting, at, actor, event, settlement, way, amount, currency,
                detail, proposal)
            VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM case_events), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(record.exceptionID), .integer(posting), .text(record.at), .text(record.actor),
                .text(record.event.rawValue), .text(record.settlement), .text(record.way),
                .integer(record.amount.minorUnits), .text(record.amount.currency.code), .text(record.detail),
                .optional(record.proposal),
            ])
    }

    public func caseRecords(of exceptionID: String) throws -> [CaseRecord] {
        try rows(
            "SELECT \(Self.columns) FROM case_events WHERE exception = $1 ORDER BY number", [.text(exceptionID)],
            CaseRecord.init)
    }

    /// The exceptions that a settlement stands or stood on.
    public func exceptionIDs(settledBy settlement: String) throws -> [String] {
        try rows(
            "SELECT DISTINCT exception FROM case_events WHERE settlement = $1 ORDER BY exception", [.text(settlement)]
        ) { $0.text(0) }
    }

    /// What happened to the exceptions about an arrival's facts.
    public func caseRecords(ofArrival arrival: Int64) throws -> [CaseRecord] {
        try rows(
            """
            SELECT \(Self.columns) FROM case_events
            WHERE exception IN (SELECT id FROM exceptions WHERE arrival = $1) ORDER BY number
            """, [.integer(arrival)], CaseRecord.init)
    }
}
