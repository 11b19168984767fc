import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Sums of several amounts: one answer, or none that may be used")
struct BoundedSumsTests {
    @Test("One, two or no subsets")
    func answers() {
        #expect(BoundedSums.find(700, among: [100, 250, 450, 990]) == .one([1, 2]))
        #expect(BoundedSums.find(350, among: [100, 250, 150, 200]) == .ambiguous)
        #expect(BoundedSums.find(351, among: [100, 250, 150, 200]) == .none)
        #expect(BoundedSums.find(100, among: [100, 500]) == .none, "one alone is no sum")
        #expect(BoundedSums.find(200, among: [100, 100, 100]) == .ambiguous, "equal amounts are told apart by nothing")
        #expect(BoundedSums.find(400, among: [500, -100, 900]) == .one([0, 1]))
        #expect(BoundedSums.find(0, among: []) == .none)
    }

    @Test("What does not end in its budget, or has too many candidates, is undecided")
    func bounds() {
        #expect(BoundedSums.find(700, among: [100, 250, 450, 990], steps: 3) == .undecided)
        #expect(BoundedSums.find(7, among: Array(repeating: 1, count: 41)) == .undecided)
        #expect(BoundedSums.find(13, among: Array(repeating: 1, count: 13)) == .none, "no more than twelve parts")
        #expect(BoundedSums.find(.max, among: [.max, .max, .min, -5]) == .none)
    }

    @Test("Agrees with counting all subsets", arguments: 1...40 as ClosedRange<UInt64>)
    func allSubsets(seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        let amounts = (0..<Int.random(in: 2...10, using: &generator)).map { _ in
            Int64.random(in: -40...120, using: &generator)
        }
        let target = Int64.random(in: -20...300, using: &generator)
        var hits: [[Int]] = []
        for mask in 0..<(1 << amounts.count) {
            let parts = amounts.indices.filter { mask & (1 << $0) != 0 }
            if parts.count > 1, parts.reduce(0, { $0 + amounts[$1] }) == target { hits.append(parts) }
        }
        let wanted: BoundedSums.Answer = hits.count > 1 ? .ambiguous : hits.first.map { .one($0) } ?? .none
        #expect(BoundedSums.find(target, among: amounts) == wanted)
    }

    @Test("A deposit over several slips stays with people, who are told what sums to it", arguments: [300, 301])
    func deposit(cents: Int64) throws {
        let logs = [
            item(1, .cashierDeposit, "4711", 100, issued: 1), item(2, .cashierDeposit, "4712", 200, issued: 1),
            item(3, .cashierDeposit, "4713", 950, issued: 1),
        ]
        let outcome = decide(9, [], [bankLine(1, cents, on: 2, code: "301")], items: logs)
        #expect(outcome.matches.isEmpty)
        let exception = try #require(outcome.exceptions.first)
        #expect(exception.category == .unmatchedBankLine)
        #expect(exception.explanation.contains("2 of the 3 open slips") == (cents == 300))
    }
}
