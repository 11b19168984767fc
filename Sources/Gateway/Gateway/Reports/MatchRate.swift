// How much is matched without a person, and how often that had to be taken back: the honest figure of precision.

import Money
import Store

extension ReportMaker {
    private static let rateDays = 30

    func matchRate() throws -> Report {
        var (rules, byHand, undone) = (
            ReportTable(
                "Matches by kind and rule",
                [
                    .text("kind"), .text("rule"), .text("state"), .text("currency"), .number("matches"),
                    .number("value"),
                ]), Int64(0), Int64(0)
        )
        var automatic: Int64 = 0
        for sum in try installation.database.read({ try $0.matchSums() }) {
            let isByHand = sum.rule == ActPlanning.rule
            if sum.isWithdrawn { undone += isByHand ? 0 : sum.count } else if !isByHand { automatic += sum.count }
            if isByHand && !sum.isWithdrawn { byHand += sum.count }
            rules.rows.append([
                sum.kind, sum.rule, sum.isWithdrawn ? "taken back" : "stands", sum.volume.currency.code,
                String(sum.count), sum.volume.decimalText,
            ])
        }
        rules.nothing = "Nothing is matched."
        var summary = ReportTable(
            "All matches", [.text("matches"), .number("count"), .number("per cent")])
        let standing = automatic + byHand
        summary.rows = [
            ["automatic", String(automatic), percentage(automatic, of: standing)],
            ["by hand", String(byHand), percentage(byHand, of: standing)],
            ["automatic, later taken back", String(undone), percentage(undone, of: automatic + undone)],
        ]
        return report(
            .matchRate, "Automatic matching", [try lineRate(), summary, rules],
            [
                "Bank lines: those booked in the \(Self.rateDays) days up to the day. Automatic: a match explains the line that no person made. Value is the sum of the lines' amounts without signs.",
                "Taken back: matches of the gateway that later evidence or a person ended.",
            ])
    }

    private func lineRate() throws -> ReportTable {
        var table = ReportTable(
            "Bank lines matched automatically",
            [
                .text("currency"), .number("lines"), .number("automatic"), .number("per cent"), .number("value"),
                .number("automatic value"), .number("per cent of value"),
            ])
        table.nothing = "No line was booked in these days."
        struct Rate {
            var lines: Int64 = 0
            var matched: Int64 = 0
            var value = CheckedSum()
            var matchedValue = CheckedSum()
        }
        let span = span(days: Self.rateDays)
        var rates: [Currency: Rate] = [:]
        for sum in try installation.database.read({ try $0.bankLineSums(from: span.first, through: span.last) }) {
            var rate = rates[sum.amount.currency] ?? Rate()
            rate.lines += sum.count
            rate.value.add(sum.volume.minorUnits)
            let isMatch = !sum.fate.hasPrefix("exception") && !["waiting", "settled by people"].contains(sum.fate)
            if isMatch && !sum.isByHand {
                rate.matched += sum.count
                rate.matchedValue.add(sum.volume.minorUnits)
            }
            rates[sum.amount.currency] = rate
        }
        for (currency, rate) in rates.sorted(by: { $0.key < $1.key }) {
            let (value, matched) = (rate.value.total ?? 0, rate.matchedValue.total ?? 0)
            table.rows.append([
                currency.code, String(rate.lines), String(rate.matched), percentage(rate.matched, of: rate.lines),
                Money(minorUnits: value, currency: currency).decimalText,
                Money(minorUnits: matched, currency: currency).decimalText, percentage(matched, of: value),
            ])
        }
        return table
    }
}
