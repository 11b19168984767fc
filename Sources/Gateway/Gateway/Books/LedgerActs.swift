// What people decide about the books: closing a batch at once, closing and opening periods.

public import Money
import Store

public enum LedgerActs {
    /// Closes a batch now, whatever the schedule. Only while no gateway runs on the state. Throws what the store throws.
    public static func closeBatch(_ installation: Installation) throws -> LedgerClosingOutcome {
        try LedgerClosing(installation).close()
    }

    /// Closes the books through a day; works beside a running gateway. What belongs to a closed day is booked on the first
    /// open one from then on. Throws `ActRefusal` where the day is closed already or a line waits for a later one.
    public static func closePeriod(
        through day: CalendarDate, _ warrant: ActWarrant, isRehearsal: Bool, _ installation: Installation
    ) throws -> [ActEffect] {
        let closed = try installation.database.read { try $0.closedThrough() }
        if let closed, day <= closed {
            throw ActRefusal(LedgerActRules.closedAlready, "The books are closed through \(closed).")
        }
        if !isRehearsal { try record(day, "closed", "period through \(day)", warrant, installation) }
        return [
            .does("close", "nothing is booked on \(day) or before it any more"),
            .does(
                "book on \(day.advanced(byDays: 1))", "what comes for a closed day; its own day stands beside it"),
        ]
    }

    /// Opens the days behind `day` again; nil opens all. Throws `ActRefusal` where they are open.
    public static func openPeriod(
        after day: CalendarDate?, _ warrant: ActWarrant, isRehearsal: Bool, _ installation: Installation
    ) throws -> [ActEffect] {
        let closed = try installation.database.read { try $0.closedThrough() }
        guard let closed, day.map({ $0 < closed }) ?? true else {
            throw ActRefusal(LedgerActRules.openAlready)
        }
        let words = day.map { "period after \($0)" } ?? "all periods"
        if !isRehearsal { try record(day, "opened", words, warrant, installation) }
        return [
            .does("open", "what comes for a day of the \(words) is booked on it again"),
            .doesNot("move", "what was booked on a later day meanwhile stays there"),
        ]
    }

    private static func record(
        _ through: CalendarDate?, _ action: String, _ subject: String, _ warrant: ActWarrant,
        _ installation: Installation
    ) throws {
        try installation.database.write { session in
            try session.add(
                PeriodAct(
                    through: through, at: "\(installation.clock.now())", actor: warrant.actor, reason: warrant.reason))
            try installation.audit(warrant.actor).record(action, subject, warrant.reason, in: session)
        }
    }
}
