import Facts
import Money
import Testing

@testable import Reconciliation

@Suite("Order plays no part, nothing is lost")
struct OrderTests {
    @Test("Shuffled facts give the same outcome", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func shuffled(seed: UInt64) {
        let world = RandomMonth(seed: seed)
        var generator = SeededGenerator(state: seed &+ 99)
        var input = world.input(14)
        let outcome = FundsMatching.decide(input)
        #expect(outcome.matches.count > 40 && outcome.exceptions.count > 20 && outcome.waiting.count > 5)
        input.remittances.shuffle(using: &generator)
        input.lines.shuffle(using: &generator)
        input.achItems.shuffle(using: &generator)
        input.items.shuffle(using: &generator)
        #expect(FundsMatching.decide(input) == outcome)
    }

    @Test(
        "What was decided before the rest came ends as if all had come at once", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func twoHalves(seed: UInt64) {
        let world = RandomMonth(seed: seed)
        var generator = SeededGenerator(state: seed &+ 7)
        let all = FundsMatching.decide(world.input(40))
        var half = world.input(6)
        half.remittances = half.remittances.filter { $0.effectiveOn <= day(5) || Bool.random(using: &generator) }
        half.lines = half.lines.filter { $0.bookedOn <= day(6) }
        half.achItems = half.achItems.filter { $0.effectiveOn <= day(6) }
        let early = FundsMatching.decide(half)
        #expect(!early.matches.isEmpty)
        var whole = world.input(40)
        whole.standing = early.matches
        let late = FundsMatching.decide(whole)
        // Exact keys decide at once: what a later rival overturns is withdrawn, all else is the same.
        #expect(late.matches == all.matches && late.exceptions == all.exceptions && late.differences == all.differences)
        // A pair that holds by another rule is no withdrawn one.
        #expect(Set(late.withdrawn.map(\.id)) == Set(early.matches.map(\.id)).subtracting(all.matches.map(\.id)))
        for (line, count) in owners(late) { #expect(count == 1, "line \(line)") }
    }

    @Test("Every line has one owner, and its money is all accounted for", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func oneOwner(seed: UInt64) throws {
        let world = RandomMonth(seed: seed)
        let outcome = FundsMatching.decide(world.input(40))
        #expect(outcome.waiting.isEmpty)
        let owners = owners(outcome)
        for line in world.lines {
            #expect(owners[line.evidence] == 1, "line \(line.reference)")
        }
        for line in world.lines {
            let matches = outcome.matches.filter { owned(by: $0) == line.evidence }
            if matches.isEmpty { continue }
            let sum = matches.reduce(into: CheckedSum()) { $0.add($1.amount.minorUnits) }
            let over = outcome.differences.filter { $0.line == line.evidence }.map(\.amount.minorUnits).reduce(0, +)
            #expect(try #require(sum.total) + over == line.amount.minorUnits)
        }
        let funded = outcome.matches.filter { $0.kind == .remittanceFunds }.compactMap(\.left.evidence)
        let whole = outcome.matches.filter { $0.kind == .remittanceFunds && $0.rule != "trn+sum" }.compactMap(
            \.left.evidence)
        #expect(Set(whole).count == whole.count)
        for advice in world.remittances where funded.contains(advice.evidence) {
            let paid = outcome.matches.filter { $0.kind == .remittanceFunds && $0.left.evidence == advice.evidence }
            #expect(paid.reduce(0) { $0 + $1.amount.minorUnits } == advice.amount.minorUnits)
        }
        let entries = outcome.matches.filter { $0.kind == .achBankline }.compactMap(\.left.evidence)
        #expect(Set(entries).count == entries.count)
    }

    @Test("Explanations and sentences are sentences and hold no key of a party or account")
    func sentences() {
        let outcome = FundsMatching.decide(RandomMonth(seed: 3).input(14))
        let texts =
            outcome.matches.map(\.explanation) + outcome.exceptions.map(\.explanation) + outcome.waiting.map(\.sentence)
        for text in texts { #expect(text.hasSuffix(".") && !text.contains("PARTY")) }
    }

    @Test("A wide block of equal amounts is refused as a whole, not compared pair by pair")
    func wideBlock() {
        let count = 3000
        let remittances = (0..<count).map { advice($0, "91026031\(100_000 + $0)", 100) }
        let lines = (0..<count).map { bankLine($0, 100, trace: "91026031", payer: "1410984460") }
        let outcome = decide(9, remittances, lines)
        #expect(outcome.matches.isEmpty)
        #expect(outcome.exceptions.count == 2 * count)
    }

    /// How many owners a line has: all matches of one kind count as one, an exception as one.
    private func owners(_ outcome: FundsMatching.Outcome) -> [Evidence: Int] {
        var kinds: [Evidence: Set<String>] = [:]
        for match in outcome.matches {
            if let line = owned(by: match) { kinds[line, default: []].insert(match.kind.rawValue) }
        }
        let over = Set(outcome.differences.map(\.line))
        for exception in outcome.exceptions {
            guard let line = exception.evidence, line.arrival == ArrivalID(200) else { continue }
            if exception.category != .amountDiffers || !over.contains(line) {
                kinds[line, default: []].insert(exception.category.rawValue)
            }
        }
        return kinds.mapValues(\.count)
    }
}
