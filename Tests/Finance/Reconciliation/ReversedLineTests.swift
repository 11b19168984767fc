import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Lines that the bank takes back")
struct ReversedLineTests {
    private let paid = bankLine(1, 100, on: 1, trace: "T1234")
    private let taken = bankLine(2, -100, on: 3, trace: "T1234", isReversal: true)

    @Test("Reversal and original explain each other; the remittance has no money, until it comes again")
    func pair() {
        let outcome = decide(9, [advice(1, "T1234", 100)], [paid, taken])
        #expect(outcome.pairs == ["reversed-line FB2>FB1 reversal+key"])
        #expect(outcome.problems == ["remittance-without-funds T1234 1.00"])
        let again = decide(9, [advice(1, "T1234", 100)], [paid, taken, bankLine(3, 100, on: 4, trace: "T1234")])
        #expect(again.pairs == ["remittance-funds T1234>FB3 trn+amount", "reversed-line FB2>FB1 reversal+key"])
        #expect(again.problems.isEmpty)
    }

    @Test("What was matched before the reversal came is withdrawn")
    func late() {
        let early = decide(2, [advice(1, "T1234", 100)], [paid])
        #expect(early.pairs == ["remittance-funds T1234>FB1 trn+amount"])
        let late = decide(9, [advice(1, "T1234", 100)], [paid, taken], standing: early.matches)
        #expect(late.withdrawn == early.matches)
        #expect(late.matches == decide(9, [advice(1, "T1234", 100)], [paid, taken]).matches)
        #expect(decide(9, [], [paid, taken], standing: late.matches).matches == late.matches)
    }

    @Test("Another key, amount or account's day: told at once, and never a payment")
    func alone() {
        for other in [
            bankLine(1, 100, trace: "T9999"), bankLine(1, 101, trace: "T1234"), bankLine(1, 100, on: 4, trace: "T1234"),
        ] {
            #expect(decide(1, [], [other, taken]).problems.contains("unmatched-bank-line FB2 -1.00"))
        }
        let credit = bankLine(1, 100, trace: "T1234", isReversal: true)
        let outcome = decide(9, [advice(1, "T1234", 100)], [credit])
        #expect(outcome.matches.isEmpty)
        #expect(outcome.problems == ["remittance-without-funds T1234 1.00", "unmatched-bank-line FB1 1.00"])
    }

    @Test("Two lines that it could take back: neither")
    func tie() {
        let outcome = decide(9, [], [paid, bankLine(3, 100, on: 2, trace: "T1234"), taken])
        #expect(outcome.matches.isEmpty)
    }
}
