// Lines of remittances against open items, one group of equal references after the other.
// A group is decided whole and anew whenever one of its facts is new, so the order of arrival cannot matter; what follows is
// compared with what stands.

import Facts
import Ledger
import Money
import Reconciliation
import Store

struct ItemPosting {
    private static let categories: Set<ExceptionCategory> = [
        .unknownItem, .ambiguous, .overpayment, .denied, .unmatchedReversal,
    ]
    private static let pageSize = 10_000

    let posting: StagedPosting
    let bookkeeping: Bookkeeping
    let arrival: Int64

    /// Decides all groups that a line or an item of the arrival belongs to.
    func post() throws {
        var effectiveDates: [Evidence: CalendarDate] = [:]
        var seen: Set<LookupKey> = []
        var page: [LookupKey] = []
        func add(_ key: LookupKey) throws {
            guard seen.insert(key).inserted else { return }
            page.append(key)
            if page.count < Self.pageSize { return }
            try decide(page, &effectiveDates)
            page.removeAll(keepingCapacity: true)
        }
        var last = -1
        while true {
            let lines = try posting.database.read {
                try $0.remittanceLines(of: arrival, after: last, limit: Self.pageSize)
            }
            guard let end = lines.last else { break }
            last = end.evidence.ordinal
            for line in lines { try add(line.reference) }
        }
        var references: [LookupKey] = []
        try posting.database.read { session in
            try session.forEachOpenItem(of: arrival) { item in
                if item.kind != .cashierDeposit { references.append(item.reference) }
            }
        }
        for reference in references { try add(reference) }
        try decide(page, &effectiveDates)
    }

    /// What is known about one page of groups.
    private struct Page {
        var lines: [RemittanceLine] = []
        var items: [OpenItem] = []
        var standing: [Evidence: Match] = [:]
        /// Reversals with their originals, corrections with their reversals, by id.
        var pairs: [String: Match] = [:]
        var exceptions: [StoredException] = []
        var references: [Evidence: String] = [:]
        var transferred: [String: Money] = [:]
    }

    private func decide(_ keys: [LookupKey], _ effectiveDates: inout [Evidence: CalendarDate]) throws {
        if keys.isEmpty { return }
        let page = try gather(keys, &effectiveDates)
        if page.lines.isEmpty { return }
        let dates = effectiveDates
        let outcome = ItemMatching.decide(
            lines: page.lines, candidates: page.items, applied: page.transferred,
            effectiveOn: { dates[$0] ?? CalendarDate(dayNumber: 0) })
        try settle(outcome, page, dates)
    }

    private func gather(_ keys: [LookupKey], _ effectiveDates: inout [Evidence: CalendarDate]) throws -> Page {
        try posting.database.read { session in
            var page = Page()
            let peopleAct = try session.hasFactsInHands()
            // In the order of the index, so that neighbours share its pages.
            for key in keys.sorted() {
                let lines = try session.remittanceLines(reference: key, in: posting.scope)
                if lines.isEmpty { continue }
                page.lines += lines
                let items = try session.openItems(reference: key, in: posting.scope)
                page.items += items
                // Nothing can stand on facts that are new; only older ones are asked for.
                for item in items where item.evidence.arrival.number != arrival {
                    page.exceptions += try session.openExceptions(on: item.evidence)
                    // Nothing but a remittance pays a claim, unless people say so.
                    if item.kind == .claim && !peopleAct { continue }
                    page.transferred[item.id] = try session.transferred(
                        to: item.evidence, currency: item.amount.currency)
                }
                let isTakenBack = lines.contains(where: \.isReversal)
                for line in lines {
                    if isTakenBack, line.evidence.arrival.number != arrival {
                        for match in try session.matches(onLeft: line.evidence) where match.kind.isEvidenceOnly {
                            page.pairs[match.id] = match
                        }
                    }
                    if line.evidence.arrival.number != arrival {
                        page.standing[line.evidence] = try session.itemMatch(ofLine: line.evidence)
                        page.exceptions += try session.openExceptions(on: line.evidence)
                    }
                    if effectiveDates[line.remittance] == nil {
                        effectiveDates[line.remittance] = try session.remittance(at: line.remittance)?.effectiveOn
                    }
                }
            }
            return page
        }
    }

    /// Stages the difference between what follows now and what stands.
    private func settle(
        _ outcome: ItemMatching.Outcome, _ page: Page, _ effectiveDates: [Evidence: CalendarDate]
    ) throws {
        let decided = Set(outcome.matches.map(\.id))
        let lines = Dictionary(page.lines.map { ($0.evidence, $0) }, uniquingKeysWith: { first, _ in first })
        let kinds = Dictionary(page.items.map { ($0.evidence, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let standing = Set(page.standing.values.map(\.id))
        var entries: [JournalEntry] = []
        for match in page.standing.values.sorted(by: { $0.id < $1.id }) where !decided.contains(match.id) {
            try posting.database.write { try $0.stageMatchWithdrawal(match.id, posting: posting.number) }
            if let entry = try posting.database.read({ try $0.journalEntry("M\(match.id)") }) {
                entries.append(try bookkeeping.mirror(of: entry, on: entry.occurredOn))
            }
        }
        let fresh = outcome.matches.filter { !standing.contains($0.id) }
        for match in fresh {
            guard let left = match.left.evidence, let line = lines[left], let right = match.right.evidence,
                let kind = kinds[right],
                let entry = try bookkeeping.payment(
                    match, line: line, kind: kind,
                    effectiveOn: effectiveDates[line.remittance] ?? CalendarDate(dayNumber: 0))
            else { continue }
            entries.append(entry)
        }
        let exceptions = try outcome.exceptions.map(completed)
        let ids = Set(exceptions.map { posting.key(of: $0) })
        for known in page.exceptions
        where Self.categories.contains(known.exception.category) && !ids.contains(known.subjectKey) {
            try posting.close(known.id, as: .withdrawn)
        }
        let paired = Set(outcome.pairs.map(\.id))
        for id in page.pairs.keys.sorted() where !paired.contains(id) {
            try posting.database.write { try $0.stageMatchWithdrawal(id, posting: posting.number) }
        }
        try posting.stage(matches: fresh + outcome.pairs.filter { page.pairs[$0.id] == nil })
        try posting.stage(entries: entries)
        try posting.stage(exceptions: exceptions)
    }

    /// The exception with the reference as received behind its subject's slash.
    private func completed(_ exception: ReconciliationException) throws -> ReconciliationException {
        guard exception.subject.hasSuffix("/"), let evidence = exception.evidence,
            let sealed = try posting.database.read({ try $0.sealedReference(ofLine: evidence) })
        else { return exception }
        let reference = try posting.vault.open(sealed, as: StagedFactSink.referencePurpose)
        return exception.completed(reference: String(decoding: reference, as: UTF8.self))
    }
}
