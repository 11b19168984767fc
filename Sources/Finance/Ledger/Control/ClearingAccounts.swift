// Accounts that must come back to zero, and how old is what keeps them from it.
// The oldest movement is taken to be cleared first: what is left is as old as the newest movements of its side that make it
// up.

public import Facts
public import Money

/// What a clearing account holds on a day, in one currency of one entity.
public struct ClearingBalance: Sendable, Hashable {
    public let account: String
    public let entity: String
    /// Debits less credits.
    public let balance: Money
    /// The day of the oldest movement that is not cleared; nil where the balance is zero.
    public let openSince: CalendarDate?
    /// Of the balance, by age; the sum of them is the balance.
    public let byAge: [AgeBucket: Money]
    /// Banking days since `openSince`.
    public let bankingDays: Int
    /// What of the balance is open longer than the account may take to clear.
    public let overdue: Money
    public var isOverdue: Bool { !overdue.isZero }
    /// The first banking day on which the oldest movement was overdue, or will be.
    public let overdueOn: CalendarDate?
}

public enum ClearingAccounts {
    private struct Key: Hashable, Comparable {
        let account: String
        let entity: String
        let currency: Currency
        static func < (left: Key, right: Key) -> Bool {
            (left.entity, left.account, left.currency) < (right.entity, right.account, right.currency)
        }
    }

    /// The clearing accounts that are not zero on a day, sorted by entity, account and currency.
    ///
    /// - Parameter days: in any order; those behind `today` change nothing, nor do accounts that the chart does not want
    ///   cleared. A sum beyond 64 bits leaves the account out.
    public static func open(
        _ days: some Sequence<AccountDay>, chart: ChartOfAccounts, on today: CalendarDate
    ) -> [ClearingBalance] {
        var movements: [Key: [CalendarDate: CheckedSum]] = [:]
        for day in days where day.date <= today && chart.account(day.account)?.clearsWithin != nil {
            let key = Key(account: day.account, entity: day.entity, currency: day.currency)
            movements[key, default: [:]][day.date, default: CheckedSum()].add(day.debit)
            movements[key, default: [:]][day.date, default: CheckedSum()].add(-day.credit)
        }
        return movements.sorted { $0.key < $1.key }.compactMap { key, byDate in
            balance(key, byDate, within: chart.account(key.account)?.clearsWithin ?? 0, on: today)
        }
    }

    private static func balance(
        _ key: Key, _ byDate: [CalendarDate: CheckedSum], within: Int, on today: CalendarDate
    ) -> ClearingBalance? {
        var sum = CheckedSum()
        for day in byDate.values { sum.add(day.total ?? .max) }
        guard let balance = sum.total, balance != 0 else { return nil }
        // From the newest day back: movements of the balance's own side make it up.
        var left = balance
        var since = today
        var byAge: [AgeBucket: Money] = [:]
        var overdue: Int64 = 0
        let calendar = BankingCalendar.federalReserve
        for (date, day) in byDate.sorted(by: { $0.key > $1.key }) {
            guard let units = day.total, left != 0, units != 0, (units > 0) == (balance > 0) else { continue }
            let part = units.magnitude < left.magnitude ? units : left
            left -= part
            since = date
            if calendar.bankingDays(from: date, to: today) > within { overdue += part }
            let age = AgeBucket(days: date.days(to: today))
            let known = byAge[age] ?? .zero(key.currency)
            byAge[age] = known.adding(Money(minorUnits: part, currency: key.currency)) ?? known
        }
        return ClearingBalance(
            account: key.account, entity: key.entity, balance: Money(minorUnits: balance, currency: key.currency),
            openSince: since, byAge: byAge, bankingDays: calendar.bankingDays(from: since, to: today),
            overdue: Money(minorUnits: overdue, currency: key.currency),
            overdueOn: calendar.advance(since, byBankingDays: within + 1))
    }
}
