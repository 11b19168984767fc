// The trial balance of a period: what each account began with, moved, and ended with.

public import Money

/// Sums over a span of days; independent of the order in which days come.
public struct PeriodBalance: Sendable {
    /// One account in one currency of one entity.
    public struct Row: Sendable, Hashable {
        public let account: String
        public let entity: String
        /// Debits less credits before the period.
        public let opening: Money
        /// Of the period; not negative.
        public let debit: Money
        public let credit: Money
        /// Debits less credits through the period.
        public let closing: Money
    }

    private struct Key: Hashable {
        let account: String
        let entity: String
        let currency: Currency
    }

    private struct Sums {
        var opening = CheckedSum()
        var debit = CheckedSum()
        var credit = CheckedSum()
    }

    public let from: CalendarDate
    public let through: CalendarDate
    private var sums: [Key: Sums] = [:]

    public init(from: CalendarDate, through: CalendarDate) {
        self.from = from
        self.through = through
    }

    /// Days behind the period change nothing.
    public mutating func add(_ day: AccountDay) {
        guard day.date <= through else { return }
        let key = Key(account: day.account, entity: day.entity, currency: day.currency)
        if day.date < from {
            sums[key, default: Sums()].opening.add(day.debit)
            sums[key, default: Sums()].opening.add(-day.credit)
        } else {
            sums[key, default: Sums()].debit.add(day.debit)
            sums[key, default: Sums()].credit.add(day.credit)
        }
    }

    /// All rows, sorted by entity, account and currency; nil once a sum does not fit 64 bits.
    public var rows: [Row]? {
        var rows: [Row] = []
        let sorted = sums.sorted {
            ($0.key.entity, $0.key.account, $0.key.currency) < ($1.key.entity, $1.key.account, $1.key.currency)
        }
        for (key, sum) in sorted {
            var closing = sum.opening
            guard let opening = sum.opening.total, let debit = sum.debit.total, let credit = sum.credit.total else {
                return nil
            }
            closing.add(debit)
            closing.add(-credit)
            guard let closing = closing.total else { return nil }
            let money = { Money(minorUnits: $0, currency: key.currency) }
            rows.append(
                Row(
                    account: key.account, entity: key.entity, opening: money(opening), debit: money(debit),
                    credit: money(credit), closing: money(closing)))
        }
        return rows
    }

    /// Whether debits equal credits, and balances come to zero, in every currency of every entity; false also where a sum
    /// does not fit.
    public var isBalanced: Bool {
        guard let rows else { return false }
        var totals: [Key: (moved: CheckedSum, closing: CheckedSum)] = [:]
        for row in rows {
            let key = Key(account: "", entity: row.entity, currency: row.closing.currency)
            totals[key, default: (CheckedSum(), CheckedSum())].moved.add(row.debit.minorUnits)
            totals[key, default: (CheckedSum(), CheckedSum())].moved.add(-row.credit.minorUnits)
            totals[key, default: (CheckedSum(), CheckedSum())].closing.add(row.closing.minorUnits)
        }
        return totals.values.allSatisfy { $0.moved.total == 0 && $0.closing.total == 0 }
    }
}
