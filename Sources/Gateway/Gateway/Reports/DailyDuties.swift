// Who must act on what, and what keeps the account of unapplied money from zero: the part of the close that people work on.

import Casework
import Facts
import Money
import Store

/// The open exceptions of a day, gone through once.
struct DailyDuties {
    struct Group: Hashable {
        let owner: String
        let category: String
        let currency: Currency
    }

    /// Exceptions that the close of a day lists one by one; the rest is in `discrepancies`.
    private static let listed = 20

    private(set) var groups: [Group: (count: Int64, oldest: Int, open: CheckedSum)] = [:]
    /// Each with its age on the day, in banking days.
    private(set) var oldest: [(line: CaseLine, age: Int)] = []
    private(set) var left = 0
    /// What advices pay for items that nobody knows.
    private(set) var unknown = CurrencySums()

    /// What is open: now for the latest day, else what arose up to the day.
    init(_ installation: Installation, on day: CalendarDate) throws {
        let ageing = Ageing(asOf: day)
        let isLatest = try day >= installation.businessDay()
        try installation.forEachCase(CaseQuestion()) { line in
            if isLatest || line.openedOn <= day { add(line, age: ageing.days(since: line.openedOn)) }
        }
    }

    private mutating func add(_ line: CaseLine, age: Int) {
        let group = Group(owner: line.owner, category: line.category.rawValue, currency: line.amount.currency)
        var known = groups[group] ?? (0, 0, CheckedSum())
        known.count += 1
        known.oldest = max(known.oldest, age)
        known.open.add(line.open.minorUnits)
        groups[group] = known
        if line.category == .unknownItem { unknown.add(1, line.open) }
        if oldest.count < Self.listed { oldest.append((line, age)) } else { left += 1 }
    }
}

extension ReportMaker {
    /// By owner and kind.
    func byOwner(_ duties: DailyDuties) -> ReportTable {
        var table = ReportTable(
            "To be acted on, by owner",
            [
                .text("owner"), .text("what"), .text("currency"), .number("count"), .number("oldest, days"),
                .number("open"),
            ])
        table.nothing = "Nothing: nobody must act."
        var sums = CurrencySums()
        for (group, known) in duties.groups.sorted(by: {
            ($0.key.owner, $0.key.category, $0.key.currency.code) < (
                $1.key.owner, $1.key.category, $1.key.currency.code
            )
        }) {
            let open = known.open.total.map { Money(minorUnits: $0, currency: group.currency) }
            table.rows.append([
                group.owner, ExceptionWords.of(group.category), group.currency.code, String(known.count),
                String(known.oldest), open?.decimalText ?? "too large",
            ])
            sums.add(known.count, open ?? .zero(group.currency))
        }
        table.totals = sums.all.map { ["total", "", $0.currency.code, String($0.count), "", $0.amount] }
        return table
    }

    /// One by one, the oldest first.
    func oneByOne(_ duties: DailyDuties) -> ReportTable {
        var table = ReportTable(
            "To be acted on, the oldest first",
            [
                .number("days"), .text("owner"), .text("about"), .text("currency"), .number("open"),
                .text("what it is"),
            ])
        table.nothing = "Nothing: nobody must act."
        table.rows = duties.oldest.map { line, age in
            [
                String(age), line.owner, line.shownSubject, line.open.currency.code,
                line.open.isZero ? "-" : line.open.decimalText, ExceptionWords.of(line.category),
            ]
        }
        if duties.left > 0 {
            table.rows.append(["", "", "and \(duties.left) more", "", "", "see the report of discrepancies"])
        }
        return table
    }

    /// The balance of the account of unapplied money, taken apart.
    func unapplied(_ duties: DailyDuties) throws -> ReportTable {
        var table = ReportTable(
            "Money not applied", [.text("what it consists of"), .text("currency"), .number("count"), .number("amount")])
        table.nothing = "Nothing: all money is applied."
        let account = installation.configuration.chartOfAccounts.rule(.bankLine, .amount)?.credit ?? ""
        var parts: [(words: String, sums: CurrencySums)] = [
            ("money on the statements that nothing explains yet", CurrencySums()),
            ("paid for items that nobody knows", duties.unknown),
            ("applied by advices whose money has not come", CurrencySums()),
        ]
        var balance = CurrencySums()
        try installation.database.read { session in
            let lines = try session.bankLineSums(from: CalendarDate(dayNumber: 0), through: day)
            for line in lines where line.fate == "waiting" || line.fate.hasPrefix("exception") {
                parts[0].sums.add(line.count, line.amount)
            }
            for sum in try session.promisedSums() where sum.effectiveOn <= day {
                parts[2].sums.add(sum.count, Money(minorUnits: -sum.amount.minorUnits, currency: sum.amount.currency))
            }
            for sum in try session.creditBalance(ofAccount: account, through: day) { balance.add(0, sum.amount) }
        }
        for currency in balance.all.map(\.currency) {
            var rest = balance.units(currency)
            for part in parts {
                guard let sum = part.sums.all.first(where: { $0.currency == currency }) else { continue }
                rest = rest.flatMap { rest in part.sums.units(currency).map { rest &- $0 } }
                table.rows.append([part.words, currency.code, String(sum.count), sum.amount])
            }
            if rest != 0 {
                let amount = rest.map { Money(minorUnits: $0, currency: currency).decimalText } ?? "too large"
                table.rows.append(["left there by people, and what else moved the account", currency.code, "", amount])
            }
        }
        if table.rows.isEmpty { return table }
        table.totals = balance.all.map { sum in
            let words = sum.amount.hasPrefix("-") ? "more is applied than has come" : "held and not applied"
            return [words, sum.currency.code, "", sum.amount]
        }
        return table
    }
}
