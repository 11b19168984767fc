import Facts
import Money
import Testing

@testable import Reconciliation

private func adjustment(
    _ remittance: Int, _ reason: String, _ cents: Int64, _ references: [String], on date: Int = 1, position: Int = 0,
    payer: String = "1410984460", currency: Currency = .usd
) -> ProviderAdjustment {
    ProviderAdjustment(
        remittance: evidence(Int64(remittance), 0), position: position, reason: reason,
        amount: Money(minorUnits: cents, currency: currency), payerID: payer, trace: "T\(remittance)",
        traceReference: key("T\(remittance)"), effectiveOn: day(date), references: references.map(key))
}

extension CarriedBalances.Outcome {
    fileprivate var ties: [String] {
        matches.map {
            "\($0.kind.rawValue) \($0.left.reference)>\($0.right.reference) \($0.amount.decimalText) \($0.rule)"
        }
    }
    fileprivate var troubles: [String] { exceptions.map { "\($0.subject) \($0.amount.decimalText)" } }
}

@Suite("Balances carried between remittances, and recoveries")
struct CarriedBalanceTests {
    @Test("A later remittance takes what an earlier one carried, by its trace or by the reference of both")
    func taken() {
        let byTrace = [adjustment(1, "FB", -500, ["T1"]), adjustment(2, "FB", 500, ["T1"], on: 9)]
        let byReference = [adjustment(1, "FB", -500, ["X7"]), adjustment(2, "FB", 500, ["X7"], on: 9)]
        for given in [byTrace, byReference, byTrace.reversed()] {
            let outcome = CarriedBalances.decide(given)
            #expect(outcome.ties == ["carried-balance T1>T2 5.00 adjustment+reference+amount"])
            #expect(outcome.exceptions.isEmpty)
        }
    }

    @Test("In parts, by several remittances; what is more than was carried is told")
    func inParts() {
        let parts = [
            adjustment(1, "FB", -500, ["T1"]), adjustment(2, "FB", 300, ["T1"], on: 5),
            adjustment(3, "FB", 150, ["T1"], on: 9),
        ]
        let outcome = CarriedBalances.decide(parts)
        #expect(
            outcome.ties == [
                "carried-balance T1>T2 3.00 adjustment+reference", "carried-balance T1>T3 1.50 adjustment+reference",
            ])
        #expect(outcome.matches.last?.explanation.contains("0.50 USD of it stays") == true)
        let tooMuch = CarriedBalances.decide(parts + [adjustment(4, "FB", 90, ["T1"], on: 12)])
        #expect(tooMuch.troubles == ["T4/1 0.40"])
        #expect(tooMuch.ties.count == 3)
    }

    @Test("Another payer, currency or reason, no shared reference, a day before: nothing is tied, equal amounts or not")
    func strangers() {
        let carried = adjustment(1, "FB", -500, ["T1"], on: 5)
        let others = [
            adjustment(2, "FB", 500, ["T1"], on: 9, payer: "1999999999"),
            adjustment(2, "FB", 500, ["T1"], on: 9, currency: .eur), adjustment(2, "CS", 500, ["T1"], on: 9),
            adjustment(2, "FB", 500, ["T8"], on: 9), adjustment(2, "FB", 500, ["T1"], on: 4),
            adjustment(2, "FB", 500, ["T1"], on: 400),
        ]
        for other in others { #expect(CarriedBalances.decide([carried, other]) == CarriedBalances.Outcome()) }
    }

    @Test("Two balances of one reference: the equal one, or both by their sum, else nobody guesses")
    func rivals() {
        let carried = [adjustment(1, "CS", -500, ["X"]), adjustment(2, "CS", -300, ["X"], on: 2)]
        #expect(
            CarriedBalances.decide(carried + [adjustment(3, "CS", 300, ["X"], on: 9)]).ties
                == ["carried-balance T2>T3 3.00 adjustment+reference+amount"])
        #expect(CarriedBalances.decide(carried + [adjustment(3, "CS", 800, ["X"], on: 9)]).ties.count == 2)
        let neither = CarriedBalances.decide(carried + [adjustment(3, "CS", 400, ["X"], on: 9)])
        #expect(neither.matches.isEmpty && neither.troubles == ["T3/1 4.00"])
    }

    @Test("A refund that was credited (72) is offset by its recovery in the same remittance")
    func refund() {
        let outcome = CarriedBalances.decide([
            adjustment(1, "72", -500, ["ICN9"]), adjustment(1, "WO", 500, ["ICN9"], position: 1),
        ])
        #expect(outcome.ties == ["carried-balance T1>T1 5.00 adjustment+reference+amount"])
    }

    @Test("A recovery is tied to the one claim that it names; to none of twins, to no invoice")
    func recovery() {
        let recovered = adjustment(1, "WO", 200, ["ICN9", "A1"])
        let claim = item(1, .claim, "A1", 1000)
        let tied = CarriedBalances.decide([recovered], claims: [claim, item(2, .invoice, "A1", 1000)])
        #expect(tied.ties == ["recoupment T1>I1 2.00 adjustment+claim"])
        #expect(CarriedBalances.decide([recovered], claims: [claim, item(2, .claim, "A1", 500)]).matches.isEmpty)
        #expect(CarriedBalances.decide([adjustment(1, "L6", -20, ["A1"])], claims: [claim]).matches.isEmpty)
        let twice = [recovered, adjustment(1, "WO", 30, ["A1"], position: 1)]
        #expect(CarriedBalances.decide(twice, claims: [claim]).ties == ["recoupment T1>I1 2.30 adjustment+claim"])
    }

    @Test("Order plays no part, and never is more taken than was carried", arguments: [1, 2, 3, 4] as [UInt64])
    func conservation(seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        let given = (1...60).map { number in
            adjustment(
                number, ["FB", "WO"].randomElement(using: &generator) ?? "FB",
                Int64.random(in: 1...5, using: &generator) * (Bool.random(using: &generator) ? 100 : -100),
                ["R\(Int.random(in: 1...8, using: &generator))"], on: Int.random(in: 1...30, using: &generator))
        }
        let outcome = CarriedBalances.decide(given)
        #expect(outcome.matches.count > 5 && outcome.exceptions.count > 2)
        #expect(CarriedBalances.decide(given.shuffled(using: &generator)) == outcome)
        for one in given {
            let sides = outcome.matches.filter {
                one.amount.minorUnits < 0 ? $0.left.evidence == one.remittance : $0.right.evidence == one.remittance
            }
            let sum = sides.reduce(0) { $0 + $1.amount.minorUnits }
            #expect(sum <= one.amount.magnitude.minorUnits)
        }
    }
}
