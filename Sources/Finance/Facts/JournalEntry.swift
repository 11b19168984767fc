// A balanced double-entry posting. An unbalanced one cannot be made.

public import Money

/// One line of a journal entry: exactly one of debit and credit, and positive.
public struct JournalLine: Sendable, Hashable {
    public enum Side: String, Sendable, Hashable { case debit, credit }
    /// Account code of the chart of accounts.
    public let account: String
    public let side: Side
    /// Positive.
    public let amount: Money
    public init(account: String, side: Side, amount: Money) {
        self.account = account
        self.side = side
        self.amount = amount
    }
}

/// A balanced posting that names its evidence; never changed, only reversed by a mirror entry.
public struct JournalEntry: Sendable, Hashable {
    /// Deterministic: the same event on the same evidence has the same id.
    public let id: String
    public let event: String
    public let effectiveOn: CalendarDate
    public let lines: [JournalLine]
    public let description: String
    /// The match that caused it, by its id; empty where none did.
    public let matchID: String
    public let arrival: ArrivalID

    /// Nil unless there are at least two lines, each is positive, and debits equal credits in every currency.
    public init?(
        id: String, event: String, effectiveOn: CalendarDate, lines: [JournalLine], description: String,
        matchID: String, arrival: ArrivalID
    ) {
        guard lines.count >= 2, lines.allSatisfy({ $0.amount.minorUnits > 0 }) else { return nil }
        var sums: [Currency: CheckedSum] = [:]
        for line in lines {
            let units = line.amount.minorUnits
            sums[line.amount.currency, default: CheckedSum()].add(line.side == .debit ? units : -units)
        }
        guard sums.values.allSatisfy({ $0.total == 0 }) else { return nil }
        self.id = id
        self.event = event
        self.effectiveOn = effectiveOn
        self.lines = lines
        self.description = description
        self.matchID = matchID
        self.arrival = arrival
    }
}
