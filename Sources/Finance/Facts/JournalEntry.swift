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
    public let dimensions: Dimensions
    public init(account: String, side: Side, amount: Money, dimensions: Dimensions = .none) {
        self.account = account
        self.side = side
        self.amount = amount
        self.dimensions = dimensions
    }
}

/// A balanced posting that names its evidence; never changed, only reversed by a mirror entry.
public struct JournalEntry: Sendable, Hashable {
    /// Deterministic: the same event on the same evidence has the same id.
    public let id: String
    public let event: String
    /// The day it is booked on, in an open period.
    public let effectiveOn: CalendarDate
    /// The day it belongs to, where the period of that day was closed already; nil where it is booked on its own day.
    public let originalOn: CalendarDate?
    public let lines: [JournalLine]
    public let description: String
    /// The match that caused it, by its id; empty where none did.
    public let matchID: String
    public let arrival: ArrivalID

    private struct Book: Hashable {
        let entity: String
        let currency: Currency
    }

    /// Nil unless there are at least two lines, each is positive, and debits equal credits in every currency of every
    /// entity.
    public init?(
        id: String, event: String, effectiveOn: CalendarDate, lines: [JournalLine], description: String,
        matchID: String, arrival: ArrivalID, originalOn: CalendarDate? = nil
    ) {
        guard lines.count >= 2, lines.allSatisfy({ $0.amount.minorUnits > 0 }) else { return nil }
        guard Self.balances(lines) else { return nil }
        self.id = id
        self.event = event
        self.effectiveOn = effectiveOn
        self.originalOn = originalOn == effectiveOn ? nil : originalOn
        self.lines = lines
        self.description = description
        self.matchID = matchID
        self.arrival = arrival
    }

    private static func balances(_ lines: [JournalLine]) -> Bool {
        func units(_ line: JournalLine) -> Int64 {
            line.side == .debit ? line.amount.minorUnits : -line.amount.minorUnits
        }
        func book(_ line: JournalLine) -> Book {
            Book(entity: line.dimensions.entity, currency: line.amount.currency)
        }
        // Nearly every entry is of one book.
        if let first = lines.first.map(book), lines.allSatisfy({ book($0) == first }) {
            var sum = CheckedSum()
            for line in lines { sum.add(units(line)) }
            return sum.total == 0
        }
        var sums: [Book: CheckedSum] = [:]
        for line in lines { sums[book(line), default: CheckedSum()].add(units(line)) }
        return sums.values.allSatisfy { $0.total == 0 }
    }

    /// The day of what happened, whatever period it is booked in.
    public var occurredOn: CalendarDate { originalOn ?? effectiveOn }
}
