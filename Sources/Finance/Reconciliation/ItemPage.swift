// The state of one page of remittance lines: candidates by key, totals by item, the outcome as it grows.

import Facts
import Money

struct ItemPage {
    private struct Touched {
        let item: OpenItem
        /// The first line that was matched to it.
        let first: ClaimHistory.Entry
        var total: Money
        var latest: CalendarDate
    }

    private struct HistoryKey: Hashable {
        let item: Evidence
        let payer: String
    }

    /// Candidates with one key, by their places: nearly always one.
    private struct Places {
        let first: Int
        var others: [Int] = []
    }

    private let items: [OpenItem]
    private let exact: [LookupKey: Places]
    private let normalised: [LookupKey: Places]
    private let applied: [String: Money]
    /// Whether any line takes a payment back: only then is a claim's history of use.
    private let hasReversals: Bool
    private var touched: [String: Touched] = [:]
    /// Lines that were matched to a claim, by claim and payer.
    private var histories: [HistoryKey: (item: OpenItem, entries: [ClaimHistory.Entry])] = [:]
    /// The lines of claims that have more than one.
    private var several: [String: [ClaimHistory.Entry]] = [:]
    private var outcome = ItemMatching.Outcome()

    init(candidates: [OpenItem], applied: [String: Money], lines: Int, hasReversals: Bool) {
        items = FundsMatcher.sorted(candidates, by: \.evidence)
        exact = Self.places(items, by: \.exactReference)
        normalised = Self.places(items, by: \.reference)
        self.applied = applied
        self.hasReversals = hasReversals
        touched.reserveCapacity(min(lines, items.count))
        outcome.settled.reserveCapacity(min(lines, items.count))
        outcome.matches.reserveCapacity(lines)
    }

    private static func places(_ items: [OpenItem], by key: (OpenItem) -> LookupKey) -> [LookupKey: Places] {
        var places: [LookupKey: Places] = [:]
        places.reserveCapacity(items.count)
        for (place, item) in items.enumerated() {
            if places[key(item)]?.others.append(place) == nil { places[key(item)] = Places(first: place) }
        }
        return places
    }

    /// Exact spelling before normal form; unique or nothing.
    mutating func decide(_ line: RemittanceLine, effectiveOn: CalendarDate) {
        let isClaim = !line.status.isEmpty
        let spelled = eligible(exact[line.exactReference], line, isClaim)
        let alike = eligible(normalised[line.reference], line, isClaim, but: spelled.count == 1 ? spelled.first : nil)
        if spelled.count == 1, let place = spelled.first {
            match(
                line, items[place], isClaim, effectiveOn, rule: "reference",
                alike.count == 0
                    ? "The reference agrees exactly with one item."
                    : "The reference agrees exactly with one item; \(alike.count) other(s) agree only in normal form.")
        } else if spelled.count == 0, alike.count == 1, let place = alike.first {
            match(
                line, items[place], isClaim, effectiveOn, rule: "reference-normalised",
                "The reference agrees with one item but for case, punctuation or leading zeros.")
        } else {
            let fits = max(spelled.count, alike.count)
            outcome.exceptions.append(ItemPage.refusal(of: line, isClaim: isClaim, effectiveOn, fits: fits))
        }
    }

    /// How many of the candidates a line may pay, one left out, and the first of them: 835 lines pay claims; lines of an 820
    /// all else that is owed by others.
    private func eligible(
        _ places: Places?, _ line: RemittanceLine, _ isClaim: Bool, but leftOut: Int? = nil
    ) -> (count: Int, first: Int?) {
        guard let places else { return (0, nil) }
        var found: (count: Int, first: Int?) = (0, nil)
        func look(_ place: Int) {
            let item = items[place]
            let isOfKind = isClaim ? item.kind == .claim : item.kind != .claim && item.kind != .cashierDeposit
            guard isOfKind, item.amount.currency == line.paid.currency, place != leftOut else { return }
            found = (found.count + 1, found.first ?? place)
        }
        look(places.first)
        for place in places.others { look(place) }
        return found
    }

    private mutating func match(
        _ line: RemittanceLine, _ item: OpenItem, _ isClaim: Bool, _ effectiveOn: CalendarDate, rule: String,
        _ explanation: String
    ) {
        outcome.matches.append(
            Match(
                kind: isClaim ? .claimPayment : .invoicePayment,
                left: MatchSide(evidence: line.evidence, reference: line.trace),
                right: MatchSide(evidence: item.evidence, reference: item.id), amount: line.paid, rule: rule,
                explanation: explanation + (line.isReversal ? " It takes an earlier payment back." : "")))
        // A discount settles an invoice as money does; a claim's reductions are no payment.
        let settled = isClaim ? line.paid : line.paid.adding(line.contractual) ?? line.paid
        outcome.settled[item.id] = sum(outcome.settled[item.id] ?? .zero(settled.currency), settled)
        let entry = ClaimHistory.Entry(line: line, effectiveOn: effectiveOn)
        let known = touched[item.id]
        if isClaim, let known { several[item.id, default: [known.first]].append(entry) }
        var state =
            known
            ?? Touched(
                item: item, first: entry, total: applied[item.id] ?? .zero(settled.currency), latest: effectiveOn)
        state.total = sum(state.total, settled)
        state.latest = max(state.latest, effectiveOn)
        touched[item.id] = state
        if isClaim && hasReversals {
            histories[
                HistoryKey(item: item.evidence, payer: PayerID.core(line.payerID)), default: (item, [])
            ].entries.append(entry)
        }
        if line.isDenied { outcome.exceptions.append(ItemPage.denial(of: line, item: item.id, effectiveOn)) }
    }

    static func denial(of line: RemittanceLine, item: String, _ date: CalendarDate) -> ReconciliationException {
        ReconciliationException(
            category: .denied, subject: item, evidence: line.evidence, amount: line.charged, openedOn: date,
            explanation: "The payer refused the claim; correct and send it again, or appeal.")
    }

    /// What is told of a line that several items fit equally, or none.
    static func refusal(
        of line: RemittanceLine, isClaim: Bool, _ date: CalendarDate, fits: Int
    ) -> ReconciliationException {
        let what = isClaim ? "claim" : "item"
        return ReconciliationException(
            category: fits == 0 ? .unknownItem : .ambiguous, subject: line.trace + "/", evidence: line.evidence,
            amount: line.paid, openedOn: date,
            explanation: fits == 0
                ? "No open \(what) has this reference, exactly or in normal form; the money stays unapplied."
                : "\(fits) open \(what)s have this reference equally; the money stays unapplied until somebody chooses."
        )
    }

    private func sum(_ left: Money, _ right: Money) -> Money {
        left.adding(right) ?? Money(minorUnits: .max, currency: left.currency)
    }

    /// The outcome with what the page's items are overpaid by.
    func finish() -> ItemMatching.Outcome {
        var result = outcome
        for (item, entries) in histories.values where entries.contains(where: { $0.line.isReversal }) {
            var history = ClaimHistory(item, entries)
            history.pair()
            result.pairs += history.matches
            result.exceptions += history.exceptions
        }
        result.pairs.sort { $0.id < $1.id }
        result.exceptions.sort(by: ItemPage.isBefore)
        for state in touched.values.sorted(by: { $0.item.evidence < $1.item.evidence }) {
            guard let over = state.total.subtracting(state.item.amount), over.minorUnits > 0 else {
                let entries = several[state.item.id] ?? []
                if let twice = PrimaryPayments(state.item, entries).exception { result.exceptions.append(twice) }
                continue
            }
            result.exceptions.append(
                ReconciliationException(
                    category: .overpayment, subject: state.item.id, evidence: state.item.evidence, amount: over,
                    openedOn: state.latest,
                    explanation:
                        "All payments together are \(over) more than the item's amount; refund or apply it elsewhere."
                ))
        }
        return result
    }

    private static func isBefore(_ left: ReconciliationException, _ right: ReconciliationException) -> Bool {
        guard let one = left.evidence, let other = right.evidence, one != other else {
            return (left.category.rawValue, left.subject) < (right.category.rawValue, right.subject)
        }
        return one < other
    }
}
