import Facts
import Money
import Testing

@testable import Reconciliation

/// What partners send who do not mean well or do not take care: an accountant's answer to each.
@Suite("What no generator thinks of")
struct AdversaryTests {
    private let payer = "1410984460"
    private let other = "1999999999"

    @Test("TRN and amount of a remittance under another payer's id: no match, and both sides tell of each other")
    func strangePayer() {
        let outcome = decide(9, [advice(1, "T1234", 100)], [bankLine(1, 100, trace: "T1234", payer: other)])
        #expect(outcome.matches.isEmpty)
        #expect(outcome.exceptions.map(\.category) == [.fundsWithoutRemittance, .remittanceWithoutFunds])
        #expect(outcome.exceptions[0].explanation.contains("name another payer"))
        #expect(outcome.exceptions[1].explanation.contains("FB1 have its TRN"))
        let plain = decide(9, [advice(1, "T1234", 100)], [bankLine(1, 200, trace: "T9", payer: payer)])
        #expect(!plain.exceptions.contains { $0.explanation.contains("another payer") })
    }

    @Test("A part of a TRN without its payer waits: another payer may count alike")
    func partWithoutPayer() {
        let mine = advice(1, "202603010001", 100)
        let line = bankLine(1, 100, trace: "20260301")
        #expect(decide(2, [mine], [line]).waits == ["202603010001", "FB1"])
        #expect(decide(4, [mine], [line]).pairs == ["remittance-funds 202603010001>FB1 trn-part+amount"])
        let rival = advice(2, "202603010007", 100, payer: other)
        let tie = decide(9, [mine, rival], [line])
        #expect(tie.matches.isEmpty && tie.problems.count == 3)
        let known = bankLine(1, 100, trace: "20260301", payer: other)
        #expect(decide(1, [mine, rival], [known]).pairs == ["remittance-funds 202603010007>FB1 trn-part+amount"])
    }

    @Test("Check numbers are each payer's own: the amount tells them apart, equal amounts do not")
    func equalCheckNumbers() {
        let checks = [
            advice(1, "001001", 700, method: .check), advice(2, "1001", 900, payer: other, method: .check),
        ]
        let lines = [bankLine(1, 900, code: "115", check: "1001"), bankLine(2, 700, code: "115", check: "1001")]
        #expect(
            decide(9, checks, lines).pairs == [
                "remittance-funds 001001>FB2 check-number+amount", "remittance-funds 1001>FB1 check-number+amount",
            ])
        let equal = [checks[0], advice(2, "1001", 700, payer: other, method: .check)]
        let tie = decide(9, equal, [lines[1]])
        #expect(tie.matches.isEmpty)
        #expect(tie.problems.first == "ambiguous FB2 7.00")
    }

    @Test("A check number of months ago with another amount is no difference, but another check")
    func oldCheckNumber() {
        let outcome = decide(
            99, [advice(1, "1001", 700, method: .check)], [bankLine(1, 650, on: 90, code: "115", check: "1001")])
        #expect(outcome.problems == ["remittance-without-funds 1001 7.00", "unmatched-bank-line FB1 6.50"])
    }

    @Test("What a card pays is not an electronic payment of its amount, and says where to look")
    func virtualCard() {
        let card = advice(1, "VC100200", 100, method: .other)
        let outcome = decide(9, [card], [bankLine(1, 100, payer: payer)])
        #expect(outcome.matches.isEmpty)
        #expect(outcome.exceptions.contains { $0.explanation.contains("card processor") })
        #expect(decide(9, [card], [bankLine(1, 100, trace: "VC100200")]).pairs.count == 1)
    }

    @Test("A transfer that names nothing does not pay what was invoiced after it")
    func laterInvoice() {
        let line = bankLine(1, 100, on: 5, code: "195", party: "ACME")
        let later = [item(1, .invoice, "X1", 100, party: "ACME", issued: 9)]
        #expect(decide(30, [], [line], items: later).problems == ["unmatched-bank-line FB1 1.00"])
        let earlier = [item(1, .invoice, "X1", 100, party: "ACME", issued: 4)]
        #expect(decide(30, [], [line], items: earlier).pairs == ["invoice-payment FB1>I1 party+amount"])
    }

    @Test("The NACHA file of an opaque batch comes days late: the exception ends by itself")
    func lateBatch() {
        let remittances = [advice(1, "T1", 100), advice(2, "T2", 250)]
        let line = bankLine(1, 350, batch: "0000007")
        let early = decide(7, remittances, [line])
        #expect(early.problems.count == 3 && early.matches.isEmpty)
        let entries = [
            entry(1, 100, ach: "096002140000001", trace: "T1", batch: "0000007"),
            entry(2, 250, ach: "096002140000002", trace: "T2", batch: "0000007"),
        ]
        let late = decide(8, remittances, [line], ach: entries, standing: early.matches)
        #expect(late.pairs.count == 4 && late.problems.isEmpty)
    }

    @Test("Equal amounts of one payer and day without trace: none of them is paired, each names its rivals")
    func rivalsAreNamed() {
        let remittances = (1...3).map { advice($0, "AAAA111\($0)", 100) }
        let lines = (1...3).map { bankLine($0, 100, payer: payer) }
        let outcome = decide(9, remittances, lines)
        #expect(outcome.matches.isEmpty)
        let told = outcome.exceptions.filter { $0.category == .ambiguous }
        #expect(told.count == 3)
        for exception in told { #expect(exception.explanation.contains("AAAA1111, AAAA1112, AAAA1113")) }
    }

    @Test("A fee netted from the money is a difference and no match, in either order of arrival")
    func nettedFee() {
        let (advice, line) = (advice(1, "T1234", 10_000), bankLine(1, 9_750, trace: "T1234", payer: payer))
        let before = decide(2, [], [line])
        #expect(before.waits == ["FB1"])
        #expect(decide(9, [advice], [line]).problems == ["amount-differs FB1 -2.50"])
        #expect(decide(9, [], [line]).problems == ["funds-without-remittance FB1 97.50"])
    }

    @Test("A line that the bank takes back and books anew pays once")
    func correctedByTheBank() {
        let lines = [
            bankLine(1, 1000, trace: "T1234"), bankLine(2, -1000, on: 2, trace: "T1234", isReversal: true),
            bankLine(3, 1000, on: 2, trace: "T1234"),
        ]
        let expected = ["remittance-funds T1234>FB3 trn+amount", "reversed-line FB2>FB1 reversal+key"]
        #expect(decide(9, [advice(1, "T1234", 1000)], lines).pairs == expected)
        // Of two lines of the days before nobody knows which one is meant.
        let twice = [lines[0], bankLine(4, 1000, trace: "T1234"), lines[1]]
        #expect(decide(9, [advice(1, "T1234", 1000)], twice).matches.isEmpty)
        let other = [lines[0], lines[1], bankLine(3, 990, on: 2, trace: "T1234")]
        #expect(decide(9, [advice(1, "T1234", 990)], other).pairs == expected)
    }

    @Test("Twenty thousand equal amounts of one day are refused at once, not compared pair by pair")
    func equalAmounts() {
        let count = 20_000
        let remittances = (0..<count).map { advice($0, "9102\(1_000_000 + $0)", 100) }
        let lines = (0..<count).map { bankLine($0, 100, payer: payer) }
        let outcome = decide(9, remittances, lines)
        #expect(outcome.matches.isEmpty && outcome.exceptions.count == 2 * count)
    }
}
