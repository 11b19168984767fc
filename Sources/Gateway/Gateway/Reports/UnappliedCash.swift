// Money that came and is not applied: the account's balance, how it came about, and which lines it consists of.

import Casework
import Facts
import Ledger
import Money
import Store

extension ReportMaker {
    func unappliedCash() throws -> Report {
        let chart = installation.configuration.chartOfAccounts
        let account = chart.rule(.bankLine, .amount)?.credit ?? ""
        var balance = ReportTable(
            "Account \(account) \(chart.name(of: account)), by what was booked",
            [.text("event"), .text("currency"), .number("entries"), .number("amount")])
        var sums = CurrencySums()
        for sum in try installation.database.read({ try $0.creditBalance(ofAccount: account, through: day) }) {
            balance.rows.append([sum.event, sum.amount.currency.code, String(sum.entries), sum.amount.decimalText])
            sums.add(sum.entries, sum.amount)
        }
        balance.totals = sums.all.map { ["balance", $0.currency.code, String($0.count), $0.amount] }
        return report(
            .unappliedCash, "Unapplied cash", [balance, try unexplainedLines()],
            [
                "Balance: credits less debits of the account to which bank lines are booked until matches take them out, up to the day; it is that of `hms-ach export trial-balance` when nothing later is booked. Positive: money we hold and have not applied.",
                "Lines: bank lines up to the day that no match explains, by age in banking days since they were booked; those that people wrote off, left unapplied or ignored are apart.",
                "The two differ by what advices applied without money, or money without their lines: see `Money not applied` in the daily reconciliation, which takes the balance apart.",
            ])
    }

    private func unexplainedLines() throws -> ReportTable {
        var table = ReportTable(
            "Bank lines that nothing explains",
            [.text("state"), .text("age"), .text("currency"), .number("lines"), .number("amount")])
        table.nothing = "Every line is explained by a match."
        struct Group: Hashable {
            let fate: String
            let bucket: AgeBucket
        }
        let ageing = Ageing(asOf: day)
        var groups: [Group: CurrencySums] = [:]
        var all = CurrencySums()
        let lines = try installation.database.read {
            try $0.bankLineSums(from: CalendarDate(dayNumber: 0), through: day)
        }
        for line in lines
        where line.fate.hasPrefix("exception") || ["waiting", "settled by people"].contains(line.fate) {
            let group = Group(fate: BankLineFate(of: line).words, bucket: ageing.bucket(of: line.bookedOn))
            var sums = groups[group] ?? CurrencySums()
            sums.add(line.count, line.amount)
            groups[group] = sums
            all.add(line.count, line.amount)
        }
        for fate in Set(groups.keys.map(\.fate)).sorted() {
            for bucket in AgeBucket.allCases {
                for sum in groups[Group(fate: fate, bucket: bucket)]?.all ?? [] {
                    table.rows.append([fate, bucket.rawValue, sum.currency.code, String(sum.count), sum.amount])
                }
            }
        }
        table.totals = all.all.map { ["total", "", $0.currency.code, String($0.count), $0.amount] }
        return table
    }
}
