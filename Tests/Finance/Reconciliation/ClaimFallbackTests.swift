import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Claims whose number is unknown")
struct ClaimFallbackTests {
    private func said(
        _ number: Int64, charged: Int64 = 1000, paid: Int64 = 400, status: String = "1", payer: String = "1410984460"
    ) -> RemittanceLine {
        RemittanceLine(
            evidence: evidence(number, 1), remittance: evidence(number, 0), trace: "T\(number)", payerID: payer,
            exactReference: key("exact:\(number)"), reference: key("\(number)"), charged: .dollars(cents: charged),
            paid: .dollars(cents: paid), patientShare: .dollars(cents: 0), contractual: .dollars(cents: 0),
            otherAdjustment: .dollars(cents: 0), status: status, isDenied: status == "4", isReversal: status == "22")
    }

    private func decided(
        _ line: RemittanceLine, numbered: [(RemittanceLine, OpenItem)] = [], printed: [OpenItem] = [], rivals: Int = 0,
        closed: Bool = true
    ) -> String? {
        ClaimFallback.decide(
            line,
            ClaimFallback.Clues(
                numbered: numbered.map { ClaimFallback.Known(line: $0.0, item: $0.1) }, printed: printed,
                rivals: rivals, windowHasClosed: closed)
        ).map { "\($0.right.reference) \($0.amount.decimalText) \($0.rule)" }
    }

    private let claim = item(1, .claim, "A1", 1000)
    private let other = item(2, .claim, "A2", 1000)

    @Test("The payer's own number and the charge of an earlier line tell the claim, also of a reversal")
    func byNumber() {
        #expect(decided(said(2), numbered: [(said(1), claim)], closed: false) == "I1 4.00 payer-claim-number")
        let back = said(2, charged: -1000, paid: -400, status: "22")
        #expect(decided(back, numbered: [(said(1), claim)]) == "I1 -4.00 payer-claim-number")
        #expect(decided(said(3), numbered: [(said(1), claim), (said(2), claim)]) == "I1 4.00 payer-claim-number")
    }

    @Test("Another payer's number, another charge, or a number of two claims tells nothing")
    func notByNumber() {
        #expect(decided(said(2), numbered: [(said(1, payer: "1999999999"), claim)]) == nil)
        #expect(decided(said(2), numbered: [(said(1, charged: 999), claim)]) == nil)
        #expect(decided(said(3), numbered: [(said(1), claim), (said(2), other)], printed: [claim]) == nil)
    }

    @Test("Patient, day and charge tell the one claim that has them, and only when the window has closed")
    func byPrint() {
        #expect(decided(said(2), printed: [claim]) == "I1 4.00 patient+day+charge")
        // By two numbers of the patient the same claim is found twice.
        #expect(decided(said(2), printed: [claim, claim]) == "I1 4.00 patient+day+charge")
        #expect(decided(said(2), printed: [claim], closed: false) == nil)
        #expect(decided(said(2), printed: [claim, other]) == nil)
        #expect(decided(said(2), printed: [claim], rivals: 1) == nil)
        #expect(decided(said(2, charged: -1000, paid: -400, status: "22"), printed: [claim]) == nil)
    }

    @Test("What is matched is no longer unknown; a refusal is told of the claim that was found")
    func told() {
        let refused = said(2, paid: 0, status: "4")
        let match = ClaimFallback.decide(
            refused, ClaimFallback.Clues(numbered: [], printed: [claim], rivals: 0, windowHasClosed: true))
        let told = ClaimFallback.exceptions(refused, matchedTo: match, on: day(3))
        #expect(told.map { "\($0.category.rawValue) \($0.subject)" } == ["denied I1"])
        #expect(ClaimFallback.exceptions(said(2), matchedTo: nil, on: day(3)).map(\.category) == [.unknownItem])
    }
}
