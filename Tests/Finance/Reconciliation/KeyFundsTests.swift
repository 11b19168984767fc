import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Remittance and funds by exact keys")
struct KeyFundsTests {
    @Test("TRN, payer and amount match at once, inside the window")
    func traceAndPayer() {
        let outcome = decide(
            1, [advice(1, "EFT001234567", 100)], [bankLine(1, 100, trace: "EFT001234567", payer: "1410984460")])
        #expect(outcome.pairs == ["remittance-funds EFT001234567>FB1 trn+payer+amount"])
        #expect(outcome.problems.isEmpty && outcome.waiting.isEmpty)
    }

    @Test("Zeros, case and hyphens of the TRN do not matter, nor the leading 1 of the payer")
    func normalisedTrace() {
        let outcome = decide(
            1, [advice(1, "000-eft-77", 100)], [bankLine(1, 100, trace: "EFT77", payer: "410984460")])
        #expect(outcome.pairs == ["remittance-funds 000-eft-77>FB1 trn+payer+amount"])
    }

    @Test("Without TRN03 on the line the TRN decides, with less in the rule's name")
    func traceAlone() {
        #expect(
            decide(1, [advice(1, "EFT1234", 100)], [bankLine(1, 100, trace: "EFT1234")]).pairs
                == ["remittance-funds EFT1234>FB1 trn+amount"])
    }

    @Test("The same TRN of another payer is another payment")
    func otherPayer() {
        let outcome = decide(
            9, [advice(1, "EFT1234", 100, payer: "1000000001")],
            [bankLine(1, 100, trace: "EFT1234", payer: "1410984460")])
        #expect(outcome.matches.isEmpty)
        #expect(outcome.problems == ["funds-without-remittance FB1 1.00", "remittance-without-funds EFT1234 1.00"])
    }

    @Test("Two remittances of one TRN from two payers, and a line without payer: ambiguous")
    func tieOfPayers() {
        let outcome = decide(
            9, [advice(1, "T1234", 100, payer: "1000000001"), advice(2, "T1234", 100, payer: "1000000002")],
            [bankLine(1, 100, trace: "T1234")])
        #expect(outcome.matches.isEmpty)
        #expect(outcome.problems.first == "ambiguous FB1 1.00")
    }

    @Test("Two lines of one TRN and amount: neither is taken")
    func tieOfLines() {
        let outcome = decide(
            1, [advice(1, "T1234", 100)], [bankLine(1, 100, trace: "T1234"), bankLine(2, 100, trace: "T1234")])
        #expect(outcome.matches.isEmpty)
        #expect(outcome.problems == ["ambiguous FB1 1.00", "ambiguous FB2 1.00"])
    }

    @Test("Another amount under the TRN is a difference, and the only exception of both")
    func amountDiffers() {
        let outcome = decide(9, [advice(1, "T1234", 5000)], [bankLine(1, 3500, trace: "T1234")])
        #expect(outcome.matches.isEmpty)
        #expect(outcome.problems == ["amount-differs FB1 -15.00"])
    }

    @Test("Paid short: the entry that equals the line is tied to it all the same")
    func paidShort() {
        let ach = [entry(1, 3500, ach: "096002140000001", trace: "T1234")]
        let byTrace = decide(
            9, [advice(1, "T1234", 5000)], [bankLine(1, 3500, trace: "T1234", ach: "096002140000001")], ach: ach)
        #expect(byTrace.pairs == ["ach-bankline 096002140000001>FB1 ach-trace"])
        let byPayment = decide(9, [advice(1, "T1234", 5000)], [bankLine(1, 3500, trace: "T1234")], ach: ach)
        #expect(byPayment.pairs == ["ach-bankline 096002140000001>FB1 trn+amount"])
        #expect(byPayment.problems == ["amount-differs FB1 -15.00"])
    }

    @Test("A fee kept by the bank: the entry of the full amount is not tied")
    func feeKept() {
        let outcome = decide(
            9, [advice(1, "T1234", 5000)], [bankLine(1, 3500, trace: "T1234")],
            ach: [entry(1, 5000, ach: "096002140000001", trace: "T1234")])
        #expect(outcome.matches.isEmpty)
    }

    @Test("A line without TRN finds its remittance through the ACH entry's trace")
    func throughTrace() {
        let outcome = decide(
            1, [advice(1, "T1234", 100), advice(2, "T9999", 100)],
            [bankLine(1, 100, ach: "096002140000001"), bankLine(2, 100, trace: "T9999")],
            ach: [
                entry(1, 100, ach: "096002140000001", trace: "T1234"),
                entry(2, 100, ach: "096002140000002", trace: "T9999"),
            ])
        #expect(
            outcome.pairs == [
                "ach-bankline 096002140000001>FB1 ach-trace", "ach-bankline 096002140000002>FB2 trn+amount",
                "remittance-funds T1234>FB1 ach-trace+trn+amount", "remittance-funds T9999>FB2 trn+amount",
            ])
    }

    @Test("Keys that contradict each other leave the line ambiguous")
    func contradiction() {
        let outcome = decide(
            1, [advice(1, "T1234", 100), advice(2, "T9999", 100)],
            [bankLine(1, 100, trace: "T9999", ach: "096002140000001")],
            ach: [entry(1, 100, ach: "096002140000001", trace: "T1234")])
        #expect(outcome.problems == ["ambiguous FB1 1.00"])
    }

    @Test("A check comes by its number, zeros cut, also under the lockbox's code")
    func check() {
        let outcome = decide(
            7, [advice(1, "0021001234", 700, method: .check)],
            [bankLine(1, 700, on: 6, code: "115", category: .lockbox, check: "21001234")])
        #expect(outcome.pairs == ["remittance-funds 0021001234>FB1 check-number+amount"])
    }

    @Test("A check may take longer than an electronic payment")
    func checkWindow() {
        let remittances = [advice(1, "CHK1", 700, method: .check), advice(2, "EFT1", 700)]
        #expect(decide(4, remittances).problems == ["remittance-without-funds EFT1 7.00"])
        #expect(decide(4, remittances).waits == ["CHK1"])
        #expect(decide(5, remittances).waits.isEmpty)
    }

    @Test(
        "Either end of a TRN is enough from eight characters, the amount being equal",
        arguments: ["10126060001", "60001001"])
    func partOfTrace(part: String) {
        let outcome = decide(
            4, [advice(1, "101-26060-001001", 100), advice(2, "101-26060-001002", 200)], [bankLine(1, 100, trace: part)]
        )
        #expect(outcome.pairs == ["remittance-funds 101-26060-001001>FB1 trn-part+amount"])
    }

    @Test("A part that fits two of equal amount decides nothing")
    func tieOfParts() {
        let outcome = decide(
            9, [advice(1, "101-26060-001001", 100), advice(2, "101-26060-001002", 100)],
            [bankLine(1, 100, trace: "10126060001", payer: "1410984460")])
        #expect(outcome.matches.isEmpty)
        #expect(outcome.problems.first == "ambiguous FB1 1.00")
    }

    @Test("No funds are expected of NON, and zero")
    func nothingExpected() {
        let outcome = decide(
            30, [advice(1, "N1", 0, method: .none), advice(2, "N2", 0), advice(3, "N3", 100, method: .none)])
        #expect(outcome == FundsMatching.Outcome())
    }

    @Test("The later of two remittances with one TRN and payer is a duplicate, whatever the order given")
    func duplicates() {
        let first = advice(1, "T1234", 100)
        let second = advice(2, "T-1234", 100)
        for given in [[first, second], [second, first]] {
            let outcome = decide(1, given, [bankLine(1, 100, trace: "T1234")])
            #expect(outcome.pairs == ["remittance-funds T1234>FB1 trn+amount"])
            #expect(outcome.problems == ["duplicate-remittance T-1234 1.00"])
        }
        #expect(DuplicateRemittances.decide([second], known: [first]).duplicates == [second.evidence])
    }
}
