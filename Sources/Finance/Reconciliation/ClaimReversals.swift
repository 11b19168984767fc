// Reversals (CLP02 22) paired with the payments that they take back, and with the claims that correct them, across all
// remittances of a payer. Pure; relies on what has been found of which item each line is about.
// Source: x12.md, section 5.2: same claim, same payer, all signs turned; never by amount alone. The correction follows in the
// same remittance, or in a later one.

import Facts
import Money

/// What one payer has said about one claim, in the order of the days.
struct ClaimHistory {
    /// A line and the day on which its remittance is effective.
    struct Entry {
        let line: RemittanceLine
        let effectiveOn: CalendarDate
        /// The line's place in its remittance, which is the same whenever the file comes.
        var place: Int { line.evidence.ordinal - line.remittance.ordinal }
    }

    let item: OpenItem
    private let entries: [Entry]
    /// Of payments: the reversal that takes it back.
    private var takenBackBy: [Int: Int] = [:]
    private var correctionOf: [Int: Int] = [:]
    private(set) var matches: [Match] = []
    private(set) var exceptions: [ReconciliationException] = []

    init(_ item: OpenItem, _ entries: [Entry]) {
        self.item = item
        self.entries = entries.sorted {
            ($0.effectiveOn, $0.line.trace, $0.place, $0.line.evidence)
                < ($1.effectiveOn, $1.line.trace, $1.place, $1.line.evidence)
        }
    }

    /// Pairs every reversal, the earliest first.
    mutating func pair() {
        let reversals = entries.indices.filter { entries[$0].line.isReversal }
        for reversal in reversals { pairWithOriginal(reversal) }
        for (position, reversal) in reversals.enumerated() {
            let next = position + 1 < reversals.count ? reversals[position + 1] : entries.count
            pairWithCorrection(reversal, before: next)
        }
    }

    /// The one payment that mirrors the reversal and that no earlier reversal has taken back.
    private mutating func pairWithOriginal(_ reversal: Int) {
        let earlier = entries.indices.filter { !entries[$0].line.isReversal && isBefore($0, reversal) }
        let open = earlier.filter { takenBackBy[$0] == nil }
        let mirrors = open.filter { isMirrored($0, reversal) }
        guard mirrors.count == 1, let original = mirrors.first else {
            return except(reversal, mirrors: mirrors.count, open: open.count)
        }
        takenBackBy[original] = reversal
        let (taken, paid) = (entries[reversal].line, entries[original].line)
        matches.append(
            Match(
                kind: .reversal, left: side(reversal), right: side(original), amount: taken.paid,
                rule: "claim+payer+mirrored",
                explanation: "Claim and payer agree, charge and payment are those of \(paid.trace) "
                    + "(\(entries[original].effectiveOn)) with their signs turned; "
                    + lost(open.count - 1, earlier.count - open.count) + "."))
    }

    private func lost(_ others: Int, _ gone: Int) -> String {
        var reasons: [String] = []
        if others > 0 { reasons.append("\(others) other payment(s) by this payer had other amounts") }
        if gone > 0 { reasons.append("\(gone) had been taken back before") }
        return reasons.isEmpty ? "this payer had paid nothing else on it" : reasons.joined(separator: ", ")
    }

    /// The claim that comes in the place of what was taken back: the next one of the same remittance, else the only one that
    /// follows before another reversal.
    private mutating func pairWithCorrection(_ reversal: Int, before next: Int) {
        let taken = entries[reversal].line
        let following = entries.indices.filter {
            !entries[$0].line.isReversal && correctionOf[$0] == nil && $0 < next && isBefore(reversal, $0)
                && entries[$0].line.charged.magnitude == taken.charged.magnitude
        }
        let beside = following.filter { entries[$0].line.remittance == taken.remittance }
        let fits = beside.isEmpty ? following : beside
        guard fits.count == 1, let correction = fits.first else { return }
        correctionOf[correction] = reversal
        let isBeside = !beside.isEmpty
        matches.append(
            Match(
                kind: .correction, left: side(correction), right: side(reversal),
                amount: entries[correction].line.paid, rule: isBeside ? "claim+payer+remittance" : "claim+payer+order",
                explanation: "Claim, payer and charge agree, and it is the only payment "
                    + (isBeside
                        ? "behind the reversal in the same remittance." : "after the reversal and before another.")
            ))
    }

    private func isBefore(_ one: Int, _ other: Int) -> Bool {
        let (left, right) = (entries[one], entries[other])
        if left.line.remittance == right.line.remittance { return left.place < right.place }
        return left.effectiveOn <= right.effectiveOn
    }

    private func isMirrored(_ payment: Int, _ reversal: Int) -> Bool {
        let (paid, taken) = (entries[payment].line, entries[reversal].line)
        return paid.paid.negated == taken.paid && paid.charged.magnitude == taken.charged.magnitude
    }

    private func side(_ index: Int) -> MatchSide {
        MatchSide(evidence: entries[index].line.evidence, reference: entries[index].line.trace)
    }

    private mutating func except(_ reversal: Int, mirrors: Int, open: Int) {
        let line = entries[reversal].line
        let why =
            mirrors > 1
            ? "\(mirrors) payments by this payer on the claim mirror it equally"
            : open > 0
                ? "\(open) payment(s) by this payer on the claim are not taken back yet, but of other amounts"
                : "no payment by this payer on the claim is on record that is not taken back already"
        exceptions.append(
            ReconciliationException(
                category: .unmatchedReversal, subject: "\(line.trace)/\(item.id)", evidence: line.evidence,
                amount: line.paid, openedOn: entries[reversal].effectiveOn,
                explanation: "The payer takes a payment back, but \(why); ask the payer which payment is meant."))
    }
}
