import Facts
import Money
import Testing

@testable import Reconciliation

/// A claim line of a remittance of its own, `on` a day.
private struct Said {
    let line: RemittanceLine
    let date: CalendarDate

    init(
        _ remittance: Int, _ place: Int = 1, paid: Int64, charged: Int64 = 1000, status: String = "1", on date: Int,
        payer: String = "1410984460", reference: String = "A1"
    ) {
        line = RemittanceLine(
            evidence: evidence(Int64(remittance), place), remittance: evidence(Int64(remittance), 0),
            trace: "T\(remittance)", payerID: payer, exactReference: key("exact:" + reference),
            reference: key(NormalisedReference.text(reference)),
            charged: .dollars(cents: status == "22" ? -charged : charged),
            paid: .dollars(cents: paid), patientShare: .dollars(cents: 0), contractual: .dollars(cents: 0),
            otherAdjustment: .dollars(cents: 0), status: status, isDenied: status == "4", isReversal: status == "22")
        self.date = day(date)
    }
}

private func decide(_ said: [Said], _ items: [OpenItem] = [item(1, .claim, "A1", 1000)]) -> ItemMatching.Outcome {
    let days = Dictionary(said.map { ($0.line.remittance, $0.date) }, uniquingKeysWith: { first, _ in first })
    return ItemMatching.decide(lines: said.map(\.line), candidates: items, applied: [:]) { days[$0] ?? day(0) }
}

extension ItemMatching.Outcome {
    fileprivate var ties: [String] {
        pairs.map {
            "\($0.kind.rawValue) \($0.left.reference)>\($0.right.reference) \($0.amount.decimalText) \($0.rule)"
        }.sorted()
    }
    fileprivate var troubles: [String] { exceptions.map { "\($0.category.rawValue) \($0.subject)" } }
}

@Suite("Reversals and corrections")
struct ClaimReversalTests {
    @Test("A reversal finds the payment it mirrors in an earlier file, and its correction beside it")
    func acrossFiles() {
        let said = [
            Said(1, paid: 800, on: 1), Said(2, 1, paid: -800, status: "22", on: 9), Said(2, 2, paid: 700, on: 9),
        ]
        let outcome = decide(said)
        #expect(
            outcome.ties == [
                "correction T2>T2 7.00 claim+payer+remittance", "reversal T2>T1 -8.00 claim+payer+mirrored",
            ])
        #expect(outcome.matches.map(\.amount.minorUnits) == [800, -800, 700])
        #expect(outcome.exceptions.isEmpty)
        #expect(decide(said.reversed()) == outcome)
    }

    @Test("All three in one file, and the correction in a later one")
    func placesOfTheCorrection() {
        let together = [
            Said(1, 1, paid: 800, on: 1), Said(1, 2, paid: -800, status: "22", on: 1), Said(1, 3, paid: 800, on: 1),
        ]
        #expect(
            decide(together).ties == [
                "correction T1>T1 8.00 claim+payer+remittance", "reversal T1>T1 -8.00 claim+payer+mirrored",
            ])
        let later = [
            Said(1, paid: 800, on: 1), Said(2, paid: -800, status: "22", on: 5), Said(3, paid: 500, on: 9),
        ]
        #expect(decide(later).ties.first == "correction T3>T2 5.00 claim+payer+order")
    }

    @Test("Paid, reversed, paid the same again, reversed again: each reversal has its own payment")
    func twice() {
        let outcome = decide([
            Said(1, paid: 800, on: 1), Said(2, paid: -800, status: "22", on: 2), Said(3, paid: 800, on: 3),
            Said(4, paid: -800, status: "22", on: 4),
        ])
        #expect(
            outcome.ties == [
                "correction T3>T2 8.00 claim+payer+order", "reversal T2>T1 -8.00 claim+payer+mirrored",
                "reversal T4>T3 -8.00 claim+payer+mirrored",
            ])
        #expect(outcome.exceptions.isEmpty)
    }

    @Test("Another payer, another amount, another charge, or a payment that comes after: no original")
    func noOriginal() {
        let reversal = Said(2, paid: -800, status: "22", on: 5)
        let others = [
            Said(1, paid: 800, on: 1, payer: "1999999999"), Said(1, paid: 799, on: 1),
            Said(1, paid: 800, charged: 999, on: 1), Said(1, paid: 800, on: 6),
        ]
        for other in others {
            let outcome = decide([other, reversal])
            #expect(!outcome.ties.contains { $0.hasPrefix("reversal") })
            #expect(outcome.troubles == ["unmatched-reversal T2/I1"])
        }
        #expect(decide([reversal]).exceptions.first?.amount == .dollars(cents: -800))
    }

    @Test("Two equal payments mirror it equally: nothing is chosen")
    func tie() {
        let outcome = decide([
            Said(1, paid: 500, on: 1), Said(2, paid: 500, on: 2), Said(3, paid: -500, status: "22", on: 5),
        ])
        #expect(outcome.ties.isEmpty)
        #expect(outcome.troubles == ["unmatched-reversal T3/I1"])
        #expect(outcome.exceptions.first?.explanation.contains("2 payments") == true)
    }

    @Test("A reversal on a claim that nobody knows is only unknown")
    func unknown() {
        #expect(decide([Said(1, paid: -800, status: "22", on: 1)], []).troubles == ["unknown-item T1/"])
    }
}
