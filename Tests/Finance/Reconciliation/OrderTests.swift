import Facts
import Money
import Testing

@testable import Reconciliation

/// A month of random facts in which keys, amounts and parties collide often.
private struct World {
    var remittances: [Remittance] = []
    var lines: [BankLine] = []
    var ach: [ACHItem] = []
    var items: [OpenItem] = []

    init(seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        var sent: Set<String> = []
        for number in 0..<120 {
            let trace = "9102603\(Int.random(in: 10_000...10_090, using: &generator))"
            let payer = "1\(410_984_460 + Int.random(in: 0...1, using: &generator))"
            let amount = Int64.random(in: 1...30, using: &generator) * 100
            let date = Int.random(in: 1...20, using: &generator)
            let achTrace = "0960021400\(10_000 + number)"
            // Which of two duplicates counts depends on which came first; all else does not.
            if Int.random(in: 0..<10, using: &generator) > 0, sent.insert(trace + payer).inserted {
                remittances.append(advice(number, trace, amount, on: date, payer: payer))
            }
            if Int.random(in: 0..<10, using: &generator) > 0 {
                ach.append(entry(number, amount, ach: achTrace, on: date, trace: trace, payer: payer))
            }
            let shown: String? =
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: nil
                case 1: String(trace.suffix(9))
                case 2: String(trace.dropLast(6))
                default: trace
                }
            let off: Int64 = Int.random(in: 0..<15, using: &generator) == 0 ? -25 : 0
            lines.append(
                bankLine(
                    number, amount + off, on: date + Int.random(in: 0...2, using: &generator), trace: shown,
                    payer: shown == nil ? nil : payer, ach: Bool.random(using: &generator) ? achTrace : nil))
        }
        for number in 120..<200 {
            let reference = "INV-\(Int.random(in: 1...60, using: &generator))"
            let amount = Int64.random(in: 1...20, using: &generator) * 100
            let party = "PARTY \(Int.random(in: 1...8, using: &generator))"
            items.append(item(number, .invoice, reference, amount, party: party))
            let slip = "40\(number / 3)"
            items.append(item(number + 1000, .cashierDeposit, slip, amount, party: "LOBBY", issued: number / 10))
            lines.append(
                bankLine(
                    number, amount, on: number / 10, code: "195",
                    references: Bool.random(using: &generator) ? [reference] : [],
                    party: party))
            if number % 3 == 0 {
                lines.append(bankLine(number + 1000, amount * 2, on: number / 10 + 1, code: "301", references: [slip]))
            }
        }
    }

    func input(_ businessDay: Int) -> FundsMatching.Input {
        FundsMatching.Input(
            businessDate: day(businessDay), remittances: remittances, lines: lines, achItems: ach, items: items)
    }
}

@Suite("Order plays no part, nothing is lost")
struct OrderTests {
    @Test("Shuffled facts give the same outcome", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func shuffled(seed: UInt64) {
        let world = World(seed: seed)
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
        let world = World(seed: seed)
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
        #expect(Set(late.withdrawn) == Set(early.matches).subtracting(all.matches))
        for (line, count) in owners(late) { #expect(count == 1, "line \(line)") }
    }

    @Test("Every line has one owner, and its money is all accounted for", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func oneOwner(seed: UInt64) throws {
        let world = World(seed: seed)
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
        #expect(Set(funded).count == funded.count)
        let entries = outcome.matches.filter { $0.kind == .achBankline }.compactMap(\.left.evidence)
        #expect(Set(entries).count == entries.count)
    }

    @Test("Explanations and sentences are sentences and hold no key of a party or account")
    func sentences() {
        let outcome = FundsMatching.decide(World(seed: 3).input(14))
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

    private func owned(by match: Match) -> Evidence? {
        switch match.kind {
        case .remittanceFunds, .cashierDeposit, .rule: match.right.evidence
        case .invoicePayment: match.left.evidence
        default: nil
        }
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
