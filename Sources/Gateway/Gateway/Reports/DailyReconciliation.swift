// The day's reconciliation: statements, what became of each line, what was booked, what is open.

import Money
import Store

extension ReportMaker {
    func dailyReconciliation() throws -> Report {
        try report(
            .dailyReconciliation, "Daily reconciliation",
            [accounts(), fates(), booked(), cashProof(), clearingAccounts(), openExceptions()],
            [
                "Accounts: the latest statement of each account up to the day; difference is opening balance plus lines less closing balance and must be zero.",
                "Lines: every bank line booked on the day, once, by what explains it: its match, else its open exception, else `settled by people` (written off, left unapplied or ignored), else `waiting` (inside its window). The total is all money that moved.",
                "Booked: journal entries effective on the day, by event; the amount is that of their debits, which equal their credits.",
                "Cash: the ledger's balance of each cash account beside the bank's closing balance, on the last day up to this one on which a statement closed.",
                "Clearing accounts: balances of accounts that must come back to zero, and what of them is older than the account may take; by age in calendar days.",
                "Open exceptions: what is open of them now, whenever they arose. Those about clearing accounts, the bank proof and the general ledger tell of the same money once more.",
            ])
    }

    private func accounts() throws -> ReportTable {
        var table = ReportTable(
            "Accounts",
            [
                .text("account"), .text("statement"), .text("currency"), .number("opening"), .number("credits"),
                .number("debits"), .number("closing"), .number("lines"), .number("difference"),
            ])
        table.nothing = "No statement was posted up to this day."
        for sum in try installation.database.read({ try $0.latestStatements(through: day) }) {
            let calculated = [sum.credits, sum.debits].reduce(Optional(sum.opening)) { $0?.adding($1) }
            let difference = calculated?.subtracting(sum.closing)
            table.rows.append([
                sum.accountMask, sum.bookedThrough.description, sum.opening.currency.code, sum.opening.decimalText,
                sum.credits.decimalText, sum.debits.decimalText, sum.closing.decimalText, String(sum.lines),
                difference?.decimalText ?? "too large",
            ])
        }
        return table
    }

    private func fates() throws -> ReportTable {
        var table = ReportTable(
            "Bank lines of the day by what explains them",
            [.text("explained by"), .text("how"), .text("currency"), .number("lines"), .number("amount")])
        table.nothing = "No line was booked on this day."
        var sums = CurrencySums()
        for line in try installation.database.read({ try $0.bankLineSums(from: day, through: day) }) {
            let isMatch = !line.fate.hasPrefix("exception") && !["waiting", "settled by people"].contains(line.fate)
            table.rows.append([
                line.fate, isMatch ? (line.isByHand ? "by hand" : "automatic") : "", line.amount.currency.code,
                String(line.count), line.amount.decimalText,
            ])
            sums.add(line.count, line.amount)
        }
        table.totals = sums.all.map { ["total", "", $0.currency.code, String($0.count), $0.amount] }
        return table
    }

    private func booked() throws -> ReportTable {
        var table = ReportTable(
            "Booked on the day", [.text("event"), .text("currency"), .number("entries"), .number("amount")])
        table.nothing = "Nothing was booked on this day."
        var sums = CurrencySums()
        for sum in try installation.database.read({ try $0.bookedSums(on: day) }) {
            table.rows.append([
                sum.event, sum.amount.currency.code, String(sum.entries), sum.amount.decimalText,
            ])
            sums.add(sum.entries, sum.amount)
        }
        table.totals = sums.all.map { ["total", $0.currency.code, String($0.count), $0.amount] }
        return table
    }

    /// By category, with the number that are older than a week of banking days.
    func openExceptions() throws -> ReportTable {
        var table = ReportTable(
            "Open exceptions",
            [
                .text("category"), .text("owner"), .text("currency"), .number("count"), .number("older than 7 days"),
                .number("open"),
            ])
        table.nothing = "Nothing is open."
        struct Group: Hashable {
            let category: String
            let owner: String
            let currency: Currency
        }
        var counts: [Group: (count: Int64, old: Int64, open: CheckedSum)] = [:]
        try installation.forEachCase(CaseQuestion()) { line in
            guard line.openedOn <= day else { return }
            let group = Group(category: line.category.rawValue, owner: line.owner, currency: line.amount.currency)
            var known = counts[group] ?? (0, 0, CheckedSum())
            known.count += 1
            known.old += line.age > 7 ? 1 : 0
            known.open.add(line.open.minorUnits)
            counts[group] = known
        }
        var sums = CurrencySums()
        for (group, known) in counts.sorted(by: { ($0.key.category, $0.key.owner) < ($1.key.category, $1.key.owner) }) {
            let open = Money(minorUnits: known.open.total ?? 0, currency: group.currency)
            table.rows.append([
                group.category, group.owner, group.currency.code, String(known.count), String(known.old),
                open.decimalText,
            ])
            sums.add(known.count, open)
        }
        table.totals = sums.all.map { ["total", "", $0.currency.code, String($0.count), "", $0.amount] }
        return table
    }
}
