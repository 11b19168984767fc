// Everything that a set of facts about money could be matched to, and everything that those could be matched to in turn:
// what the engine decides on these alone is what it would decide on the whole of the books.
// Relies on the store's look-ups by key and by amount and day.
//
// A fact that was matched by a key of its own is reached by that key and by its match; equal amounts lead only to and
// from facts without such a match. Every fact that is reached is asked for all its neighbours, so that which fact the
// search began with does not matter.

import Facts
import Money
import Reconciliation
import Store

struct FundsNeighbourhood {
    private static let depositCode = "301"

    private let session: Session
    private let scope: FactScope
    private let windows: MatchingWindows
    /// Many have no ACH entries at all: then none are looked up, three times for each payment.
    private let hasEntries: Bool

    private var lines: [Evidence: BankLine] = [:]
    private var remittances: [Evidence: Remittance] = [:]
    private var entries: [Evidence: ACHItem] = [:]
    private var items: [Evidence: OpenItem] = [:]
    private var standing: [String: Match] = [:]
    private var crowded: Set<Evidence> = []
    private var queue: [Step] = []
    private var asked: Set<Question> = []
    /// Logs that are only looked at: which deposits they fit is not asked.
    private var asideItems: Set<Evidence> = []
    /// By the place of each of its logs.
    private var slips: [Evidence: Slip] = [:]
    private var logsOfDays: [DaySpan: [OpenItem]] = [:]

    /// The logs of one deposit slip.
    private struct Slip {
        let logs: [OpenItem]
        let sum: Money?
        let first: CalendarDate
        let last: CalendarDate
    }

    /// Places of facts of the arrival being posted on which this posting has staged something. Nothing can stand on the
    /// arrival's other facts, so the store is not asked.
    private let touched: Set<Evidence>
    /// By TRN: the remittance and the line that alone have it, and how many entries do.
    private var onlyAdvice: [String: Evidence] = [:]
    private var onlyLine: [String: Evidence] = [:]
    private var entriesOfTrace: [String: Int] = [:]
    /// How many loose facts of an amount lie near a day: known once for all that ask.
    private var crowds: [Crowd: Bool] = [:]

    private struct Crowd: Hashable {
        enum Kind { case lines, partners }
        let kind: Kind
        let amount: Money
        let day: CalendarDate
    }

    private enum Step {
        case line(BankLine, isFirm: Bool)
        case remittance(Remittance, isFirm: Bool)
        case entry(ACHItem, isFirm: Bool)
        case item(OpenItem)
    }

    /// A look-up that need not be made twice.
    private enum Question: Hashable {
        case trace(String)
        case achTrace(String)
        case batchLines(String, CalendarDate)
        case batchEntries(String, CalendarDate)
        case check(String)
        case reference(LookupKey)
        case party(LookupKey, Money)
        case slip(Evidence)
        case place(Evidence)
        case payerLines(String, CalendarDate)
        case payerRemittances(String, CalendarDate)
    }

    init(
        _ session: Session, _ scope: FactScope, touched: Set<Evidence>, windows: MatchingWindows = .standard
    ) throws {
        self.session = session
        self.scope = scope
        self.touched = touched
        self.windows = windows
        hasEntries = try session.hasACHItems()
    }

    mutating func add(_ line: Neighbour<BankLine>) {
        guard lines.updateValue(line.fact, forKey: line.fact.evidence) == nil else { return }
        queue.append(.line(line.fact, isFirm: line.isFirm))
    }

    mutating func add(_ remittance: Neighbour<Remittance>) {
        guard remittances.updateValue(remittance.fact, forKey: remittance.fact.evidence) == nil else { return }
        queue.append(.remittance(remittance.fact, isFirm: remittance.isFirm))
    }

    mutating func add(_ entry: Neighbour<ACHItem>) {
        guard entries.updateValue(entry.fact, forKey: entry.fact.evidence) == nil else { return }
        queue.append(.entry(entry.fact, isFirm: entry.isFirm))
    }

    mutating func add(_ item: OpenItem) {
        let isKnown = items.updateValue(item, forKey: item.evidence) != nil
        if isKnown && asideItems.remove(item.evidence) == nil { return }
        queue.append(.item(item))
    }

    /// The input of the engine once nothing more is reached.
    mutating func input(businessDate: CalendarDate?, overdueDate: CalendarDate?) throws -> FundsMatching.Input {
        while let step = queue.popLast() {
            switch step {
            case .line(let line, let isFirm): try expand(line, isFirm)
            case .remittance(let remittance, let isFirm): try expand(remittance, isFirm)
            case .entry(let entry, let isFirm): try expand(entry, isFirm)
            case .item(let item): try expand(item)
            }
        }
        var input = FundsMatching.Input(businessDate: businessDate, windows: windows, crowded: crowded)
        input.overdueDate = overdueDate
        input.lines = Array(lines.values)
        input.remittances = Array(remittances.values)
        input.achItems = Array(entries.values)
        input.items = Array(items.values)
        input.standing = Array(standing.values)
        for item in items.values where item.kind != .cashierDeposit {
            input.applied[item.id] = try session.applied(to: item.evidence, currency: item.amount.currency)
        }
        return input
    }

    private mutating func isNew(_ question: Question) -> Bool { asked.insert(question).inserted }

    private func span(_ first: CalendarDate, _ before: Int, _ after: Int) -> DaySpan {
        DaySpan(first.advanced(byDays: -before), first.advanced(byDays: after))
    }

    private func near(_ day: CalendarDate) -> DaySpan { span(day, FundsMatching.reach, FundsMatching.reach) }
}

// By keys and by matches.
extension FundsNeighbourhood {
    /// What stands on a fact, and the other side of it.
    private mutating func follow(_ place: Evidence, onLeft: Bool = false, onRight: Bool = false) throws {
        if place.arrival.number == scope.posting && !touched.contains(place) { return }
        var found: [Match] = []
        if onLeft { found += try session.matches(onLeft: place) }
        if onRight { found += try session.matches(onRight: place) }
        for match in found where !match.kind.isEvidenceOnly {
            standing[match.id] = match
            for other in [match.left.evidence, match.right.evidence] {
                guard let other, other != place, isNew(.place(other)) else { continue }
                try reach(other, match.kind)
            }
        }
    }

    private mutating func reach(_ place: Evidence, _ kind: MatchKind) throws {
        if lines[place] != nil || remittances[place] != nil || entries[place] != nil { return }
        if let line = try session.bankLine(at: place, in: scope) { return add(line) }
        switch kind {
        case .remittanceFunds: if let found = try session.countingRemittance(at: place, in: scope) { add(found) }
        case .achBankline: if let found = try session.achItem(at: place, in: scope) { add(found) }
        case .cashierDeposit, .invoicePayment: if let found = try session.openItem(at: place, in: scope) { add(found) }
        case .claimPayment, .rule, .reversedLine, .internalTransfer, .reversal, .correction, .carriedBalance,
            .recoupment, .settlement, .returnedEntry, .dishonoredReturn, .contestedDishonor, .changedEntry:
            return
        }
    }

    private mutating func ask(trace: String) throws {
        guard !trace.isEmpty, isNew(.trace(trace)) else { return }
        let advices = try session.remittances(traceKey: trace, in: scope) { remittances[$0] != nil }
        let named = hasEntries ? try session.achItems(traceKey: trace, in: scope) : []
        let paying = try session.bankLines(traceKey: trace, in: scope) { lines[$0] != nil }
        if advices.places.count == 1 { onlyAdvice[trace] = advices.places.first }
        if paying.places.count == 1 { onlyLine[trace] = paying.places.first }
        entriesOfTrace[trace] = named.isEmpty ? nil : named.count
        for found in advices.unknown { add(found) }
        for found in named { add(found) }
        for found in paying.unknown { add(found) }
    }

    private mutating func ask(check: String) throws {
        guard isNew(.check(check)) else { return }
        for found in try session.bankLines(checkNumber: check, in: scope) { add(found) }
    }

    private mutating func ask(achTrace: String) throws {
        guard isNew(.achTrace(achTrace)) else { return }
        if hasEntries { for found in try session.achItems(achTrace: achTrace, in: scope) { add(found) } }
        for found in try session.bankLines(achTrace: achTrace, in: scope) { add(found) }
    }

    private mutating func expand(_ line: BankLine, _ isFirm: Bool) throws {
        try follow(line.evidence, onLeft: true, onRight: true)
        if line.mayBeTransferred { try askOtherSide(of: line) }
        if line.ruleCategory != nil { return }
        if let trace = line.traceKey { try ask(trace: trace) }
        if let trace = line.achTrace { try ask(achTrace: trace) }
        if hasEntries, let batch = line.achBatchNumber, isNew(.batchEntries(batch, line.bookedOn)) {
            for found in try session.achItems(batchNumber: batch, in: near(line.bookedOn), scope) { add(found) }
        }
        if let check = line.checkNumber {
            try ask(trace: NormalisedReference.text(check))
            try ask(check: check)
        }
        let hasKey = line.traceKey != nil || line.achBatchNumber != nil || line.checkNumber != nil
        if !hasKey { for reference in line.references { try ask(reference: reference) } }
        if isFirm || line.amount.minorUnits <= 0 || isSettledByKey(line) { return }
        try askPartners(of: line)
        if line.mayPaySeveral { try askRemittancesOfPayer(line) }
        if hasKey { return }
        if let party = line.partyNameKey { try ask(party: party, line.amount) }
        if line.bankCode == Self.depositCode { try askDeposits(line) }
    }

    private mutating func expand(_ remittance: Remittance, _ isFirm: Bool) throws {
        try follow(remittance.evidence, onLeft: true)
        guard remittance.method != .none, remittance.amount.minorUnits > 0 else { return }
        try ask(trace: remittance.traceKey)
        if remittance.method == .check { try ask(check: remittance.traceKey) }
        if isFirm || isSettledByKey(remittance) { return }
        try askLines(of: remittance.evidence, remittance.amount, remittance.effectiveOn)
        if remittance.method != .check { try askLinesOfPayer(remittance) }
    }

    private mutating func expand(_ entry: ACHItem, _ isFirm: Bool) throws {
        try follow(entry.evidence, onLeft: true)
        try ask(achTrace: entry.achTrace)
        if entry.returnCode != nil { return }
        if let trace = entry.traceKey { try ask(trace: trace) }
        if isNew(.batchLines(entry.batchNumber, entry.effectiveOn)) {
            let days = near(entry.effectiveOn)
            for found in try session.bankLines(batchNumber: entry.batchNumber, in: days, scope) { add(found) }
        }
        if isFirm || entry.amount.minorUnits <= 0 { return }
        try askLines(of: entry.evidence, entry.amount, entry.effectiveOn)
    }

    private mutating func expand(_ item: OpenItem) throws {
        if item.kind == .claim { return }
        try follow(item.evidence, onLeft: item.kind == .cashierDeposit, onRight: item.kind != .cashierDeposit)
        try ask(reference: item.reference)
        if item.kind == .cashierDeposit {
            try askSlip(item)
        } else if let party = item.partyNameKey {
            try ask(party: party, item.amount)
        }
    }
}

// By amount, party and reference.
extension FundsNeighbourhood {
    /// Loose lines of an amount near a day.
    private mutating func askLines(of place: Evidence, _ amount: Money, _ day: CalendarDate) throws {
        let crowd = Crowd(kind: .lines, amount: amount, day: day)
        if crowds[crowd] == nil {
            let limit = FundsMatching.blockLimit + 1
            let found = try session.looseLines(amount: amount, in: near(day), scope, limit: limit)
            crowds[crowd] = found.count == limit
            if found.count < limit { for line in found { add(line) } }
        }
        if crowds[crowd] == true { crowded.insert(place) }
    }

    /// Lines of the opposite amount that could be the other side of a transfer between our own accounts.
    private mutating func askOtherSide(of line: BankLine) throws {
        guard let opposite = line.amount.negated else { return }
        let days = span(line.bookedOn, BankLine.transferReach, BankLine.transferReach)
        let limit = FundsMatching.blockLimit + 1
        let found =
            try session.looseLines(amount: opposite, in: days, scope, limit: limit)
            + session.sweeps(amount: opposite, in: days, scope, limit: limit)
        if found.count >= limit { return }
        for other in found where other.fact.mayBeTransferred && other.fact.account != line.account { add(other) }
    }

    /// Loose remittances and entries of the line's amount near its day.
    private mutating func askPartners(of line: BankLine) throws {
        let crowd = Crowd(kind: .partners, amount: line.amount, day: line.bookedOn)
        if crowds[crowd] == nil {
            let limit = FundsMatching.blockLimit + 1
            let days = near(line.bookedOn)
            let advices = try session.looseRemittances(amount: line.amount, in: days, scope, limit: limit)
            let free =
                hasEntries ? try session.looseACHItems(amount: line.amount, in: days, scope, limit: limit) : []
            crowds[crowd] = advices.count == limit || free.count == limit
            if advices.count < limit && free.count < limit {
                for advice in advices { add(advice) }
                for entry in free { add(entry) }
            }
        }
        if crowds[crowd] == true { crowded.insert(line.evidence) }
    }

    /// What a payer's day could be the sum of, and the lines that could be it.
    private mutating func askRemittancesOfPayer(_ line: BankLine) throws {
        guard let payer = line.tracePayerID, isNew(.payerRemittances(payer, line.bookedOn)) else { return }
        let days = span(line.bookedOn, windows.nearDays, windows.nearDays)
        let limit = FundsMatching.blockLimit + 1
        let found = try session.openRemittances(
            payerIDs: FundsMatching.spellings(ofPayer: payer), in: days, scope, limit: limit)
        if found.count < limit { for remittance in found { add(remittance) } }
    }

    private mutating func askLinesOfPayer(_ remittance: Remittance) throws {
        let (payer, day) = (remittance.payerID, remittance.effectiveOn)
        guard !payer.isEmpty, isNew(.payerLines(payer, day)) else { return }
        let days = span(day, windows.nearDays, windows.nearDays)
        let limit = FundsMatching.blockLimit + 1
        let found = try session.openLines(
            payerIDs: FundsMatching.spellings(ofPayer: payer), in: days, scope, limit: limit)
        if found.count < limit { for line in found where line.fact.mayPaySeveral { add(line) } }
    }

    /// Whether line and remittance have each other's TRN and amount, and nobody else has it: then no amount elsewhere can
    /// part them, and none needs to be looked for.
    private func isSettledByKey(_ line: BankLine) -> Bool {
        guard let trace = line.traceKey, line.achTrace == nil, line.checkNumber == nil, line.achBatchNumber == nil,
            let advice = onlyAdvice[trace], let paying = onlyLine[trace], paying == line.evidence,
            let remittance = remittances[advice]
        else { return false }
        return remittance.amount == line.amount && remittance.method != .check
            && (line.tracePayerID ?? "") == remittance.payerID && entriesOfTrace[trace] == nil
    }

    private func isSettledByKey(_ remittance: Remittance) -> Bool {
        guard onlyAdvice[remittance.traceKey] == remittance.evidence, let paying = onlyLine[remittance.traceKey],
            let line = lines[paying]
        else { return false }
        return isSettledByKey(line)
    }

    /// Items with a reference, all logs of a slip, and the lines whose texts name it where it is an item's.
    private mutating func ask(reference: LookupKey) throws {
        guard isNew(.reference(reference)) else { return }
        let found = try session.openItems(reference: reference, in: scope).filter { $0.kind != .claim }
        if found.isEmpty { return }
        for item in found { add(item) }
        for line in try session.bankLines(naming: reference, in: scope) { add(line) }
    }

    private mutating func ask(party: LookupKey, _ amount: Money) throws {
        guard isNew(.party(party, amount)) else { return }
        for item in try session.openItems(partyName: party, amount: amount, in: scope) { add(item) }
        for line in try session.looseLines(party: party, amount: amount, in: scope) { add(line) }
    }

    /// The slips of the days before a deposit: those of its sum are its candidates, the others tell which places are known.
    private mutating func askDeposits(_ line: BankLine) throws {
        let days = span(line.bookedOn, windows.nearDays, 0)
        if logsOfDays[days] == nil { logsOfDays[days] = try session.cashierDeposits(in: days, scope) }
        for log in logsOfDays[days] ?? [] {
            let slip = try slip(of: log)
            if slip.sum == line.amount { add(log) } else { try addAside(slip) }
        }
    }

    /// The neighbours of such logs are not asked for, but what has taken them is known.
    private mutating func addAside(_ slip: Slip) throws {
        for log in slip.logs where items[log.evidence] == nil {
            items[log.evidence] = log
            asideItems.insert(log.evidence)
            for match in try session.matches(onLeft: log.evidence) { standing[match.id] = match }
        }
    }

    private mutating func slip(of log: OpenItem) throws -> Slip {
        if let known = slips[log.evidence] { return known }
        let logs = try session.openItems(reference: log.reference, in: scope).filter { $0.kind == .cashierDeposit }
        for group in CashSlip.groups(of: logs) {
            var sum: Money? = group.first.map { .zero($0.amount.currency) }
            for other in group { sum = sum?.adding(other.amount) }
            let days = group.map(\.issuedOn)
            let slip = Slip(
                logs: group, sum: sum, first: days.min() ?? log.issuedOn, last: days.max() ?? log.issuedOn)
            for other in group { slips[other.evidence] = slip }
        }
        return slips[log.evidence] ?? Slip(logs: [log], sum: log.amount, first: log.issuedOn, last: log.issuedOn)
    }

    /// Deposits that a slip could be by its sum.
    private mutating func askSlip(_ log: OpenItem) throws {
        let slip = try slip(of: log)
        guard let first = slip.logs.first, isNew(.slip(first.evidence)) else { return }
        let end = slip.first.advanced(byDays: windows.nearDays)
        guard let sum = slip.sum, slip.last <= end else { return }
        let limit = FundsMatching.blockLimit + 1
        let found = try session.looseLines(amount: sum, in: DaySpan(slip.last, end), scope, limit: limit)
        if found.count == limit { return }
        for line in found { add(line) }
    }
}
