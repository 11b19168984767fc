// Debits and credits summed by account and currency, checked.

public import Facts
public import Money

/// The sums of a set of journal entries; independent of their order.
public struct TrialBalance: Sendable {
    /// One account in one currency.
    public struct Row: Sendable, Hashable {
        public let account: String
        /// Sum of the debit lines; not negative.
        public let debit: Money
        /// Sum of the credit lines; not negative.
        public let credit: Money
        /// Debits less credits.
        public let balance: Money
    }

    private struct Key: Hashable {
        let account: String
        let currency: Currency
    }

    private struct Sums {
        var debit = CheckedSum()
        var credit = CheckedSum()
    }

    private var sums: [Key: Sums] = [:]

    public init() {}

    public mutating func add(_ entry: JournalEntry) {
        for line in entry.lines { add(line) }
    }

    public mutating func add(_ line: JournalLine) {
        let key = Key(account: line.account, currency: line.amount.currency)
        switch line.side {
        case .debit: sums[key, default: Sums()].debit.add(line.amount.minorUnits)
        case .credit: sums[key, default: Sums()].credit.add(line.amount.minorUnits)
        }
    }

    /// All rows, sorted by account and currency; nil once a sum does not fit 64 bits.
    public var rows: [Row]? {
        var rows: [Row] = []
        for (key, sum) in sums.sorted(by: { ($0.key.account, $0.key.currency) < ($1.key.account, $1.key.currency) }) {
            guard let debit = sum.debit.total, let credit = sum.credit.total else { return nil }
            let (balance, overflow) = debit.subtractingReportingOverflow(credit)
            if overflow { return nil }
            let money = { Money(minorUnits: $0, currency: key.currency) }
            rows.append(
                Row(account: key.account, debit: money(debit), credit: money(credit), balance: money(balance)))
        }
        return rows
    }

    /// Debits less credits of one account; zero where nothing was posted, nil where the sum does not fit.
    public func balance(_ account: String, _ currency: Currency) -> Money? {
        let sum = sums[Key(account: account, currency: currency), default: Sums()]
        guard let debit = sum.debit.total, let credit = sum.credit.total else { return nil }
        return Money(minorUnits: debit, currency: currency).subtracting(Money(minorUnits: credit, currency: currency))
    }

    /// Whether debits equal credits in every currency; false also where a sum does not fit.
    public var isBalanced: Bool {
        guard let rows else { return false }
        var totals: [Currency: CheckedSum] = [:]
        for row in rows { totals[row.balance.currency, default: CheckedSum()].add(row.balance.minorUnits) }
        return totals.values.allSatisfy { $0.total == 0 }
    }
}
