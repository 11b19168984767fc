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

    /// Decides all groups that a line or an item of the arrival belongs to. No group depends on another, so one page is
    /// gathered and decided while the one before is written.
    func post() throws {
        try WriteBehind.run { writing in
            var seen: Set<LookupKey> = []
            var page: [LookupKey] = []
            func add(_ key: LookupKey) throws {
                guard seen.insert(key).inserted else { return }
                page.append(key)
                if page.count < Self.pageSize { return }
                try decide(page, writing)
                page.removeAll(keepingCapacity: true)
            }
            var last = -1
            while true {
                let lines = try posting.database.read {
                    try $0.referencesOfLines(of: arrival, after: last, limit: Self.pageSize)
                }
                guard let end = lines.last else { break }
                last = end.ordinal
                for line in lines { try add(line.reference) }
            }
            last = -1
            while true {
                let items = try posting.database.read {
                    try $0.referencesOfItems(of: arrival, after: last, limit: Self.pageSize)
                }
                guard let end = items.last else { break }
                last = end.ordinal
                for item in items { try add(item.reference) }
            }
            try decide(page, writing)
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

    private func decide(_ keys: [LookupKey], _ writing: WriteBehind) throws {
        if keys.isEmpty { return }
        let page = try gather(keys)
        if page.lines.isEmpty { return }
        let outcome = ItemMatching.decide(
            lines: page.lines, candidates: page.items, applied: page.transferred,
            effectiveOn: { page.effectiveOn[$0] ?? CalendarDate(dayNumber: 0) })
        let standing = Set(page.standing.values.map(\.id))
        let fresh = standing.isEmpty ? outcome.matches : outcome.matches.filter { !standing.contains($0.id) }
        let payments = try payments(for: fresh, page)
        try writing.add { try settle(outcome, page, fresh, payments) }
    }

    private func gather(_ keys: [LookupKey]) throws -> Page {
        try posting.database.read { session in
            var page = Page()
            let peopleAct = try session.hasFactsInHands()
            // In the order of the index, so that neighbours share its pages.
            try session.forEachRemittanceLine(references: keys.sorted(), in: posting.scope) { page.lines.append($0) }
            if page.lines.isEmpty { return page }
            let named = Set(page.lines.lazy.map(\.reference)).sorted()
            try session.forEachOpenItem(references: named, in: posting.scope) { page.items.append($0) }
            // Nothing can stand on facts that are new; only older ones are asked for.
            for item in page.items where item.evidence.arrival.number != arrival {
                page.exceptions += try session.openExceptions(on: item.evidence)
                // Nothing but a remittance pays a claim, unless people say so.
                if item.kind == .claim && !peopleAct { continue }
                page.transferred[item.id] = try session.transferred(
                    to: item.evidence, currency: item.amount.currency)
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
            return page
        }
    }

    /// Stages the difference between what follows now and what stands.
    private func settle(
        _ outcome: ItemMatching.Outcome, _ page: Page, _ fresh: [Match], _ payments: [JournalEntry]
    ) throws {
        var entries = payments
        if !page.standing.isEmpty {
            let decided = Set(outcome.matches.map(\.id))
            entries = try withdraw(page.standing.values.filter { !decided.contains($0.id) }) + entries
        }
        let exceptions = try completed(outcome.exceptions)
        let ids = Set(exceptions.map { posting.key(of: $0) })
        let over = page.exceptions.filter {
            Self.categories.contains($0.exception.category) && !ids.contains($0.subjectKey)
        }
        try posting.close(over.map { ($0.id, .withdrawn) })
        let paired = Set(outcome.pairs.map(\.id))
        let parted = page.pairs.keys.filter { !paired.contains($0) }.sorted()
        if !parted.isEmpty {
            try posting.database.write { session in
                for id in parted { try session.stageMatchWithdrawal(id, posting: posting.number) }
            }
        }
        try posting.stage(matches: fresh + outcome.pairs.filter { page.pairs[$0.id] == nil })
        try posting.stage(entries: entries)
        try posting.stage(exceptions: exceptions)
    }

    /// Ends matches that no longer follow; returns what mirrors their entries.
    private func withdraw(_ matches: [Match]) throws -> [JournalEntry] {
        if matches.isEmpty { return [] }
        let matches = matches.sorted { $0.id < $1.id }
        try posting.database.write { session in
            for match in matches { try session.stageMatchWithdrawal(match.id, posting: posting.number) }
        }
        let entries = try posting.database.read { session in
            try matches.compactMap { try session.journalEntry("M\($0.id)") }
        }
        return try entries.map { try bookkeeping.mirror(of: $0, on: $0.occurredOn) }
    }

    private func payments(for matches: [Match], _ page: Page) throws -> [JournalEntry] {
        let lines = Dictionary(page.lines.map { ($0.evidence, $0) }, uniquingKeysWith: { first, _ in first })
        let kinds = Dictionary(page.items.map { ($0.evidence, $0.kind) }, uniquingKeysWith: { first, _ in first })
        return try matches.compactMap { match in
            guard let left = match.left.evidence, let line = lines[left], let right = match.right.evidence,
                let kind = kinds[right]
            else { return nil }
            return try bookkeeping.payment(
                match, line: line, kind: kind,
                effectiveOn: page.effectiveOn[line.remittance] ?? CalendarDate(dayNumber: 0))
        }
    }

    /// The exceptions with the reference as received behind a subject's slash.
    private func completed(_ exceptions: [ReconciliationException]) throws -> [ReconciliationException] {
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
