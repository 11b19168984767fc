import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Rules, transfers and cashier's deposits")
struct LineOwnerTests {
    @Test("Lines of a category clear by rule, signed", arguments: BankLineCategory.allCases)
    func rule(category: BankLineCategory) {
        let outcome = decide(1, [], [bankLine(1, -1500, code: "698", category: category)])
        #expect(outcome.pairs == ["rule \(category.rawValue)>FB1 category"])
        #expect(outcome.matches.first?.amount == .dollars(cents: -1500))
    }

    @Test("A transfer pays the item that its text names, up to its amount")
    func transfer() {
        let items = [item(1, .invoice, "INV-2026-000001", 5000), item(2, .rent, "RENT-2026-03-U00001", 9000)]
        let line = bankLine(1, 5000, code: "195", references: ["inv2026000001"])
        #expect(decide(1, [], [line], items: items).pairs == ["invoice-payment FB1>I1 reference"])
        #expect(
            decide(1, [], [bankLine(1, 4000, code: "195", references: ["INV-2026-000001"])], items: items).pairs.count
                == 1)
        #expect(
            decide(9, [], [bankLine(1, 5001, code: "195", references: ["INV-2026-000001"])], items: items).problems
                == ["unmatched-bank-line FB1 50.01"])
    }

    @Test("A transfer does not pay claims, nor items in another currency")
    func notPayable() {
        let claim = item(1, .claim, "REF-1", 5000)
        #expect(decide(9, [], [bankLine(1, 5000, code: "195", references: ["REF-1"])], items: [claim]).matches.isEmpty)
        let invoice = item(2, .invoice, "REF-2", 5000, party: "ACME")
        let euros = bankLine(1, 5000, code: "195", references: ["REF-2"], party: "ACME", currency: .eur)
        #expect(decide(9, [], [euros], items: [invoice]).problems == ["unmatched-bank-line FB1 50.00"])
    }

    @Test("A reference of two items is ambiguous; several references must sum to the line")
    func severalItems() {
        let items = [
            item(1, .invoice, "A-1", 100), item(2, .invoice, "A1", 100), item(3, .invoice, "B-1", 300),
            item(4, .rent, "C-1", 400),
        ]
        #expect(
            decide(1, [], [bankLine(1, 100, code: "195", references: ["A1"])], items: items).problems == [
                "ambiguous FB1 1.00"
            ])
        #expect(
            decide(1, [], [bankLine(1, 700, code: "195", references: ["B1", "C1"])], items: items).pairs.count == 2)
        #expect(
            decide(1, [], [bankLine(1, 699, code: "195", references: ["B1", "C1"])], items: items).problems == [
                "ambiguous FB1 6.99"
            ])
    }

    @Test("Two invoices of a party with the line's amount and no reference: ambiguous at once")
    func twins() {
        let items = [item(1, .invoice, "X1", 100, party: "ACME"), item(2, .invoice, "X2", 100, party: "ACME")]
        #expect(
            decide(1, [], [bankLine(1, 100, code: "195", party: "ACME")], items: items).problems == [
                "ambiguous FB1 1.00"
            ])
    }

    @Test("A single invoice of the party waits for the window, and loses to an unknown reference or an earlier payment")
    func partyAndAmount() {
        let items = [item(1, .invoice, "X1", 100, party: "ACME")]
        let line = bankLine(1, 100, code: "195", party: "ACME")
        #expect(decide(2, [], [line], items: items).waits == ["FB1"])
        #expect(decide(3, [], [line], items: items).pairs == ["invoice-payment FB1>I1 party+amount"])
        #expect(decide(6, [], [line], items: items, applied: ["I1": .dollars(cents: 50)]).matches.isEmpty)
        let named = bankLine(1, 100, code: "195", references: ["X7"], party: "ACME")
        #expect(decide(6, [], [named], items: items).problems == ["unmatched-bank-line FB1 1.00"])
    }

    @Test("What a transfer brings over the item's amount, with all that was applied, is an overpayment")
    func overpaid() {
        let line = bankLine(1, 100, code: "195", references: ["X1"])
        let outcome = decide(1, [], [line], items: [item(1, .invoice, "X1", 100)], applied: ["I1": .dollars(cents: 40)])
        #expect(outcome.problems == ["overpayment I1 0.40"])
    }

    private let logs = [
        item(1, .cashierDeposit, "0004012", 1000, party: "LOBBY"),
        item(2, .cashierDeposit, "0004012", 500, party: "LOBBY"),
        item(3, .cashierDeposit, "0004013", 800, party: "PHARMACY"), item(4, .claim, "0004012", 1500),
    ]

    @Test("A deposit takes all logs of its slip")
    func slip() {
        let outcome = decide(1, [], [bankLine(1, 1500, code: "301", references: ["4012"])], items: logs)
        #expect(outcome.pairs == ["cashier-deposit I1>FB1 slip+sum", "cashier-deposit I2>FB1 slip+sum"])
        #expect(outcome.problems.isEmpty)
    }

    @Test(
        "Over or short up to 20.00 is matched when the window closes, with the difference", arguments: [-1000, 1, 2000])
    func overShort(cents: Int64) {
        let lines = [bankLine(1, 1500 + cents, code: "301", references: ["4012"])]
        #expect(decide(2, [], lines, items: logs).waits == ["FB1"])
        let outcome = decide(3, [], lines, items: logs)
        #expect(outcome.pairs.count == 2)
        #expect(outcome.differences == [CashDifference(line: lines[0].evidence, amount: .dollars(cents: cents))])
        #expect(outcome.exceptions.map(\.category) == [.amountDiffers])
        #expect(outcome.exceptions.map(\.amount.minorUnits) == [cents])
    }

    @Test("More than 20.00 off is no match")
    func farOff() {
        let outcome = decide(3, [], [bankLine(1, 3501, code: "301", references: ["4012"])], items: logs)
        #expect(outcome.matches.isEmpty)
        #expect(outcome.problems == ["unmatched-bank-line FB1 35.01"])
    }

    @Test("Without a slip: location and exact sum, or the sum alone where the location is not known, after the window")
    func withoutSlip() {
        let named = [bankLine(1, 800, code: "301", party: "PHARMACY")]
        #expect(decide(2, [], named, items: logs).waits == ["FB1"])
        #expect(decide(3, [], named, items: logs).pairs == ["cashier-deposit I3>FB1 location+sum"])
        #expect(decide(3, [], [bankLine(1, 800, code: "301")], items: logs).pairs == ["cashier-deposit I3>FB1 day+sum"])
        let elsewhere = [bankLine(1, 800, code: "301", party: "LOBBY")]
        #expect(decide(6, [], elsewhere, items: logs).problems == ["unmatched-bank-line FB1 8.00"])
    }

    @Test("Two slips of one sum: the location tells them apart, its absence leaves them ambiguous")
    func equalSums() {
        let twin = item(5, .cashierDeposit, "0004020", 800, party: "PARKING")
        let unknown = decide(3, [], [bankLine(1, 800, code: "301")], items: logs + [twin])
        #expect(unknown.problems == ["ambiguous FB1 8.00"])
        let known = decide(3, [], [bankLine(1, 800, code: "301", party: "PARKING")], items: logs + [twin])
        #expect(known.pairs == ["cashier-deposit I5>FB1 location+sum"])
    }

    @Test("A slip that two deposits name goes to the one exact sum, else to none")
    func sharedSlip() {
        let exact = [
            bankLine(1, 1500, code: "301", references: ["4012"]), bankLine(2, 90, code: "301", references: ["4012"]),
        ]
        #expect(decide(3, [], exact, items: logs).pairs.count == 2)
        #expect(decide(3, [], exact, items: logs).problems == ["ambiguous FB2 0.90"])
        let none = [
            bankLine(1, 1400, code: "301", references: ["4012"]), bankLine(2, 100, code: "301", references: ["4012"]),
        ]
        #expect(decide(3, [], none, items: logs).problems == ["ambiguous FB1 14.00", "ambiguous FB2 1.00"])
    }
}
