// The books of a day for its close: clearing accounts, the batches that left for the general ledger, the trial balance.

import Ledger
import Money
import Store

extension ReportMaker {
    func clearingAccounts() throws -> ReportTable {
        var table = ReportTable(
            "Clearing accounts that are not back at zero",
            [
                .text("account"), .text("currency"), .number("balance"), .text("since"), .number("days"),
                .text("why"),
            ])
        table.nothing = "All are at zero."
        let chart = installation.configuration.chartOfAccounts
        let looks = LedgerLooks(installation)
        let moved = try looks.balance(from: CalendarDate(dayNumber: .min), through: day).rows ?? []
        let unapplied = chart.rule(.bankLine, .amount)?.credit
        for balance in try looks.clearing(on: day) {
            let row = moved.first {
                $0.account == balance.account && $0.entity == balance.entity
                    && $0.closing.currency == balance.balance.currency
            }
            let late = balance.isOverdue ? "; overdue" : ""
            let why: String
            if balance.account == unapplied {
                why = "see `Money not applied`"
            } else if let row, row.debit.isZero || row.credit.isZero {
                why = "its other side is not booked here"
            } else {
                why = "what came to it has not all gone"
            }
            table.rows.append([
                name(balance.account, balance.entity), balance.balance.currency.code, balance.balance.decimalText,
                balance.openSince?.description ?? "", String(balance.bankingDays), why + late,
            ])
        }
        return table
    }

    func ledgerBatches() throws -> ReportTable {
        var table = ReportTable(
            "Batches for the general ledger",
            [
                .text("batch"), .text("currency"), .number("entries"), .number("lines"), .number("debits"),
                .number("credits"), .text("in balance"),
            ])
        table.nothing = "No batch was closed on this day, and none waits."
        for sum in try installation.database.read({ try $0.ledgerBatchSums(on: day) }) {
            table.rows.append([
                sum.batch.map { "number \($0)" } ?? "not closed yet", sum.debit.currency.code, String(sum.entries),
                String(sum.lines), sum.debit.decimalText, sum.credit.decimalText,
                sum.debit == sum.credit ? "yes" : "NO",
            ])
        }
        return table
    }

    func trialBalance() throws -> ReportTable {
        var table = ReportTable(
            "Trial balance of the day",
            [
                .text("account"), .text("currency"), .number("opening"), .number("debits"), .number("credits"),
                .number("closing"),
            ])
        table.nothing = "Nothing is booked."
        guard let rows = try LedgerLooks(installation).balance(from: day, through: day).rows else {
            table.nothing = "A sum does not fit 64 bits."
            return table
        }
        var sums: [CurrencySums] = Array(repeating: CurrencySums(), count: 4)
        for row in rows {
            let amounts = [row.opening, row.debit, row.credit, row.closing]
            for (index, amount) in amounts.enumerated() { sums[index].add(1, amount) }
            table.rows.append(
                [name(row.account, row.entity), row.closing.currency.code] + amounts.map(\.decimalText))
        }
        for currency in sums[0].all.map(\.currency) {
            let totals = sums.map { sum in sum.all.first { $0.currency == currency }?.amount ?? "" }
            table.totals.append(["total", currency.code] + totals)
        }
        return table
    }

    private func name(_ account: String, _ entity: String) -> String {
        let name = installation.configuration.chartOfAccounts.name(of: account)
        return entity.isEmpty ? name : "\(name), entity \(entity)"
    }
}
