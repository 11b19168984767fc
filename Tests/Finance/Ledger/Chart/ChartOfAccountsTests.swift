import Testing

@testable import Ledger

@Suite("The chart of accounts")
struct ChartOfAccountsTests {
    private let rows = ChartOfAccounts.standard.accounts.map { account in
        var row = ["code": account.code, "name": account.name, "type": account.type.rawValue]
        if let days = account.clearsWithin { row["clears-within"] = String(days) }
        return row
    }

    private func faults(
        _ accounts: [[String: String]], cash: [String: String] = [:], banks: [String: String] = [:],
        events: [String: [String: [String: String]]] = [:]
    ) -> [String] {
        do throws(ChartOfAccountsError) {
            _ = try ChartOfAccounts(accounts: accounts, cash: cash, cashByBankAccount: banks, events: events)
            return []
        } catch { return error.faults.map(\.path) }
    }

    @Test("The built-in chart passes its own checks and has a rule for each amount of each event")
    func standard() throws {
        let read = try ChartOfAccounts(accounts: rows)
        #expect(read == ChartOfAccounts.standard)
        for event in BookkeepingEvent.allCases {
            for role in event.roles { #expect(read.rule(event, role) != nil) }
        }
    }

    @Test("A rule that is given replaces the built-in one")
    func override() throws {
        let chart = try ChartOfAccounts(
            accounts: rows, cash: ["default": "1050"],
            events: ["bank-fee": ["amount": ["debit": "cash", "credit": "5030"]]])
        #expect(chart.rule(.bankFee, .amount) == PostingRule(debit: "cash", credit: "5030"))
        #expect(chart.defaultCash == "1050")
    }

    @Test("Each fault of an account is named with its place")
    func accountFaults() {
        let bad: [[String: String]] = [
            ["code": "1010", "name": "assets:again", "type": "asset"],
            ["code": "", "name": "assets:x", "type": "asset"],
            ["code": "cash", "name": "assets:y", "type": "asset"],
            ["code": "7", "name": "assets:two  blanks", "type": "asset"],
            ["code": "8", "name": "assets::z", "type": "asset"],
            ["code": "9", "name": "assets:due from payers", "type": "asset"],
            ["code": "10", "name": "assets:w", "type": "money"],
            ["code": "11", "name": "assets:v", "type": "asset", "colour": "red"],
            ["code": "12", "name": "assets:u", "type": "asset", "clears-within": "soon"],
        ]
        let first = rows.count
        #expect(
            faults(rows + bad) == [
                "accounts[\(first)].code", "accounts[\(first + 1)].code", "accounts[\(first + 2)].code",
                "accounts[\(first + 3)].name", "accounts[\(first + 4)].name", "accounts[\(first + 5)].name",
                "accounts[\(first + 6)].type", "accounts[\(first + 7)].colour",
                "accounts[\(first + 8)].clears-within",
            ])
    }

    @Test("Cash must be an asset that exists, and no bank account shows in a fault")
    func cashFaults() {
        #expect(
            faults(rows, cash: ["default": "4010", "x": "y"], banks: ["4400123456": "9"]) == [
                "cash.x", "cash.default", "cash.accounts.•••3456",
            ])
    }

    @Test("Each fault of an event is named with its place")
    func eventFaults() {
        let found = faults(
            rows,
            events: [
                "bank-feee": [:], "bank-fee": ["paid": ["debit": "cash", "credit": "5010"]],
                "interest": ["amount": ["debit": "cash", "credit": "9999"]],
                "lockbox": ["amount": ["debit": "cash"]],
                "claim-payment": ["paid": ["debit": "cash", "credit": "1100"]],
                "cashier-deposit": ["paid": ["debit": "2010", "credit": "2010", "memo": "x"]],
            ])
        #expect(
            found == [
                "events.bank-feee", "events.bank-fee.paid", "events.interest.amount.credit",
                "events.lockbox.amount.credit", "events.claim-payment.paid.debit", "events.cashier-deposit.paid.memo",
                "events.cashier-deposit.paid",
            ])
    }

    @Test("A chart without the built-in accounts must give all rules")
    func missingRules() {
        let found = faults([["code": "1", "name": "assets:cash", "type": "asset"]], cash: ["default": "1"])
        #expect(found.contains("events.bank-line.amount"))
        #expect(faults([]).first == "accounts")
    }
}
