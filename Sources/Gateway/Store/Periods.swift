// Through which day the books are closed: a list of acts, of which the last counts.

public import Money

/// One act on the periods.
public struct PeriodAct: Sendable, Hashable {
    /// Nil: all days are open again.
    public let through: CalendarDate?
    public let at: String
    public let actor: String
    public let reason: String

    public init(through: CalendarDate?, at: String, actor: String, reason: String) {
        self.through = through
        self.at = at
        self.actor = actor
        self.reason = reason
    }
}

extension Session {
    /// The last closed day; nil where every day is open.
    public func closedThrough() throws -> CalendarDate? {
        try first("SELECT closed_through FROM closed_periods ORDER BY sequence DESC LIMIT 1") {
            $0.optionalText(0).flatMap { CalendarDate(iso: $0) }
        } ?? nil
    }

    /// All acts, oldest first.
    public func periodActs() throws -> [PeriodAct] {
        try rows("SELECT closed_through, at, actor, reason FROM closed_periods ORDER BY sequence") {
            PeriodAct(
                through: $0.optionalText(0).flatMap { CalendarDate(iso: $0) }, at: $0.text(1), actor: $0.text(2),
                reason: $0.text(3))
        }
    }

    public func add(_ act: PeriodAct) throws {
        let sequence = try number("SELECT COALESCE(MAX(sequence), 0) + 1 FROM closed_periods")
        try execute(
            "INSERT INTO closed_periods (sequence, closed_through, at, actor, reason) VALUES ($1, $2, $3, $4, $5)",
            [
                .integer(sequence), .optional(act.through?.description), .text(act.at), .text(act.actor),
                .text(act.reason),
            ])
    }
}
