// The state of one decision: the facts sorted by evidence, what each has become, and the outcome as it grows. The
// tiers are extensions, one file each; `run` names their order: strong evidence first, each tier sees what is still
// open.

import Facts
import Money

struct FundsMatcher {
    enum RemittanceState {
        case open, funded
        /// A line names it but brings another amount.
        case differs
        /// It has a provisional partner until that day.
        case held(CalendarDate, String)
    }

    enum LineState {
        case open, owned
        /// It has its exception.
        case excepted
        case held(CalendarDate, String)
    }

    let windows: MatchingWindows
    let businessDate: CalendarDate?
    let overdueDate: CalendarDate?
    let crowded: Set<Evidence>
    /// Those that expect funds, without duplicates.
    let remittances: [Remittance]
    let lines: [BankLine]
    let achItems: [ACHItem]
    let items: [OpenItem]
    var applied: [String: Money]
    let standing: [Match]

    var remittanceState: [RemittanceState]
    var lineState: [LineState]
    /// The remittance that a line was matched to, for tying its ACH entry.
    var lineTrace: [(trace: String, payer: String)?]
    /// Whether an ACH item has its line.
    var isTied: [Bool]
    /// Lines whose ACH entry is tied already and not given here.
    var hasStandingEntry: Set<Int> = []
    /// ACH items that carry a line's trace or batch, tied or not.
    var lineACH: [[Int]]
    var contestable: [Contestable] = []
    /// What stands on lines of a batch, by TRN in normal form.
    var standingTraces: [Int: [String: Money]] = [:]
    /// Lines that bring another amount than the remittance they name.
    var differing: [(line: Int, remittance: Int)] = []
    /// Lines that could be the other side of a line's transfer, where there are several.
    var transferRivals: [Int: Set<Int>] = [:]
    /// Cashiers' logs that a deposit outside of this input has taken.
    var takenLogs: Set<Int> = []
    var outcome = FundsMatching.Outcome()

    /// What the transfers of this input make of an item, with what was applied before.
    var transferred: [Int: Money] = [:]
    /// Items that the transfers of this input pay beyond their amount.
    var overpaid: [Int: ReconciliationException] = [:]

    let remittancesByTrace: [String: [Int]]
    /// Items that a transfer may pay, by reference.
    let payable: [LookupKey: [Int]]

    init(_ input: FundsMatching.Input) {
        windows = input.windows
        businessDate = input.businessDate
        overdueDate = input.overdueDate
        crowded = input.crowded
        let duplicates = DuplicateRemittances.decide(input.remittances)
        remittances = FundsMatcher.sorted(input.remittances, by: \.evidence).filter {
            $0.method != .none && $0.amount.minorUnits > 0 && !duplicates.duplicates.contains($0.evidence)
        }
        lines = FundsMatcher.sorted(input.lines, by: \.evidence)
        achItems = FundsMatcher.sorted(input.achItems, by: \.evidence).filter { !$0.amount.isZero }
        items = FundsMatcher.sorted(input.items, by: \.evidence)
        applied = input.applied
        standing = input.standing.sorted { $0.id < $1.id }
        remittanceState = Array(repeating: .open, count: remittances.count)
        lineState = Array(repeating: .open, count: lines.count)
        lineTrace = Array(repeating: nil, count: lines.count)
        isTied = Array(repeating: false, count: achItems.count)
        lineACH = Array(repeating: [], count: lines.count)
        remittancesByTrace = Dictionary(grouping: remittances.indices) { [remittances] in remittances[$0].traceKey }
        let payableItems = items.indices.filter { [items] in
            items[$0].kind != .claim && items[$0].kind != .cashierDeposit
        }
        payable = Dictionary(grouping: payableItems) { [items] in items[$0].reference }
        outcome.exceptions = duplicates.exceptions
    }

    mutating func run() -> FundsMatching.Outcome {
        takeStanding()
        clearByRule()
        pairReversedLines()
        pairTransfers()
        tieByTrace()
        tieBatches()
        matchByKey()
        matchByPartsOfPayment()
        findDifferences()
        matchByPartOfTrace()
        tieByPayment()
        matchProvisionally()
        matchBySumOfPayer()
        tieByAmount()
        depositCash()
        transfer()
        keepStanding()
        tellOfSolved()
        leaveRest()
        sortOutcome()
        return outcome
    }

    /// Sorted by evidence, the same fact once.
    static func sorted<Fact>(_ facts: [Fact], by evidence: (Fact) -> Evidence) -> [Fact] {
        let places = facts.map(evidence)
        let order = places.indices.sorted { places[$0] < places[$1] }
        var sorted: [Fact] = []
        sorted.reserveCapacity(facts.count)
        var last: Evidence?
        for index in order where places[index] != last {
            sorted.append(facts[index])
            last = places[index]
        }
        return sorted
    }

    func hasClosed(_ day: CalendarDate) -> Bool {
        guard let businessDate else { return false }
        return businessDate >= day
    }

    func isOpen(line index: Int) -> Bool {
        if case .open = lineState[index] { return true }
        return false
    }

    func isOpen(remittance index: Int) -> Bool {
        if case .open = remittanceState[index] { return true }
        return false
    }

    /// Both sides of a remittance-funds match become its own.
    /// - Parameter amount: where the line pays a part of the remittance only.
    mutating func fund(_ remittance: Int, _ line: Int, amount: Money? = nil, rule: String, _ explanation: String) {
        let advice = remittances[remittance]
        remittanceState[remittance] = .funded
        lineState[line] = .owned
        lineTrace[line] = (advice.traceKey, advice.payerID)
        outcome.matches.append(
            Match(
                kind: .remittanceFunds, left: MatchSide(evidence: advice.evidence, reference: advice.trace),
                right: side(line), amount: amount ?? advice.amount, rule: rule, explanation: explanation))
    }

    func side(_ line: Int) -> MatchSide { MatchSide(evidence: lines[line].evidence, reference: lines[line].reference) }

    mutating func except(
        _ category: ExceptionCategory, line index: Int, amount: Money? = nil, openedOn: CalendarDate? = nil,
        _ explanation: String
    ) {
        let line = lines[index]
        lineState[index] = .excepted
        outcome.exceptions.append(
            ReconciliationException(
                category: category, subject: line.reference, evidence: line.evidence, amount: amount ?? line.amount,
                openedOn: openedOn ?? line.bookedOn, explanation: explanation))
    }

    private mutating func sortOutcome() {
        outcome.matches.sort { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
        outcome.withdrawn.sort { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
        outcome.waiting.sort { $0.evidence < $1.evidence }
        outcome.differences.sort { $0.line < $1.line }
        FundsMatcher.sort(&outcome.exceptions)
        FundsMatcher.sort(&outcome.solved)
    }

    static func sort(_ exceptions: inout [ReconciliationException]) {
        exceptions.sort { left, right in
            if left.category != right.category { return left.category.rawValue < right.category.rawValue }
            if let one = left.evidence, let other = right.evidence, one != other { return one < other }
            return left.subject < right.subject
        }
    }
}
