// Batches that we ordered, and the bank's lines by which they settle. Pure: a function of the batches and lines given.
// Source: reconciliation.md, section 3 (d): company, day, and the batch's number where the bank passes it on; the amount gross or
// net, of the batch or the file, and only as the bank is known to book.

public import Facts
public import Money

/// Ties batches to lines. A key of the batch or file comes before the company's identification, and this before a bare code of
/// settlements; each only where amount and day agree and both sides are each other's only candidate.
public enum Settlements {
    /// Settlement codes of BAI2: ACH settlement credit and debit.
    public static let settlementCodes: Set<String> = ["166", "466"]
    /// In days: how long before and after its effective date a batch may settle. Three banking days over a long weekend.
    public static let daysBefore = 1
    public static let daysAfter = 6
    /// Banking days after which a batch that has not settled is told.
    static let patience = 2

    public struct Outcome: Sendable, Hashable {
        /// Sorted by id.
        public var matches: [Match] = []
        /// Batches whose money has not moved, or of which nobody can tell by which line.
        public var exceptions: [ReconciliationException] = []
        /// Lines that fit, but not alone; sorted by line.
        public var ties: [SettlementTie] = []
        /// Those of batches that settled after they would have been told.
        public var solved: [ReconciliationException] = []

        public init() {}
    }

    /// Whether a line could be a settlement at all.
    public static func mayBe(_ line: BankLine) -> Bool {
        line.ruleCategory == nil && !line.isReversal && line.traceKey == nil && line.checkNumber == nil
            && line.achTrace == nil && !line.amount.isZero
    }

    /// The amounts by which these batches may settle, in minor units.
    public static func amounts(of batches: [OriginatedBatch]) -> Set<Money> {
        Set(SettlementUnit.all(of: batches).map(\.amount))
    }

    public static func decide(
        _ batches: [OriginatedBatch], _ lines: [BankLine], businessDate: CalendarDate?
    ) -> Outcome {
        var settling = Settling(batches, lines)
        settling.run()
        var outcome = settling.outcome
        for batch in settling.unsettled {
            let closing = closing(of: batch)
            guard let businessDate, closing <= businessDate else { continue }
            outcome.exceptions.append(
                exception(batch, closing, "no line settles all of it by \(closing). " + settling.doubts(of: batch)))
        }
        for (batch, day) in settling.settled where day > closing(of: batch) {
            outcome.solved.append(
                exception(batch, closing(of: batch), "it settled on \(day), after \(closing(of: batch))."))
        }
        outcome.matches.sort { $0.id < $1.id }
        outcome.ties.sort { $0.line < $1.line }
        return outcome
    }

    private static func closing(of batch: OriginatedBatch) -> CalendarDate {
        BankingCalendar.federalReserve.advance(batch.effectiveOn, byBankingDays: patience)
    }

    private static func exception(
        _ batch: OriginatedBatch, _ closing: CalendarDate, _ words: String
    ) -> ReconciliationException {
        ReconciliationException(
            category: .unsettledBatch, subject: batch.reference, evidence: batch.evidence,
            amount: batch.debits.adding(batch.credits) ?? batch.credits, openedOn: closing,
            explanation: "The batch was ordered for \(batch.effectiveOn), and \(words)")
    }
}

/// The state of one decision.
private struct Settling {
    private struct Side: Hashable {
        let batch: Evidence
        let isCredit: Bool
    }

    private let batches: [OriginatedBatch]
    private let units: [SettlementUnit]
    private let lines: [BankLine]
    /// Keys of any batch or file given: a line that names one is no other's.
    private let named: Set<LookupKey>
    private var taken: Set<Side> = []
    private var owned: Set<Int> = []
    /// Lines that fit a batch, but not it alone.
    private var contested: [Evidence: Set<String>] = [:]
    private(set) var outcome = Settlements.Outcome()

    init(_ batches: [OriginatedBatch], _ lines: [BankLine]) {
        self.batches = FundsMatcher.sorted(batches, by: \.evidence)
        self.lines = FundsMatcher.sorted(lines.filter(Settlements.mayBe), by: \.evidence)
        units = SettlementUnit.all(of: self.batches)
        named = Set(self.batches.flatMap { [$0.batchReference, $0.fileReference] })
    }

    mutating func run() {
        tie(rule: "batch-key+amount", "The line names the batch or file, and its amount is") { line, unit in
            line.references.contains(unit.key)
        }
        tie(rule: "company+amount+day", "The line names our company, and its day and amount are") { line, unit in
            line.references.contains(unit.company)
        }
        tie(rule: "settlement+amount+day", "The bank calls the line a settlement, and its day and amount are") {
            line, _ in
            Settlements.settlementCodes.contains(line.bankCode)
        }
    }

    /// Batches of which a side is not settled.
    var unsettled: [OriginatedBatch] {
        batches.filter { batch in
            sides(of: batch).contains { !taken.contains($0) }
        }
    }

    /// Batches that have settled with all their sides, and the day of the last line of each.
    var settled: [(batch: OriginatedBatch, day: CalendarDate)] {
        let days = Dictionary(lines.map { ($0.evidence, $0.bookedOn) }, uniquingKeysWith: { first, _ in first })
        let own = Dictionary(grouping: outcome.matches, by: \.left.evidence)
        return batches.filter { sides(of: $0).allSatisfy(taken.contains) }.compactMap { batch in
            let last = (own[batch.evidence] ?? []).compactMap { $0.right.evidence.flatMap { days[$0] } }.max()
            return last.map { (batch, $0) }
        }
    }

    private func sides(of batch: OriginatedBatch) -> [Side] {
        [(batch.credits, true), (batch.debits, false)].filter { !$0.0.isZero }
            .map { Side(batch: batch.evidence, isCredit: $0.1) }
    }

    /// The sides of its batches that a unit settles.
    private func sides(of unit: SettlementUnit) -> [Side] {
        unit.parts.flatMap { part in
            unit.form.isNet
                ? sides(of: part.batch) : [Side(batch: part.batch.evidence, isCredit: part.amount.minorUnits < 0)]
        }
    }

    private mutating func tie(rule: String, _ words: String, fits: (BankLine, SettlementUnit) -> Bool) {
        var byAmount: [Money: [Int]] = [:]
        for (index, unit) in units.enumerated() where taken.isDisjoint(with: sides(of: unit)) {
            byAmount[unit.amount, default: []].append(index)
        }
        let isByKey = rule == "batch-key+amount"
        var candidates: [(left: Int, rights: [Int])] = []
        for (index, line) in lines.enumerated() where !owned.contains(index) {
            // What names a batch is no other's, though its amount may not be the batch's.
            if !isByKey, line.references.contains(where: named.contains) { continue }
            let near = (byAmount[line.amount] ?? []).filter {
                isNear(line.bookedOn, units[$0].day) && fits(line, units[$0])
            }
            candidates.append((index, near))
        }
        let pairing = Pairing(withoutOverlaps(candidates))
        for (line, unit) in pairing.pairs { settle(line, unit, rule, words) }
        for (line, rights) in pairing.ties {
            owned.insert(line)
            for part in rights.flatMap({ units[$0].parts }) {
                contested[part.batch.evidence, default: []].insert(lines[line].reference)
            }
        }
        tell(pairing.ties, words)
    }

    private mutating func tell(_ ties: [(left: Int, rights: [Int])], _ words: String) {
        var fitting: [Int: Set<String>] = [:]
        for (line, rights) in ties { for right in rights { fitting[right, default: []].insert(lines[line].reference) } }
        for (line, rights) in ties {
            let batches = Set(rights.flatMap { units[$0].parts.map(\.batch.reference) })
            let others = rights.reduce(into: Set<String>()) { $0.formUnion(fitting[$1] ?? []) }
            outcome.ties.append(
                SettlementTie(
                    line: lines[line].evidence, keys: words, batches: batches.sorted(),
                    rivals: others.subtracting([lines[line].reference]).sorted()))
        }
    }

    /// A batch and the file that holds it are each other's rivals: a line that fits one of them counts for both.
    private func withoutOverlaps(_ candidates: [(left: Int, rights: [Int])]) -> [(left: Int, rights: [Int])] {
        var claims: [Side: Set<Int>] = [:]
        for right in Set(candidates.flatMap(\.rights)) {
            for side in sides(of: units[right]) { claims[side, default: []].insert(right) }
        }
        return candidates.map { candidate in
            var rights = Set(candidate.rights)
            for right in candidate.rights {
                for side in sides(of: units[right]) { rights.formUnion(claims[side] ?? []) }
            }
            return (candidate.left, rights.sorted())
        }
    }

    private func isNear(_ booked: CalendarDate, _ effective: CalendarDate) -> Bool {
        let days = effective.days(to: booked)
        return days >= -Settlements.daysBefore && days <= Settlements.daysAfter
    }

    /// What there is to do about a batch that has not settled.
    func doubts(of batch: OriginatedBatch) -> String {
        guard let rivals = contested[batch.evidence] else { return "Ask the bank whether it has the file." }
        let named = rivals.sorted().prefix(5).joined(separator: ", ")
        return
            "Its amount and day fit \(rivals.count) line(s) (\(named)), but other batches or lines fit as well: match by hand."
    }

    private mutating func settle(_ index: Int, _ right: Int, _ rule: String, _ words: String) {
        let (line, unit) = (lines[index], units[right])
        owned.insert(index)
        taken.formUnion(sides(of: unit))
        let count = unit.parts.count
        for part in unit.parts {
            outcome.matches.append(
                Match(
                    kind: .settlement, left: MatchSide(evidence: part.batch.evidence, reference: part.batch.reference),
                    right: MatchSide(evidence: line.evidence, reference: line.reference), amount: part.amount,
                    rule: rule,
                    explanation:
                        "\(words) those of \(count == 1 ? "one batch" : "the file's \(count) batches of the day") "
                        + "(\(unit.form.rawValue)); no other line and no other batch has them."))
        }
    }
}
