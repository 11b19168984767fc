// Every open exception, oldest first, with its sentence; and how much of them is how old.

import Casework
import Facts
import Money

extension ReportMaker {
    /// Exceptions that one report lists; the rest is counted.
    private static let listed = 2_000

    func discrepancies() throws -> Report {
        var list = ReportTable(
            "Exceptions, oldest first",
            [
                .text("exception"), .text("subject"), .text("currency"), .number("amount"), .number("open"),
                .number("age"), .text("owner"), .text("why"),
            ])
        list.nothing = "Nothing is open."
        var sums = CurrencySums()
        var buckets: [String: (count: Int64, sums: CurrencySums)] = [:]
        var left = 0
        try installation.forEachCase(CaseQuestion()) { line in
            guard line.openedOn <= day else { return }
            sums.add(1, line.open)
            let bucket = AgeBucket(days: Ageing(asOf: day).days(since: line.openedOn)).rawValue
            var known = buckets[bucket] ?? (0, CurrencySums())
            known.count += 1
            known.sums.add(1, line.open)
            buckets[bucket] = known
            if list.rows.count >= Self.listed {
                left += 1
                return
            }
            list.rows.append([
                line.id, line.shownSubject, line.amount.currency.code, line.amount.decimalText, line.open.decimalText,
                String(Ageing(asOf: day).days(since: line.openedOn)), line.owner, line.explanation,
            ])
        }
        if left > 0 { list.rows.append(["and \(left) more", "", "", "", "", "", "", "see `hms-ach exceptions`"]) }
        list.totals = sums.all.map { ["\($0.count) exceptions", "", $0.currency.code, "", $0.amount, "", "", ""] }
        var ages = ReportTable(
            "By age in banking days", [.text("age"), .text("currency"), .number("count"), .number("open")])
        ages.nothing = "Nothing is open."
        for bucket in AgeBucket.allCases {
            for sum in buckets[bucket.rawValue]?.sums.all ?? [] {
                ages.rows.append([bucket.rawValue, sum.currency.code, String(sum.count), sum.amount])
            }
        }
        ages.totals = sums.all.map { ["total", $0.currency.code, String($0.count), $0.amount] }
        return report(
            .discrepancies, "Discrepancies", [ages, list],
            [
                "Exceptions: those open now that arose up to the day, as `hms-ach exceptions` lists them.",
                "Amount is what the exception is about, signed as there; open is what people have not settled of it.",
            ])
    }
}
