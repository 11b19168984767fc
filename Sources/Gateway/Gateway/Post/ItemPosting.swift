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
        .unknownItem, .ambiguous, .overpayment, .creditBalance, .denied, .unmatchedReversal,
    ]
    private static let pageSize = 10_000

    let posting: StagedPosting
    let bookkeeping: Bookkeeping
    let arrival: Int64

    /// Decides all groups that a line or an item of the arrival belongs to. No group depends on another, so one page is
    /// gathered and decided while the one before is written.
    func post() throws {
        try WriteBehind.run { writing in
            var seen: Set<LookupKey> = []
            try postLines(writing, &seen)
            try postItems(writing, &seen)
        }
    }

    /// - Parameter seen: references of groups that reach beyond their page: the next page finds them decided.
    private func postLines(_ writing: WriteBehind, _ seen: inout Set<LookupKey>) throws {
        var last = -1
        while true {
            let (page, end) = try posting.database.read { session in
                let arriving = try session.arrivingLines(of: arrival, after: last, limit: Self.pageSize)
                let page = try gather(arriving: arriving, &seen, session)
                return (page, arriving.lines.last?.evidence.ordinal)
            }
            guard let end else { return }
            last = end
            try decide(page, writing)
        }
    }

    private func postItems(_ writing: WriteBehind, _ seen: inout Set<LookupKey>) throws {
        var page: [LookupKey] = []
        var last = -1
        while true {
            let items = try posting.database.read {
                try $0.referencesOfItems(of: arrival, after: last, limit: Self.pageSize)
            }
            guard let end = items.last else { return }
            last = end.ordinal
            for item in items where seen.insert(item.reference).inserted { page.append(item.reference) }
            try decide(try posting.database.read { try gather(page, $0) }, writing)
            page.removeAll(keepingCapacity: true)
        }
    }

    /// What is known about one page of groups.
    private struct Page {
        var lines: [RemittanceLine] = []
        var items: [OpenItem] = []
        var standing: [Evidence: Match] = [:]
        /// Reversals with their originals, corrections with their reversals, by id.
        var pairs: [String: Match] = [:]
        var exceptions: [StoredException] = []
        var transferred: [String: Money] = [:]
        /// By the remittance's place.
        var effectiveOn: [Evidence: CalendarDate] = [:]
    }

    private func decide(_ page: Page, _ writing: WriteBehind) throws {
        if page.lines.isEmpty { return }
        let outcome = ItemMatching.decide(
            lines: page.lines, candidates: page.items, applied: page.transferred,
            effectiveOn: { page.effectiveOn[$0] ?? CalendarDate(dayNumber: 0) })
        let standing = Set(page.standing.values.map(\.id))
        let fresh = standing.isEmpty ? outcome.matches : outcome.matches.filter { !standing.contains($0.id) }
        let payments = try payments(for: fresh, page)
        try writing.add { try settle(outcome, page, fresh, payments) }
    }

    /// The groups of these lines of the arrival that are not decided yet.
    private func gather(
        arriving: ArrivingLines, _ seen: inout Set<LookupKey>, _ session: Session
    ) throws -> Page {
        var page = Page()
        page.lines = arriving.lines
        if !seen.isEmpty { page.lines.removeAll { seen.contains($0.reference) } }
        let remittances = page.lines.lazy.map(\.remittance.ordinal)
        guard let first = remittances.min(), let last = remittances.max() else { return page }
        var repeated: Set<Evidence> = []
        for remittance in try session.arrivingRemittances(of: arrival, from: first, through: last) {
            page.effectiveOn[remittance.place] = remittance.effectiveOn
            if remittance.isRepeated { repeated.insert(remittance.place) }
        }
        if !repeated.isEmpty { page.lines.removeAll { repeated.contains($0.remittance) } }
        let references = Self.references(of: page.lines)
        let beside = try session.lines(beside: arriving, references: references, in: posting.scope)
        page.lines += beside.lines
        seen.formUnion(beside.references)
        try complete(&page, references, session)
        return page
    }

    /// The groups with these keys.
    private func gather(_ keys: [LookupKey], _ session: Session) throws -> Page {
        var page = Page()
        // In the order of the index, so that neighbours share its pages.
        try session.forEachRemittanceLine(references: keys.sorted(), in: posting.scope) { page.lines.append($0) }
        try complete(&page, Self.references(of: page.lines), session)
        return page
    }

    /// The references of lines, each once, in the order of the indexes.
    private static func references(of lines: [RemittanceLine]) -> [LookupKey] {
        var keys = lines.map(\.reference)
        keys.sort()
        var before: LookupKey?
        keys.removeAll { key in
            defer { before = key }
            return key == before
        }
        return keys
    }

    /// Gathers the items of a page's lines, which have these references, and what stands on them.
    private func complete(_ page: inout Page, _ references: [LookupKey], _ session: Session) throws {
        if page.lines.isEmpty { return }
        let peopleAct = try session.hasFactsInHands()
        page.items.reserveCapacity(references.count)
        try session.forEachOpenItem(references: references, in: posting.scope) { page.items.append($0) }
        // Nothing can stand on facts that are new; only older ones are asked for.
        let older = page.items.map(\.evidence).filter { $0.arrival.number != arrival }
        page.exceptions += try session.openExceptions(onEach: older)
        for item in page.items where item.evidence.arrival.number != arrival {
            // Nothing but a remittance pays a claim, unless people say so.
            if item.kind == .claim && !peopleAct { continue }
            page.transferred[item.id] = try session.transferred(to: item.evidence, currency: item.amount.currency)
        }
        let takenBack = Set(page.lines.lazy.filter(\.isReversal).map(\.reference))
        for line in page.lines {
            if line.evidence.arrival.number != arrival {
                page.standing[line.evidence] = try session.itemMatch(ofLine: line.evidence)
                page.exceptions += try session.openExceptions(on: line.evidence)
                if takenBack.contains(line.reference) {
                    for match in try session.matches(onLeft: line.evidence) where match.kind.isEvidenceOnly {
                        page.pairs[match.id] = match
                    }
                }
            }
            if page.effectiveOn[line.remittance] == nil {
                page.effectiveOn[line.remittance] = try session.remittance(at: line.remittance)?.effectiveOn
            }
        }
    }

    /// Stages the difference between what follows now and what stands.
    private func settle(
        _ outcome: ItemMatching.Outcome, _ page: Page, _ fresh: [Match], _ payments: [JournalEntry]
    ) throws {
        var entries = payments
        if !page.standing.isEmpty {
            let decided = Set(outcome.matches.map(\.id))
            let gone = page.standing.values.filter { !decided.contains($0.id) }
            entries = try posting.withdraw(gone, bookkeeping) + entries
        }
        let exceptions = try completed(outcome.exceptions)
        let ids = Set(exceptions.map { posting.key(of: $0) })
        let over = page.exceptions.filter {
            Self.categories.contains($0.exception.category) && !ids.contains($0.subjectKey)
        }
        try posting.close(over.map { ($0.id, .withdrawn) })
        let paired = Set(outcome.pairs.map(\.id))
        try posting.withdraw(page.pairs.keys.filter { !paired.contains($0) }.sorted())
        try posting.stage(matches: fresh + outcome.pairs.filter { page.pairs[$0.id] == nil })
        try posting.stage(entries: entries)
        try posting.stage(exceptions: exceptions)
    }

    /// What new matches book. Matches and lines stand in the order of the evidence, so each line is found behind the one before.
    private func payments(for matches: [Match], _ page: Page) throws -> [JournalEntry] {
        if matches.isEmpty { return [] }
        let kinds = Dictionary(
            page.items.lazy.map { ($0.evidence, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let order = page.lines.indices.sorted { page.lines[$0].evidence < page.lines[$1].evidence }
        var rest = order[...]
        var entries: [JournalEntry] = []
        entries.reserveCapacity(matches.count)
        for match in matches {
            guard let left = match.left.evidence, let right = match.right.evidence, let kind = kinds[right] else {
                continue
            }
            rest = rest.drop { page.lines[$0].evidence < left }
            guard let place = rest.first, page.lines[place].evidence == left else { continue }
            let remittance = page.lines[place].remittance
            let entry = try bookkeeping.payment(
                match, line: page.lines[place], kind: kind,
                effectiveOn: page.effectiveOn[remittance] ?? CalendarDate(dayNumber: 0))
            if let entry { entries.append(entry) }
        }
        return entries
    }

    /// The exceptions with the reference as received behind a subject's slash.
    func completed(_ exceptions: [ReconciliationException]) throws -> [ReconciliationException] {
        if exceptions.isEmpty { return [] }
        return try posting.database.read { session in
            try exceptions.map { exception in
                guard exception.subject.hasSuffix("/"), let evidence = exception.evidence,
                    let sealed = try session.sealedReference(ofLine: evidence)
                else { return exception }
                let reference = try posting.vault.open(sealed, as: StagedFactSink.referencePurpose)
                return exception.completed(reference: String(decoding: reference, as: UTF8.self))
            }
        }
    }
}
