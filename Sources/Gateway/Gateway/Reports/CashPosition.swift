// Where the cash is, and what should come: advices without money, items by their due dates.

import Facts
import Money
import Reconciliation
import Store

extension ReportMaker {
    /// Ends of the forecast's columns, in calendar days after the day.
    private static let horizons: [(name: String, longest: Int)] = [
        ("overdue", 0), ("within 7 days", 7), ("8-14 days", 14), ("15-30 days", 30), ("later", .max),
    ]

    func cashPosition() throws -> Report {
        var position = ReportTable(
            "Cash position",
            [.text("account"), .text("statement of"), .text("currency"), .number("closing balance")])
        position.nothing = "No statement was posted up to this day."
        var cash = CurrencySums()
        var forecast = ReportTable(
            "Expected receipts", [.text("from"), .text("when"), .text("currency"), .number("count"), .number("amount")])
        forecast.nothing = "Nothing is expected."
        struct Group: Hashable {
            let source: String
            let horizon: Int
        }
        var groups: [Group: CurrencySums] = [:]
        var all = CurrencySums()
        func expect(_ source: String, _ date: CalendarDate, _ count: Int64, _ amount: Money) {
            let days = day.days(to: date)
            let horizon = Self.horizons.firstIndex { days <= $0.longest } ?? 0
            var sums = groups[Group(source: source, horizon: horizon)] ?? CurrencySums()
            sums.add(count, amount)
            groups[Group(source: source, horizon: horizon)] = sums
            all.add(count, amount)
        }
        try installation.database.read { session in
            for sum in try session.latestStatements(through: day) {
                position.rows.append([
                    sum.accountMask, sum.bookedThrough.description, sum.closing.currency.code, sum.closing.decimalText,
                ])
                cash.add(1, sum.closing)
            }
            for sum in try session.promisedSums() {
                expect("advices without money", sum.effectiveOn, sum.count, sum.amount)
            }
            for sum in try session.openItemSums(through: day) where sum.open.minorUnits > 0 {
                expect("open items: \(sum.kind)", sum.date, sum.count, sum.open)
            }
        }
        position.totals = cash.all.map { ["total", "", $0.currency.code, $0.amount] }
        for source in Set(groups.keys.map(\.source)).sorted() {
            for (horizon, name) in Self.horizons.map(\.name).enumerated() {
                for sum in groups[Group(source: source, horizon: horizon)]?.all ?? [] {
                    forecast.rows.append([source, name, sum.currency.code, String(sum.count), sum.amount])
                }
            }
        }
        forecast.totals = all.all.map { ["total", "", $0.currency.code, String($0.count), $0.amount] }
        return report(
            .cashPosition, "Cash position and forecast", [position, try announced(), forecast],
            [
                "Position: the closing balance of the latest statement of each account up to the day.",
                "Expected: advices whose money was not found, by their effective date; open items by their due date (day of issue where they have none), as far as they are open. An item that an advice has paid is not open, so nothing is counted twice. Overdue includes the day itself. It is what is known, not a prediction.",
                "Announced: lines that a bank calls pending (PDNG) and has not booked. They are in no balance, are matched with nothing, and are not added to what is expected: they may be the same money.",
            ])
    }

    /// What banks announced up to the day or for days to come.
    private func announced() throws -> ReportTable {
        var table = ReportTable(
            "Announced by the bank and not booked",
            [.text("account"), .text("for"), .text("currency"), .number("count"), .number("amount")])
        table.nothing = "Nothing is announced."
        let span = AnnouncementPosting.span(from: day, through: day)
        let scope = FactScope(arrivalBeingPosted: nil)
        var all = CurrencySums()
        try installation.database.read { session in
            for account in try session.accountsAnnounced(in: span, scope) {
                let announced = try session.announcedLines(account: account, in: span, scope)
                let booked = try session.linesAnnounced(account: account, in: span, scope)
                let open = AnnouncedLines.decide(announced, booked: booked, business: nil).open
                for (expectedOn, lines) in Dictionary(grouping: open, by: \.expectedOn).sorted(by: { $0.key < $1.key })
                {
                    var sums = CurrencySums()
                    for line in lines {
                        sums.add(1, line.amount)
                        all.add(1, line.amount)
                    }
                    for sum in sums.all {
                        table.rows.append([
                            lines.first?.accountMask ?? "", expectedOn.description, sum.currency.code,
                            String(sum.count),
                            sum.amount,
                        ])
                    }
                }
            }
        }
        table.totals = all.all.map { ["total", "", $0.currency.code, String($0.count), $0.amount] }
        return table
    }
}
