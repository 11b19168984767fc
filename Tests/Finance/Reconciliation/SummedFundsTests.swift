import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Several lines for one remittance, several remittances for one line")
struct SummedFundsTests {
    private let payer = "1410984460"

    @Test("Two lines with the remittance's TRN that sum to it are its parts; one alone differs")
    func parts() {
        let lines = [bankLine(1, 300, trace: "T1234"), bankLine(2, 700, on: 3, trace: "T1234")]
        let whole = decide(4, [advice(1, "T1234", 1000)], lines)
        #expect(whole.pairs == ["remittance-funds T1234>FB1 trn+sum", "remittance-funds T1234>FB2 trn+sum"])
        #expect(whole.matches.map(\.amount.minorUnits) == [300, 700])
        #expect(whole.problems.isEmpty)
        #expect(decide(4, [advice(1, "T1234", 1000)], [lines[0]]).problems == ["amount-differs FB1 -7.00"])
        #expect(decide(4, [advice(1, "T1234", 1000)], lines, standing: whole.matches).matches == whole.matches)
    }

    @Test("Lines with the TRN that do not sum to it stay differences")
    func noSum() {
        let lines = [bankLine(1, 300, trace: "T1234"), bankLine(2, 600, trace: "T1234")]
        #expect(
            decide(4, [advice(1, "T1234", 1000)], lines).problems == [
                "amount-differs FB1 -7.00", "amount-differs FB2 -4.00",
            ])
    }

    @Test("A line that could also pay another remittance of the TRN spoils the sum")
    func contestedParts() {
        let lines = [
            bankLine(1, 300, trace: "T1234", payer: payer), bankLine(2, 700, trace: "T1234", payer: payer),
            bankLine(3, 50, trace: "T1234"),
        ]
        let outcome = decide(4, [advice(1, "T1234", 1000), advice(2, "T1234", 900, payer: "1000000002")], lines)
        #expect(outcome.matches.isEmpty)
    }

    @Test("A line that names only its payer is the sum of all that the payer advised for a day, when the windows close")
    func payerDay() {
        let remittances = [advice(1, "T1", 300), advice(2, "T2", 700), advice(3, "T3", 50, on: 2)]
        let line = [bankLine(1, 1000, payer: payer)]
        #expect(decide(3, remittances, line).matches.isEmpty)
        let outcome = decide(5, remittances, line)
        #expect(outcome.pairs == ["remittance-funds T1>FB1 payer+day+sum", "remittance-funds T2>FB1 payer+day+sum"])
        #expect(outcome.problems == ["remittance-without-funds T3 0.50"])
    }

    @Test("A third remittance of the day overturns the sum, whenever it comes")
    func lateRival() {
        let two = [advice(1, "T1", 300), advice(2, "T2", 700)]
        let line = [bankLine(1, 1000, payer: payer)]
        let early = decide(5, two, line)
        let late = decide(5, two + [advice(3, "T3", 50)], line, standing: early.matches)
        #expect(late.matches.isEmpty && late.withdrawn == early.matches)
        #expect(late.problems == decide(5, two + [advice(3, "T3", 50)], line).problems)
    }

    @Test("A subset of the payer's remittances is told to people, and matched by nobody")
    func subset() throws {
        let remittances = [advice(1, "T1", 300), advice(2, "T2", 700), advice(3, "T3", 50)]
        let one = decide(5, remittances, [bankLine(1, 1000, payer: payer)])
        #expect(one.matches.isEmpty)
        let text = try #require(one.exceptions.first { $0.subject == "FB1" }).explanation
        #expect(text.hasSuffix("2 of the payer's 3 open remittances near it sum to it: T1, T2."))
        let several = decide(
            5, remittances + [advice(4, "T4", 950)], [bankLine(1, 1000, payer: payer)])
        #expect(several.exceptions.contains { $0.explanation.contains("Several choices") })
    }

    @Test("Two lines that a day's sum fits, another payer, a check among the advices: no match")
    func noSumOfPayer() {
        let two = [advice(1, "T1", 300), advice(2, "T2", 700)]
        let line = bankLine(1, 1000, payer: payer)
        #expect(decide(5, two, [line, bankLine(2, 1000, payer: payer)]).matches.isEmpty)
        #expect(decide(5, two, [bankLine(1, 1000, payer: "1999999999")]).matches.isEmpty)
        #expect(decide(5, [two[0], advice(2, "T2", 700, method: .check)], [line]).matches.isEmpty)
    }
}
