import Facts
import Money
import Testing

@testable import Reconciliation

/// Facts come one by one in a random order, days pass, people undo matches: what stands after each step.
private struct Desk {
    var seen: FundsMatching.Input
    var outcome = FundsMatching.Outcome()
    /// Facts that people have taken into their own hands by undoing a match.
    var inHands: Set<Evidence> = []

    init(on date: Int) { seen = FundsMatching.Input(businessDate: day(date)) }

    mutating func decideAgain() {
        var input = free
        input.standing = outcome.matches.filter { match in
            [match.left.evidence, match.right.evidence].allSatisfy { $0.map { !inHands.contains($0) } ?? true }
        }
        outcome = FundsMatching.decide(input)
    }

    /// What the engine sees.
    var free: FundsMatching.Input {
        var input = seen
        input.lines.removeAll { inHands.contains($0.evidence) }
        input.remittances.removeAll { inHands.contains($0.evidence) }
        input.achItems.removeAll { inHands.contains($0.evidence) }
        input.items.removeAll { inHands.contains($0.evidence) }
        return input
    }

    mutating func undo(_ match: Match) {
        for place in [match.left.evidence, match.right.evidence] { if let place { inHands.insert(place) } }
    }

    /// Money in = matched + open + excepted + in people's hands, to the cent and line by line.
    func checkMoney() {
        var matched: [Evidence: Int64] = [:]
        for match in outcome.matches {
            if let line = owned(by: match) { matched[line, default: 0] += match.amount.minorUnits }
        }
        for difference in outcome.differences { matched[difference.line, default: 0] += difference.amount.minorUnits }
        let excepted = Set(outcome.exceptions.compactMap(\.evidence))
        let waiting = Set(outcome.waiting.map(\.evidence))
        var sums = (whole: Int64(0), matched: Int64(0), open: Int64(0), excepted: Int64(0))
        for line in free.lines {
            let place = line.evidence
            let rest = line.amount.minorUnits - matched[place, default: 0]
            sums.whole += line.amount.minorUnits
            sums.matched += matched[place, default: 0]
            #expect(rest == 0 || excepted.contains(place) != waiting.contains(place), "\(line.reference)")
            #expect(rest == 0 || line.amount.minorUnits.signum() == rest.signum(), "\(line.reference)")
            if waiting.contains(place) { sums.open += rest } else { sums.excepted += rest }
        }
        #expect(sums.whole == sums.matched + sums.open + sums.excepted)
        for place in matched.keys { #expect(!inHands.contains(place)) }
    }
}

@Suite("Money in = matched + open + excepted")
struct ConservationTests {
    @Test(
        "After every arrival, passing day and undo; and the end is that of all at once",
        arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func randomSequences(seed: UInt64) {
        let month = RandomMonth(seed: seed)
        var generator = SeededGenerator(state: seed &+ 31)
        var facts: [(inout FundsMatching.Input) -> Void] = []
        facts += month.lines.map { line in { $0.lines.append(line) } }
        facts += month.remittances.map { advice in { $0.remittances.append(advice) } }
        facts += month.ach.map { entry in { $0.achItems.append(entry) } }
        facts += month.items.map { item in { $0.items.append(item) } }
        facts.shuffle(using: &generator)
        var desk = Desk(on: 1)
        for (number, fact) in facts.enumerated() {
            fact(&desk.seen)
            guard number % 40 == 39 || number == facts.count - 1 else { continue }
            desk.seen.businessDate = day(min(40, number / 12))
            desk.decideAgain()
            desk.checkMoney()
            if number % 120 == 39, let match = desk.outcome.matches.randomElement(using: &generator) {
                desk.undo(match)
                desk.decideAgain()
                desk.checkMoney()
            }
        }
        desk.seen.businessDate = day(45)
        desk.decideAgain()
        desk.checkMoney()
        let together = FundsMatching.decide(desk.free)
        #expect(desk.inHands.count > 4 && desk.outcome.matches.count > 60)
        func told(_ outcome: FundsMatching.Outcome) -> Set<String> {
            Set(outcome.matches.map { "\($0.id) \($0.rule) \($0.amount)" } + outcome.problems)
        }
        #expect(told(desk.outcome).symmetricDifference(told(together)).isEmpty)
    }
}
