// Totals do not depend on the order of claims, items and sets: a property, tried on many made-up payments.

import Parsing
import Testing

@testable import X12

/// A small generator of numbers, the same for the same seed.
private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

private func amount(_ hundredths: Int) -> String {
    "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(abs(hundredths) % 100 / 10)\(abs(hundredths) % 10)"
}

/// The claims of an 835, each a run of segments, and what they pay.
private func claims(_ count: Int, _ numbers: inout Numbers) -> (runs: [[String]], paid: Int) {
    var runs: [[String]] = []
    var total = 0
    for number in 1...count {
        let charge = Int.random(in: 1...1_000_000, using: &numbers)
        let contractual = Int.random(in: 0...charge, using: &numbers)
        let isReversal = Int.random(in: 0...4, using: &numbers) == 0
        let sign = isReversal ? -1 : 1
        let paid = sign * (charge - contractual)
        total += paid
        var run = [
            "CLP*C-\(number)*\(isReversal ? 22 : 1)*\(amount(sign * charge))*\(amount(paid))**12*ICN\(number)*11*1",
            "NM1*QC*1*DOE*JANE****MI*W1", "DTM*232*20260101",
            "SVC*HC:99213*\(amount(sign * charge))*\(amount(paid))**1",
        ]
        if contractual > 0 { run.append("CAS*CO*45*\(amount(sign * contractual))") }
        runs.append(run)
    }
    return (runs, total)
}

private func advice(_ runs: [[String]], paid: Int, control: String) -> [String] {
    // What is owed back goes forward, so that nothing is paid.
    let head =
        paid > 0
        ? "BPR*I*\(amount(paid))*C*CHK************20260302" : "BPR*H*0*C*NON************20260302"
    let tail = paid < 0 ? ["PLB*1234567893*20261231*FB:F\(control)*\(amount(paid))"] : []
    let opening = Fixtures.claimPayment[1..<13]
    return Fixtures.set("835", [head] + opening + runs.flatMap { $0 } + tail, control: control)
}

/// Everything of a document's payments that is a sum or a count.
private func totals(_ document: X12Document) -> [String: [Int64?]] {
    Dictionary(
        document.summary.transactions.map { transaction in
            let payment = transaction.payment
            return (
                transaction.controlNumber,
                [
                    payment?.hundredths, payment?.charged, payment?.paid, payment?.claimAdjustments,
                    payment?.adjustmentTotal, payment?.remitted, payment.map { Int64($0.claims) },
                    payment.map { Int64($0.services) }, payment.map { Int64($0.reversals) },
                    payment.map { $0.isBalanced ? 1 : 0 },
                ]
            )
        }, uniquingKeysWith: { first, _ in first })
}

struct OrderOfClaimsTests {
    @Test("The claims of an 835 in any order, its sets in any order", arguments: 0..<40)
    func claimPayments(seed: Int) throws {
        var numbers = Numbers(state: UInt64(seed) &* 77 &+ 5)
        var sets: [[String]] = []
        var shuffled: [[String]] = []
        for control in ["0001", "0002", "0003"] {
            let made = claims(Int.random(in: 1...12, using: &numbers), &numbers)
            sets.append(advice(made.runs, paid: made.paid, control: control))
            shuffled.append(advice(made.runs.shuffled(using: &numbers), paid: made.paid, control: control))
        }
        let plain = try Fixtures.read(Fixtures.interchange([Fixtures.group(sets)]))
        let other = try Fixtures.read(
            Fixtures.interchange([Fixtures.group(shuffled.shuffled(using: &numbers))]))
        #expect(totals(plain) == totals(other))
        #expect(!plain.findings.hasErrors && !other.findings.hasErrors, "\(plain.codes)")
        #expect(plain.summary.transactions.allSatisfy { $0.payment?.isBalanced == true })
    }

    @Test("The items of an 820 in any order", arguments: 0..<40)
    func paymentOrders(seed: Int) throws {
        var numbers = Numbers(state: UInt64(seed) &* 131 &+ 9)
        var items: [[String]] = []
        var total = 0
        for number in 1...Int.random(in: 1...20, using: &numbers) {
            let billed = Int.random(in: 1...1_000_000, using: &numbers)
            let adjusted = Int.random(in: -500...0, using: &numbers)
            let outside = Int.random(in: 1...90, using: &numbers)
            let isOutside = Int.random(in: 0...3, using: &numbers) == 0
            total += billed + adjusted + (isOutside ? outside : 0)
            items.append(
                ["ENT*1"] + (isOutside ? ["ADX*\(amount(outside))*ZZ"] : [])
                    + ["RMR*IV*INV-\(number)*PO*\(amount(billed + adjusted))*\(amount(billed))"]
                    + (adjusted != 0 ? ["ADX*\(amount(adjusted))*01"] : []))
        }
        func file(_ items: [[String]]) -> [String] {
            let body =
                ["BPR*C*\(amount(total))*C*CHK************20260302", "TRN*1*PO1*1123456789"] + items.flatMap { $0 }
            return Fixtures.interchange([Fixtures.group([Fixtures.set("820", body)], type: "RA", version: "005010")])
        }
        let plain = try Fixtures.read(file(items))
        let other = try Fixtures.read(file(items.shuffled(using: &numbers)))
        #expect(totals(plain) == totals(other))
        #expect(plain.firstPayment?.isBalanced == true && !plain.findings.hasErrors, "\(plain.codes)")
    }
}
