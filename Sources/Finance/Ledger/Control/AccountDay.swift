// What one account moved on one day: what trial balances, clearing accounts and the bank proof are made of.

public import Facts
public import Money

/// Debits and credits of an account on a day, in one currency of one entity.
public struct AccountDay: Sendable, Hashable {
    public let account: String
    public let entity: String
    public let currency: Currency
    public let date: CalendarDate
    /// Sums in minor units; not negative.
    public let debit: Int64
    public let credit: Int64

    public init(account: String, entity: String, currency: Currency, date: CalendarDate, debit: Int64, credit: Int64) {
        self.account = account
        self.entity = entity
        self.currency = currency
        self.date = date
        self.debit = debit
        self.credit = credit
    }

    /// The lines of an entry, each on the day it is booked on.
    public static func booked(_ entry: JournalEntry) -> [AccountDay] {
        entry.lines.map { line in
            AccountDay(
                account: line.account, entity: line.dimensions.entity, currency: line.amount.currency,
                date: entry.effectiveOn, debit: line.side == .debit ? line.amount.minorUnits : 0,
                credit: line.side == .credit ? line.amount.minorUnits : 0)
        }
    }
}
