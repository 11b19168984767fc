import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Claims that are paid as primary more than once")
struct PrimaryPaymentTests {
    private static let blue = "1410984460"
    private static let green = "1999999999"
    private let claim = [item(1, .claim, "A1", 1000)]

    /// A line that balances: what is neither paid nor reduced nor the patient's is another adjustment.
    private func said(
        _ remittance: Int64, paid: Int64, reduced: Int64 = 0, patient: Int64 = 0, status: String = "1",
        payer: String = blue
    ) -> RemittanceLine {
        let sign: Int64 = status == "22" ? -1 : 1
        return RemittanceLine(
            evidence: evidence(remittance, 1), remittance: evidence(remittance, 0), trace: "T\(remittance)",
            payerID: payer, exactReference: key("exact:A1"), reference: key("A1"),
            charged: .dollars(cents: sign * 1000), paid: .dollars(cents: paid), patientShare: .dollars(cents: patient),
            contractual: .dollars(cents: reduced),
            otherAdjustment: .dollars(cents: sign * 1000 - paid - reduced - patient), status: status,
            isDenied: status == "4", isReversal: status == "22")
    }

    private func troubles(_ lines: [RemittanceLine]) -> [ReconciliationException] {
        ItemMatching.decide(lines: lines, candidates: claim, applied: [:]) { day(Int($0.arrival.number)) }.exceptions
    }

    @Test("The same payment again, within the charge, is told and not called an overpayment")
    func twice() {
        let again = troubles([
            said(1, paid: 400, reduced: 500, patient: 100), said(2, paid: 400, reduced: 500, patient: 100),
        ])
        #expect(
            again.map { "\($0.category.rawValue) \($0.subject) \($0.amount.decimalText)" } == [
                "credit-balance I1 10.00"
            ])
        #expect(again.first?.openedOn == day(2))
        let sentence = again.first?.explanation ?? ""
        #expect(
            sentence.contains("2 times as primary (T1 of") && sentence.contains("paid twice by mistake"), "\(sentence)")
    }

    @Test("Two payers that both pay as primary are told as such; one that pays as secondary is not")
    func twoPayers() {
        let both = troubles([
            said(1, paid: 400, reduced: 500, patient: 100),
            said(2, paid: 300, reduced: 600, patient: 100, payer: Self.green),
        ])
        #expect(both.first?.explanation.contains("2 payers have each paid") == true)
        #expect(
            troubles([
                said(1, paid: 400, reduced: 500, patient: 100), said(2, paid: 100, status: "2", payer: Self.green),
            ]).isEmpty)
        #expect(
            troubles([
                said(3, paid: 400, reduced: 500, patient: 100), said(2, paid: 100, status: "2", payer: Self.green),
            ]).isEmpty)
    }

    @Test(
        "Parts that make up the claim, a claim paid after a denial, a correction behind its reversal: nothing to tell")
    func sound() {
        #expect(troubles([said(1, paid: 240, reduced: 500, patient: 100), said(2, paid: 160)]).isEmpty)
        #expect(
            troubles([said(1, paid: 0, reduced: 1000, status: "4"), said(2, paid: 400, reduced: 500, patient: 100)])
                .map(\.category) == [.denied])
        let reversed = [
            said(1, paid: 400, reduced: 500, patient: 100),
            said(2, paid: -400, reduced: -500, patient: -100, status: "22"),
            said(3, paid: 450, reduced: 450, patient: 100),
        ]
        #expect(troubles(reversed).isEmpty)
        // Without the reversal the later payment comes on top.
        let loose = troubles([reversed[0], reversed[2]])
        #expect(loose.map(\.amount.minorUnits) == [1000])
        #expect(loose.first?.explanation.contains("Ask for the reversal") == true)
    }

    @Test("More money than the charge is an overpayment and nothing beside it")
    func over() {
        #expect(troubles([said(1, paid: 600), said(2, paid: 600)]).map(\.category) == [.overpayment])
    }
}
