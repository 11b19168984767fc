import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Lines that could settle several things that we ordered")
struct SettlementTieTests {
    private func batch(_ file: Int64, _ cents: Int64, forms: [SettlementForm] = [.grossBatch]) -> OriginatedBatch {
        OriginatedBatch(
            evidence: evidence(file, 1), reference: "1123456789/F\(file)/1", fileReference: key("F\(file)"),
            batchReference: key("F\(file)1"), companyReference: key("1123456789"), effectiveOn: day(3),
            credits: .dollars(cents: -cents), debits: .dollars(cents: 0), forms: forms)
    }

    private func told(_ batches: [OriginatedBatch], _ lines: [BankLine]) -> FundsMatching.Outcome {
        let settled = Settlements.decide(batches, lines, businessDate: nil)
        let owned = Set(settled.matches.compactMap(\.right.evidence))
        return decide(4, [], lines.filter { !owned.contains($0.evidence) }).telling(settled.ties)
    }

    @Test("Two batches of one amount and day make their line ambiguous, and it names both")
    func twoBatches() {
        let outcome = told([batch(1, 500), batch(2, 500)], [bankLine(1, -500, on: 3, code: "466")])
        #expect(outcome.problems == ["ambiguous FB1 -5.00"])
        let sentence = outcome.exceptions.first?.explanation ?? ""
        #expect(sentence.contains("2 batch(es)") && sentence.contains("F1/1, 1123456789/F2/1"), "\(sentence)")
        #expect(!sentence.contains("other line"))
    }

    @Test("Two lines that one batch fits are both ambiguous, and each names the other")
    func twoLines() {
        let lines = [bankLine(1, -500, on: 3, code: "466"), bankLine(2, -500, on: 4, code: "466")]
        let outcome = told([batch(1, 500)], lines)
        #expect(outcome.problems == ["ambiguous FB1 -5.00", "ambiguous FB2 -5.00"])
        #expect(outcome.exceptions.first?.explanation.contains("1 other line(s) fit as well (FB2)") == true)
    }

    @Test("A line that names one of the batches leaves the other to the line that names none")
    func dissolved() {
        let named = bankLine(2, -500, on: 4, code: "466", references: ["F2-1"])
        let outcome = told([batch(1, 500), batch(2, 500)], [bankLine(1, -500, on: 3, code: "466"), named])
        #expect(outcome.problems.isEmpty)
    }

    @Test("A line that fits nothing of ours stays unknown, and what waits is not told of")
    func others() {
        let ordered = [batch(1, 500), batch(2, 500)]
        #expect(told(ordered, [bankLine(1, -501, on: 3, code: "466")]).problems == ["unmatched-bank-line FB1 -5.01"])
        #expect(told(ordered, [bankLine(1, 500, on: 3, code: "466")]).problems.isEmpty)
    }
}
