import Facts
import Money
import Testing

@testable import Reconciliation

/// One line of a remittance; its remittance's day decides what came before what, not the arrival.
private func said(
    _ remittance: Int64, _ reference: String = "A1", charged: Int64 = 1000, paid: Int64, reductions: Int64 = 0,
    status: String = "1", payer: String = "1410984460"
) -> RemittanceLine {
    RemittanceLine(
        evidence: evidence(remittance, 1), remittance: evidence(remittance, 0), trace: "T\(remittance)", payerID: payer,
        exactReference: key("exact:" + reference), reference: key(NormalisedReference.text(reference)),
        charged: .dollars(cents: charged), paid: .dollars(cents: paid), patientShare: .dollars(cents: 0),
        contractual: .dollars(cents: reductions), otherAdjustment: .dollars(cents: 0), status: status,
        isDenied: status == "4", isReversal: status == "22")
}

/// - Parameter days: the effective day of each remittance.
private func decide(_ lines: [RemittanceLine], _ items: [OpenItem], days: [Int64: Int] = [:]) -> ItemMatching.Outcome {
    ItemMatching.decide(lines: lines, candidates: items, applied: [:]) { day(days[$0.arrival.number] ?? 3) }
}

@Suite("Claims and invoices as careless payers pay them")
struct ClaimAdversaryTests {
    private let claim = [item(1, .claim, "A1", 1000)]

    @Test("Paid thrice: all three are the claim's, and what is over its charge is an overpayment")
    func thrice() {
        let outcome = decide((1...3).map { said($0, paid: 600) }, claim)
        #expect(outcome.matches.count == 3)
        #expect(outcome.exceptions.map { "\($0.category.rawValue) \($0.amount.minorUnits)" } == ["overpayment 800"])
    }

    @Test("The second payer before the first: the order plays no part")
    func secondaryFirst() {
        let lines = [said(1, paid: 200, status: "2", payer: "1999999999"), said(2, paid: 700)]
        let outcome = decide(lines, claim, days: [1: 2, 2: 8])
        #expect(outcome.matches.map(\.amount.minorUnits) == [200, 700] && outcome.exceptions.isEmpty)
        #expect(decide(lines.reversed(), claim, days: [1: 2, 2: 8]) == outcome)
    }

    @Test("A reversal whose original arrives after it finds it; before that it is told")
    func reversalFirst() {
        let reversal = said(1, charged: -1000, paid: -600, status: "22")
        #expect(decide([reversal], claim, days: [1: 9]).exceptions.map(\.category) == [.unmatchedReversal])
        let both = decide([reversal, said(2, paid: 600)], claim, days: [1: 9, 2: 2])
        #expect(both.pairs.map(\.left.reference) == ["T1"] && both.exceptions.isEmpty)
    }

    @Test("A correction without its reversal is a second payment, an overpayment where it goes beyond the charge")
    func correctionAlone() {
        let outcome = decide([said(1, paid: 600), said(2, paid: 500)], claim, days: [1: 1, 2: 9])
        #expect(outcome.pairs.isEmpty)
        #expect(outcome.exceptions.map { "\($0.category.rawValue) \($0.amount.minorUnits)" } == ["overpayment 100"])
    }

    @Test("A zero payment with everything in the patient's share is neither denied nor unknown")
    func nothingPaid() {
        #expect(decide([said(1, paid: 0)], claim).exceptions.isEmpty)
        #expect(decide([said(1, paid: 0, status: "4")], claim).exceptions.map(\.category) == [.denied])
    }

    @Test("Lines of an order for unknown invoices stay apart from those that are known")
    func unknownInvoices() {
        let invoices = [item(1, .invoice, "INV-1", 1000), item(2, .invoice, "INV-2", 500)]
        let lines = [
            said(1, "INV-1", paid: 900, reductions: 100, status: ""), said(2, "INV-9", paid: 300, status: ""),
            said(3, "inv2", charged: 500, paid: -50, status: ""),
        ]
        let outcome = decide(lines, invoices)
        #expect(outcome.matches.map(\.right.reference) == ["I1", "I2"])
        #expect(outcome.exceptions.map(\.category) == [.unknownItem])
        // The discount has settled the rest: one cent more is too much.
        let more = decide(lines + [said(4, "INV-1", paid: 1, status: "")], invoices)
        #expect(more.exceptions.map(\.category) == [.unknownItem, .overpayment])
        #expect(more.exceptions.last?.amount == .dollars(cents: 1))
    }

    @Test("A recovery that names the claim in three spellings is one recovery of one claim")
    func threeSpellings() {
        let recoveries = ["A-1", "a1", "00A1"].enumerated().map { position, spelling in
            ProviderAdjustment(
                remittance: evidence(Int64(position + 1), 0), position: 0, reason: "WO", amount: .dollars(cents: 100),
                payerID: "1410984460", trace: "T\(position + 1)", traceReference: key("T\(position + 1)"),
                effectiveOn: day(position), references: [key(NormalisedReference.text(spelling))])
        }
        let outcome = CarriedBalances.decide(recoveries, claims: claim)
        #expect(outcome.matches.map(\.right.reference) == ["I1", "I1", "I1"] && outcome.exceptions.isEmpty)
    }
}
