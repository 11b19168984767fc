import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Lateness by the documents' dates, crowds, and what is overdue")
struct LatenessTests {
    @Test("Money after the window is matched, and the exception that it had been is told", arguments: [(4, 0), (5, 1)])
    func lateMoney(booked: Int, solved: Int) {
        let outcome = decide(9, [advice(1, "T1234", 100)], [bankLine(1, 100, on: booked, trace: "T1234")])
        #expect(outcome.pairs == ["remittance-funds T1234>FB1 trn+amount"])
        #expect(outcome.exceptions.isEmpty)
        #expect(outcome.solved.map(\.category) == Array(repeating: .remittanceWithoutFunds, count: solved))
        #expect(outcome.solved.allSatisfy { $0.openedOn == day(4) && $0.subject == "T1234" })
    }

    @Test("An advice dated after the line's window: the line had been money without remittance")
    func lateAdvice() {
        let outcome = decide(20, [advice(1, "T1234", 100, on: 9)], [bankLine(1, 100, on: 1, trace: "T1234")])
        #expect(outcome.solved.map(\.category) == [.fundsWithoutRemittance])
        #expect(outcome.solved.first?.subject == "FB1")
    }

    @Test("A line of another amount answers its advice: neither waits, whenever which came")
    func differenceOnTime() {
        let outcome = decide(20, [advice(1, "T1234", 100)], [bankLine(1, 90, on: 2, trace: "T1234")])
        #expect(outcome.problems == ["amount-differs FB1 -0.10"])
        #expect(outcome.solved.isEmpty)
    }

    @Test("A cashier's log dated after its deposit's window")
    func lateLog() {
        let outcome = decide(
            20, [], [bankLine(1, 100, on: 1, code: "301", references: ["4711"])],
            items: [item(1, .cashierDeposit, "4711", 100, issued: 8)])
        #expect(outcome.pairs == ["cashier-deposit I1>FB1 slip+sum"])
        #expect(outcome.solved.map(\.category) == [.unmatchedBankLine])
    }

    @Test("Overdue without a statement: told, and nothing is matched because of it")
    func overdue() {
        var input = FundsMatching.Input(
            businessDate: day(2), remittances: [advice(1, "T1234", 100), advice(2, "000001001012", 200)],
            lines: [bankLine(1, 200, on: 1, trace: "1001", payer: "1410984460")])
        #expect(FundsMatching.decide(input).exceptions.isEmpty)
        input.overdueDate = day(30)
        let outcome = FundsMatching.decide(input)
        #expect(outcome.problems == ["remittance-without-funds T1234 1.00"])
        #expect(outcome.matches.isEmpty && outcome.waits == ["000001001012", "FB1"])
    }

    @Test("A fact in a crowd is matched by its key, never by its amount")
    func crowded() {
        var input = FundsMatching.Input(
            businessDate: day(9), remittances: [advice(1, "000001001012", 100), advice(2, "T55555", 100)],
            lines: [
                bankLine(1, 100, on: 1, trace: "1001", payer: "1410984460"), bankLine(2, 100, on: 1, trace: "T55555"),
            ])
        #expect(FundsMatching.decide(input).matches.count == 2)
        input.crowded = [evidence(200, 1), evidence(200, 2)]
        #expect(FundsMatching.decide(input).pairs == ["remittance-funds T55555>FB2 trn+amount"])
    }

    @Test("A block of an amount ends where nothing could be told apart, and by days")
    func blocks() {
        let many = AmountBlocks((0..<300).map { (Money.dollars(cents: 100), day(1), $0) })
        #expect(many.near(.dollars(cents: 100), day(1), days: 5) == nil)
        #expect(many.near(.dollars(cents: 100), day(7), days: 5) == [])
        #expect(many.near(.dollars(cents: 200), day(1), days: 5) == [])
        let few = AmountBlocks([4, 1, 9].map { (Money.dollars(cents: 100), day($0), $0) })
        #expect(few.near(.dollars(cents: 100), day(5), days: 4) == [1, 4, 9])
        #expect(few.near(.dollars(cents: 100), day(5), days: 1) == [4])
    }

    @Test("Firm is what rests on a key of its own")
    func firm() {
        func match(_ kind: MatchKind, _ rule: String) -> Match {
            let side = MatchSide(evidence: evidence(1, 1), reference: "")
            return Match(
                kind: kind, left: side, right: side, amount: .dollars(cents: 1), rule: rule, explanation: "")
        }
        for rule in ["trn+payer+amount", "trn+amount", "check-number+amount", "ach-batch+trn+amount"] {
            #expect(match(.remittanceFunds, rule).isFirm)
        }
        #expect(!match(.remittanceFunds, "amount+payer+day").isFirm)
        #expect(!match(.achBankline, "trn+amount").isFirm && match(.achBankline, "ach-trace").isFirm)
        #expect(!match(.invoicePayment, "party+amount").isFirm && match(.cashierDeposit, "slip+sum").isFirm)
    }
}
