import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Deposit slips whose numbers come again")
struct CashSlipTests {
    private func log(_ number: Int, _ slip: String, _ cents: Int64, at place: String = "LOBBY", on date: Int)
        -> OpenItem
    {
        item(number, .cashierDeposit, slip, cents, party: place, issued: date)
    }

    private func deposit(_ number: Int, _ cents: Int64, on date: Int, slip: String? = nil, at place: String? = nil)
        -> BankLine
    {
        bankLine(number, cents, on: date, code: "301", references: slip.map { [$0] } ?? [], party: place)
    }

    @Test("Two places with one slip number: each deposit takes the logs of its place, or of its sum")
    func twoPlaces() {
        let logs = [log(1, "4012", 1500, on: 1), log(2, "4012", 800, at: "PHARMACY", on: 1)]
        let named = [
            deposit(1, 1500, on: 2, slip: "4012", at: "LOBBY"), deposit(2, 800, on: 2, slip: "4012", at: "PHARMACY"),
        ]
        let bySum = [deposit(1, 1500, on: 2, slip: "4012"), deposit(2, 800, on: 2, slip: "4012")]
        for lines in [named, bySum] {
            #expect(
                decide(2, [], lines, items: logs).pairs == [
                    "cashier-deposit I1>FB1 slip+sum", "cashier-deposit I2>FB2 slip+sum",
                ])
        }
        let together = decide(2, [], [deposit(1, 2300, on: 2, slip: "4012")], items: logs)
        #expect(together.pairs.count == 2 && together.problems.isEmpty)
    }

    @Test("Where neither place nor sum tells two places apart, nobody guesses")
    func untold() {
        let logs = [log(1, "4012", 800, on: 1), log(2, "4012", 800, at: "PHARMACY", on: 1)]
        let one = decide(9, [], [deposit(1, 800, on: 2, slip: "4012")], items: logs)
        #expect(one.matches.isEmpty)
        #expect(one.problems == ["ambiguous FB1 8.00"])
        let wholeAndPart = decide(
            9, [], [deposit(1, 1600, on: 2, slip: "4012"), deposit(2, 800, on: 2, slip: "4012", at: "LOBBY")],
            items: logs)
        #expect(wholeAndPart.matches.isEmpty)
        #expect(wholeAndPart.problems == ["ambiguous FB1 16.00", "ambiguous FB2 8.00"])
    }

    @Test("A number that comes again after some weeks is another slip's")
    func usedAgain() {
        let logs = [log(1, "4012", 1500, on: 1), log(2, "4012", 900, on: 40)]
        let lines = [deposit(1, 1500, on: 2, slip: "4012"), deposit(2, 900, on: 41, slip: "4012")]
        #expect(
            decide(60, [], lines, items: logs).pairs == [
                "cashier-deposit I1>FB1 slip+sum", "cashier-deposit I2>FB2 slip+sum",
            ])
        #expect(decide(400, [], [deposit(1, 1500, on: 390, slip: "4012")], items: logs).matches.isEmpty)
    }

    @Test("A slip of which a log is missing stays open and says so; the log completes it")
    func missingLog() {
        let logs = [log(1, "4012", 1500, on: 1), log(2, "4012", 5000, on: 1)]
        let line = deposit(1, 6500, on: 2, slip: "4012")
        let early = decide(9, [], [line], items: [logs[0]])
        #expect(early.matches.isEmpty)
        #expect(early.exceptions.first?.explanation.contains("missing log") == true)
        #expect(decide(9, [], [line], items: logs).pairs.count == 2)
    }

    @Test("Two deposits of one sum on one day, without slips: ambiguous, both")
    func equalDeposits() {
        let logs = [log(1, "4012", 800, on: 1), log(2, "4013", 800, on: 1)]
        let lines = [deposit(1, 800, on: 2), deposit(2, 800, on: 2)]
        #expect(decide(9, [], lines, items: logs).matches.isEmpty)
        #expect(decide(9, [], lines, items: logs).problems == ["ambiguous FB1 8.00", "ambiguous FB2 8.00"])
        let oneNamed = [deposit(1, 800, on: 2, slip: "4012"), lines[1]]
        #expect(decide(9, [], oneNamed, items: logs).pairs.count == 2)
    }

    @Test("Groups do not depend on the order of the logs")
    func order() {
        let logs = (1...30).map { log($0, "40\($0 % 4)", 100, at: $0 % 3 == 0 ? "LOBBY" : "CAFE", on: $0 * 3) }
        var generator = SeededGenerator(state: 5)
        let groups = CashSlip.groups(of: logs)
        #expect(groups.count > 8 && groups.joined().count == logs.count)
        #expect(CashSlip.groups(of: logs.shuffled(using: &generator)) == groups)
    }
}
