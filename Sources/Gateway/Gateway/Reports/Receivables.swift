// What is owed to us: by age, and how many days of billing it is.

import Money
import Store

extension ReportMaker {
    /// Calendar days past the due date, as receivables are aged.
    private static let ages: [(name: String, longest: Int)] = [
        ("not due", 0), ("1-30", 30), ("31-60", 60), ("61-90", 90), ("91-120", 120), (">120", .max),
    ]
    private static let billingDays = 90

    private static var itemDefinitions: [String] {
        [
            "Open: an item's amount less what matches applied to it, less the reductions that came with them (contractual and other adjustments and, for claims, the patient's share; of the first payer only), less what people wrote off. Cashiers' logs are no receivables.",
            "Negative amounts are items that were paid beyond what they were for.",
        ]
    }

    func agedItems() throws -> Report {
        var table = ReportTable(
            "Open items by kind and days past due",
            [.text("kind"), .text("days past due"), .text("currency"), .number("items"), .number("open")])
        table.nothing = "No item is open."
        struct Group: Hashable {
            let kind: String
            let age: Int
        }
        var groups: [Group: CurrencySums] = [:]
        var all = CurrencySums()
        for sum in try installation.database.read({ try $0.openItemSums(through: day) }) {
            let past = max(0, sum.date.days(to: day))
            let age = Self.ages.firstIndex { past <= $0.longest } ?? 0
            var known = groups[Group(kind: sum.kind, age: age)] ?? CurrencySums()
            known.add(sum.count, sum.open)
            groups[Group(kind: sum.kind, age: age)] = known
            all.add(sum.count, sum.open)
        }
        for kind in Set(groups.keys.map(\.kind)).sorted() {
            for (age, name) in Self.ages.map(\.name).enumerated() {
                for sum in groups[Group(kind: kind, age: age)]?.all ?? [] {
                    table.rows.append([kind, name, sum.currency.code, String(sum.count), sum.amount])
                }
            }
        }
        table.totals = all.all.map { ["total", "", $0.currency.code, String($0.count), $0.amount] }
        return report(
            .agedItems, "Aged open items", [table],
            Self.itemDefinitions + [
                "Days past due: calendar days after the due date, or after the day of issue where an item has none."
            ])
    }

    func daysInReceivables() throws -> Report {
        var table = ReportTable(
            "Days in accounts receivable",
            [
                .text("kind"), .text("currency"), .number("open"), .number("billed in \(Self.billingDays) days"),
                .number("days"),
            ])
        table.nothing = "Nothing was billed."
        struct Group: Hashable {
            let kind: String
            let currency: Currency
        }
        var open: [Group: CheckedSum] = [:]
        var billed: [Group: Int64] = [:]
        let span = span(days: Self.billingDays)
        try installation.database.read { session in
            for sum in try session.openItemSums(through: day) {
                open[Group(kind: sum.kind, currency: sum.open.currency), default: CheckedSum()]
                    .add(sum.open.minorUnits)
            }
            for sum in try session.issuedSums(from: span.first, through: span.last) {
                billed[Group(kind: sum.kind, currency: sum.amount.currency)] = sum.amount.minorUnits
            }
        }
        for group in Set(open.keys).union(billed.keys).sorted(by: { ($0.kind, $0.currency) < ($1.kind, $1.currency) }) {
            let owed = open[group, default: CheckedSum()].total ?? 0
            let issued = billed[group] ?? 0
            let (scaled, overflow) = owed.multipliedReportingOverflow(by: Int64(Self.billingDays))
            func money(_ units: Int64) -> String { Money(minorUnits: units, currency: group.currency).decimalText }
            table.rows.append([
                group.kind, group.currency.code, money(owed), money(issued),
                overflow ? "-" : average(scaled, over: issued),
            ])
        }
        return report(
            .daysInReceivables, "Days in A/R", [table],
            Self.itemDefinitions + [
                "Days: what is open, divided by the average of a day's billing over the \(Self.billingDays) days up to the day (items by their day of issue)."
            ])
    }
}
