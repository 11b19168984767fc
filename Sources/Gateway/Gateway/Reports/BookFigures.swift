// The books' own checks, for the daily report: cash by ledger and bank, clearing accounts by age.

import Facts
import Ledger
import Money

extension ReportMaker {
    func cashProof() throws -> ReportTable {
        var table = ReportTable(
            "Cash by the ledger and by the bank",
            [
                .text("account"), .text("day"), .text("currency"), .number("ledger"), .number("bank"),
                .number("difference"), .text("state"), .text("why"),
            ])
        table.nothing = "No statement was posted up to this day."
        var last: [[String]: BankProof] = [:]
        for proof in try LedgerLooks(installation).proofs() where proof.date <= day {
            last[[proof.cashAccount, proof.ledger.currency.code]] = proof
        }
        let chart = installation.configuration.chartOfAccounts
        for proof in last.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }).map(\.value) {
            table.rows.append([
                chart.name(of: proof.cashAccount), proof.date.description, proof.ledger.currency.code,
                proof.ledger.decimalText, proof.bank.decimalText, proof.difference.decimalText, proof.state.rawValue,
                proof.explanation,
            ])
        }
        return table
    }

    func clearingAccounts() throws -> ReportTable {
        var table = ReportTable(
            "Clearing accounts",
            [
                .text("account"), .text("entity"), .text("currency"), .number("balance"), .number("overdue"),
                .text("open since"),
            ] + AgeBucket.allCases.map { .number($0.rawValue) })
        table.nothing = "Every clearing account is zero."
        let chart = installation.configuration.chartOfAccounts
        for balance in try LedgerLooks(installation).clearing(on: day) {
            table.rows.append(
                [
                    chart.name(of: balance.account), balance.entity, balance.balance.currency.code,
                    balance.balance.decimalText, balance.overdue.decimalText, balance.openSince?.description ?? "",
                ] + AgeBucket.allCases.map { balance.byAge[$0]?.decimalText ?? "" })
        }
        return table
    }
}
