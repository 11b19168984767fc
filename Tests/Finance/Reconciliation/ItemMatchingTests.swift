import Facts
import Money
import Testing

@testable import Reconciliation

private func line(
    _ number: Int, _ reference: String, charged: Int64 = 1000, paid: Int64, discount: Int64 = 0, status: String = "1",
    denied: Bool = false
) -> RemittanceLine {
    RemittanceLine(
        evidence: evidence(100, number), remittance: evidence(100, 0), trace: "T1", payerID: "1410984460",
        exactReference: key("exact:" + reference), reference: key(NormalisedReference.text(reference)),
        charged: .dollars(cents: charged), paid: .dollars(cents: paid), patientShare: .dollars(cents: 0),
        contractual: .dollars(cents: discount), otherAdjustment: .dollars(cents: 0), status: status, isDenied: denied,
        isReversal: status == "22")
}

private func decide(_ lines: [RemittanceLine], _ items: [OpenItem], applied: [String: Money] = [:])
    -> ItemMatching.Outcome
{
    ItemMatching.decide(lines: lines, candidates: items, applied: applied) { _ in day(3) }
}

@Suite("Remittance lines and open items")
struct ItemMatchingTests {
    private let twins = [item(1, .claim, "TW-0001-12", 1000), item(2, .claim, "TW0001-12", 1000)]

    @Test("Exact spelling wins over normal form; a third spelling of twins is ambiguous; none is unknown")
    func tiers() {
        #expect(decide([line(1, "TW-0001-12", paid: 5)], twins).matches.map(\.right.reference) == ["I1"])
        #expect(decide([line(1, "tw000112", paid: 5)], [twins[0]]).matches.map(\.rule) == ["reference-normalised"])
        let tie = decide([line(1, "tw000112", paid: 5)], twins)
        #expect(tie.matches.isEmpty)
        #expect(tie.exceptions.map(\.category) == [.ambiguous])
        let unknown = decide([line(1, "ZZ1", paid: 5)], twins)
        #expect(unknown.exceptions.map(\.category) == [.unknownItem])
        #expect(unknown.exceptions.map { $0.completed(reference: "zz-1").subject } == ["T1/zz-1"])
        #expect(unknown.matches.isEmpty)
    }

    @Test("Two items of one exact spelling are ambiguous")
    func sameSpelling() {
        let same = [item(1, .claim, "A1", 1000), item(2, .claim, "A1", 1000)]
        #expect(decide([line(1, "A1", paid: 5)], same).exceptions.map(\.category) == [.ambiguous])
    }

    @Test("835 lines pay claims only, 820 lines neither claims nor cashier's logs")
    func kinds() {
        let items = [item(1, .claim, "7", 1000), item(2, .invoice, "7", 1000), item(3, .cashierDeposit, "7", 1000)]
        let claim = decide([line(1, "7", paid: 5)], items).matches
        #expect(claim.map(\.kind) == [.claimPayment] && claim.map(\.right.reference) == ["I1"])
        let order = decide([line(1, "7", paid: 5, status: "")], items).matches
        #expect(order.map(\.kind) == [.invoicePayment] && order.map(\.right.reference) == ["I2"])
    }

    @Test("A denied line is matched with nothing and gives its charge")
    func denied() {
        let outcome = decide(
            [line(1, "A1", charged: 900, paid: 0, status: "4", denied: true)], [item(1, .claim, "A1", 900)])
        #expect(outcome.matches.map(\.amount.minorUnits) == [0])
        #expect(
            outcome.exceptions.map { "\($0.category.rawValue) \($0.subject) \($0.amount)" } == ["denied I1 9.00 USD"])
    }

    @Test("Reversal and correction: two matches, signed, and no overpayment by them")
    func reversal() {
        let outcome = decide(
            [line(1, "A1", paid: -800, status: "22"), line(2, "A1", paid: 700)], [item(1, .claim, "A1", 1000)],
            applied: ["I1": .dollars(cents: 800)])
        #expect(outcome.matches.map(\.amount.minorUnits) == [-800, 700])
        #expect(outcome.exceptions.map(\.category) == [.unmatchedReversal])
    }

    @Test("Overpayment counts all payments, and the discount of an invoice but not a claim's reductions")
    func overpayment() {
        let claim = decide(
            [line(1, "A1", paid: 600, discount: 900)], [item(1, .claim, "A1", 1000)],
            applied: ["I1": .dollars(cents: 500)])
        #expect(claim.exceptions.map { "\($0.subject) \($0.amount)" } == ["I1 1.00 USD"])
        let order = decide([line(1, "A1", paid: 1000, discount: 20, status: "")], [item(1, .invoice, "A1", 1000)])
        #expect(order.exceptions.map { "\($0.subject) \($0.amount)" } == ["I1 0.20 USD"])
    }

    @Test("Pages and orders do not change matches")
    func order() {
        var generator = SeededGenerator(state: 7)
        let items = (0..<40).map { item($0, .claim, "C\($0 / 2)\($0 % 2 == 0 ? "-" : "")X", 1000) }
        let lines = (0..<120).map {
            line($0, ["C\($0 % 20)X", "C\($0 % 20)-X", "c\($0 % 25)x"][$0 % 3], paid: Int64($0 * 7))
        }
        let whole = decide(lines, items)
        #expect(decide(lines.shuffled(using: &generator), items.shuffled(using: &generator)) == whole)
        let first = decide(Array(lines[..<50]), items)
        let paid = Dictionary(first.matches.map { ($0.right.reference, $0.amount) }) { $0.adding($1) ?? $0 }
        let second = decide(Array(lines[50...]), items, applied: paid)
        #expect(first.matches + second.matches == whole.matches)
    }
}
