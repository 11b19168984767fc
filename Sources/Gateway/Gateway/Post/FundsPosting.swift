// Money on statements against remittances, ACH entries, deposits and transfers.
// What is new, and what it could change, is gathered from the store, the engine decides, and what follows is compared with
// what stands. A posting costs what it touches, however much the books hold.

import Facts
import Ledger
import Money
import Reconciliation
import Store

struct FundsPosting {
    private static let categories: Set<ExceptionCategory> = [
        .remittanceWithoutFunds, .fundsWithoutRemittance, .amountDiffers, .unmatchedBankLine, .ambiguous,
    ]
    /// New facts that are decided together; a bound on memory.
    private static let pageSize = 5_000

    let posting: StagedPosting
    let bookkeeping: Bookkeeping
    private let windows = MatchingWindows.standard
    /// Places on which this posting has staged something.
    private var touched: Set<Evidence> = []
    /// Those on which it has opened an exception.
    private var excepted: Set<Evidence> = []
    /// Where matches are written from; nil: at once.
    private var writing: WriteBehind?

    init(posting: StagedPosting, bookkeeping: Bookkeeping) {
        self.posting = posting
        self.bookkeeping = bookkeeping
    }

    /// Decides what the facts of an arrival, and the days that its statements close, change.
    /// - Parameter settled: lines that have just won or lost a batch of ours.
    mutating func post(_ arrival: Int64, settled: [BankLine] = []) throws {
        try WriteBehind.run {
            writing = $0
            defer { writing = nil }
            try decideAll(arrival, settled)
        }
    }

    private mutating func decideAll(_ arrival: Int64, _ settled: [BankLine]) throws {
        let scope = posting.scope
        let business = try posting.database.read { try $0.businessDate(in: scope) }
        touched.formUnion(settled.map(\.evidence))
        if !settled.isEmpty {
            try decide(business) { _, neighbourhood in
                for line in settled { neighbourhood.add(Neighbour(fact: line, isFirm: false)) }
            }
        }
        try postLines(of: arrival, business)
        try postEntries(of: arrival, business)
        try postItems(of: arrival, business)
        try decide(business) { session, neighbourhood in
            let remittances = try session.countingRemittances(of: arrival, in: scope)
            for found in remittances { neighbourhood.add(found) }
            // A claim is paid by nothing beside its remittance.
            if remittances.allSatisfy({ $0.fact.kind == .claimPayment }) { return }
            for found in try session.linesPaidBeside(remittancesOf: arrival, in: scope) {
                neighbourhood.add(found)
            }
        }
        try closeWindows(before: business)
    }

    /// Opens exceptions on what waits since before `date` although statements ought to have closed its window. Says whether
    /// it found anything.
    mutating func ageUntil(_ date: CalendarDate) throws -> Bool {
        let scope = posting.scope
        let business = try posting.database.read { try $0.businessDate(in: scope) }
        let span = DaySpan(CalendarDate(dayNumber: 0), date)
        return try decide(business, overdue: date) { session, neighbourhood in
            for found in try session.looseLines(in: span, scope) {
                if try session.openExceptions(on: found.fact.evidence).isEmpty { neighbourhood.add(found) }
            }
            for found in try session.looseRemittances(in: span, scope) {
                if try session.openExceptions(on: found.fact.evidence).isEmpty { neighbourhood.add(found) }
            }
        }
    }

    private mutating func postLines(of arrival: Int64, _ business: CalendarDate?) throws {
        var last = -1
        while true {
            let page = try posting.database.read {
                try $0.bankLines(of: arrival, after: last, limit: Self.pageSize)
            }
            guard let end = page.last else { return }
            last = end.evidence.ordinal
            try decide(business) { _, neighbourhood in
                for line in page { neighbourhood.add(Neighbour(fact: line, isFirm: false)) }
            }
        }
    }

    private mutating func postEntries(of arrival: Int64, _ business: CalendarDate?) throws {
        var last = -1
        while true {
            let page = try posting.database.read {
                try $0.achItems(of: arrival, after: last, limit: Self.pageSize, in: posting.scope)
            }
            guard let end = page.last else { return }
            last = end.fact.evidence.ordinal
            try decide(business) { _, neighbourhood in
                for entry in page { neighbourhood.add(entry) }
            }
        }
    }

    private mutating func postItems(of arrival: Int64, _ business: CalendarDate?) throws {
        var last = -1
        while true {
            let page = try posting.database.read {
                try $0.payableItems(of: arrival, after: last, limit: Self.pageSize)
            }
            guard let end = page.last else { return }
            last = end.evidence.ordinal
            try decide(business) { _, neighbourhood in
                for item in page { neighbourhood.add(item) }
            }
        }
    }

    /// A statement may have moved the business date: the windows that end between the old one and the new one close. What the
    /// arrival itself brought was decided by the new one already.
    private mutating func closeWindows(before business: CalendarDate?) throws {
        let scope = posting.scope
        let visible = FactScope(arrivalBeingPosted: nil)
        let before = try posting.database.read { try $0.businessDate(in: visible) }
        guard let business, before.map({ $0 < business }) ?? true else { return }
        let span = DaySpan(before?.advanced(byDays: -windows.longest) ?? CalendarDate(dayNumber: 0), business)
        let arrival = posting.arrival
        func isOfOthers(_ place: Evidence) -> Bool { place.arrival.number != arrival }
        try decide(business) { session, neighbourhood in
            for found in try session.looseLines(in: span, scope) where isOfOthers(found.fact.evidence) {
                neighbourhood.add(found)
            }
            for found in try session.looseRemittances(in: span, scope) where isOfOthers(found.fact.evidence) {
                neighbourhood.add(found)
            }
        }
    }

    /// Decides on what is gathered and what it can reach; true where anything was staged.
    @discardableResult
    private mutating func decide(
        _ business: CalendarDate?, overdue: CalendarDate? = nil,
        _ gather: (Session, inout FundsNeighbourhood) throws -> Void
    ) throws -> Bool {
        // What was concluded on the facts before is read with these.
        try writing?.finish()
        let input = try posting.database.read { session in
            var neighbourhood = try FundsNeighbourhood(session, posting.scope, touched: touched, windows: windows)
            try gather(session, &neighbourhood)
            return try neighbourhood.input(businessDate: business, overdueDate: overdue)
        }
        if input.lines.isEmpty && input.remittances.isEmpty { return false }
        let outcome = try TiedSettlements(posting: posting).told(in: FundsMatching.decide(input), of: input.lines)
        let standing = Dictionary(input.standing.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let better = outcome.matches.compactMap { match in
            standing[match.id].flatMap { Self.isBetterKnown(match, than: $0) ? $0 : nil }
        }
        let reworded = Set(better.map(\.id))
        let fresh = outcome.matches.filter { standing[$0.id] == nil || reworded.contains($0.id) }
        for match in fresh { touched.formUnion([match.left.evidence, match.right.evidence].compactMap(\.self)) }
        try withdraw(outcome.withdrawn + better)
        if let writing, !fresh.isEmpty {
            let posting = posting
            try writing.add { try posting.stage(fundsMatches: fresh) }
        } else {
            try posting.stage(fundsMatches: fresh)
        }
        try posting.stage(entries: try entries(for: fresh, outcome.differences, input))
        let hasChanged = try settle(outcome, input)
        return hasChanged || !fresh.isEmpty || !outcome.withdrawn.isEmpty
    }

    /// Whether the same two facts are tied by another rule now that more is known: the books then name the rule that holds,
    /// whichever came first. Only for ties that book nothing.
    private static func isBetterKnown(_ match: Match, than standing: Match) -> Bool {
        match.rule != standing.rule && [.remittanceFunds, .achBankline].contains(match.kind)
    }

    /// Ends matches that later evidence overturned, and mirrors what they had booked.
    private func withdraw(_ matches: [Match]) throws {
        if matches.isEmpty { return }
        let mirrors = try posting.withdraw(matches, bookkeeping)
        try posting.database.stage { try $0.loosen(matches) }
        try posting.stage(entries: mirrors)
    }

    private func entries(
        for matches: [Match], _ differences: [CashDifference], _ input: FundsMatching.Input
    ) throws -> [JournalEntry] {
        if differences.isEmpty && matches.allSatisfy({ $0.kind == .remittanceFunds }) { return [] }
        let lines = Dictionary(input.lines.map { ($0.evidence, $0) }, uniquingKeysWith: { first, _ in first })
        let kinds = Dictionary(input.items.map { ($0.evidence, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let returns = Dictionary(
            input.achItems.filter { $0.returnCode != nil }.map { ($0.evidence, $0) },
            uniquingKeysWith: { first, _ in first })
        var entries: [JournalEntry] = []
        for match in matches {
            switch match.kind {
            case .cashierDeposit:
                guard let place = match.right.evidence, let line = lines[place] else { continue }
                if let entry = try bookkeeping.cashierDeposit(match, line: line) { entries.append(entry) }
            case .invoicePayment:
                guard let place = match.left.evidence, let line = lines[place], let item = match.right.evidence,
                    let kind = kinds[item]
                else { continue }
                if let entry = try bookkeeping.transfer(match, line: line, kind: kind) { entries.append(entry) }
            case .achBankline:
                guard let place = match.left.evidence, let item = returns[place], let on = match.right.evidence,
                    let line = lines[on]
                else { continue }
                if let entry = try bookkeeping.returned(match, item: item, line: line) { entries.append(entry) }
            case .internalTransfer:
                guard let from = match.left.evidence.flatMap({ lines[$0] }),
                    let to = match.right.evidence.flatMap({ lines[$0] })
                else { continue }
                if let entry = try bookkeeping.internalTransfer(match, from: from, to: to) { entries.append(entry) }
            case .remittanceFunds, .claimPayment, .rule, .reversedLine, .reversal, .correction, .carriedBalance,
                .recoupment, .settlement, .returnedEntry, .dishonoredReturn, .contestedDishonor, .changedEntry:
                continue
            }
        }
        for difference in differences {
            guard let line = lines[difference.line] else { continue }
            if let entry = try bookkeeping.cashDifference(difference.amount, line: line) { entries.append(entry) }
        }
        return entries
    }

    /// Opens what is new and closes what has gone: as solved where it has been by the dates of the documents, else as
    /// never having been, so that late delivery of a file leaves no trace. What waits keeps what was opened on it, unless its
    /// partner has come.
    private mutating func settle(_ outcome: FundsMatching.Outcome, _ input: FundsMatching.Input) throws -> Bool {
        let standing = Set(outcome.exceptions.map { posting.key(of: $0) })
        let solved = Set(outcome.solved.map { posting.key(of: $0) })
        let waiting = Set(outcome.waiting.filter { !$0.isHeld }.map(\.evidence))
        let places = (input.lines.map(\.evidence) + input.remittances.map(\.evidence)).filter {
            $0.arrival.number != posting.arrival || excepted.contains($0)
        }
        let known = try posting.database.read { try $0.openExceptions(onEach: places) }.filter {
            Self.categories.contains($0.exception.category)
        }
        var closings: [(id: String, closing: ExceptionClosing)] = []
        for exception in known where !standing.contains(exception.subjectKey) {
            if exception.exception.evidence.map(waiting.contains) ?? false { continue }
            closings.append((exception.id, solved.contains(exception.subjectKey) ? .resolved : .withdrawn))
        }
        try posting.close(closings)
        let opened = try posting.stage(
            exceptions: outcome.exceptions + outcome.solved, solved: solved.subtracting(standing))
        excepted.formUnion(opened.compactMap(\.exception.evidence))
        touched.formUnion(opened.compactMap(\.exception.evidence))
        let over = opened.filter { solved.contains($0.subjectKey) && !standing.contains($0.subjectKey) }
        try posting.close(over.map { ($0.id, .resolved) })
        return !closings.isEmpty || !opened.isEmpty
    }
}
