// What became of one entry of ours after it was sent: returns, dishonors of returns, contests of dishonors, changes. Pure.
// Source: nacha.md, sections 5 and 8: a dishonor names the trace of the return, a contest that of the dishonor.

import Facts
import Money

/// All that names one entry, in the order in which it settled: the same whichever came first.
struct ReturnStory {
    /// A return with what answers it.
    struct Returned {
        let item: ACHItem
        var dishonor: ACHItem?
        var contest: ACHItem?
        /// The return by which the entry had come back already.
        var earlier: ACHItem?

        /// Whether the entry is back by it.
        var stands: Bool { dishonor == nil || contest != nil }
    }

    /// The entry; nil where it is not on record, or where several could be meant.
    let original: OriginatedEntry?
    /// How many entries of ours have the trace, and could be meant by their day.
    let candidates: Int
    private(set) var returns: [Returned] = []
    private(set) var changes: [(item: ACHItem, refusal: ACHItem?)] = []
    /// Dishonors and contests of what is not on record.
    private(set) var strays: [ACHItem] = []

    init(_ items: [ACHItem], original: OriginatedEntry?, candidates: Int) {
        self.original = original
        self.candidates = candidates
        for item in items.sorted(by: ReturnStory.isBefore) {
            switch item.returnStep {
            case .returned?: returns.append(Returned(item: item))
            case .dishonored?: take(dishonor: item)
            case .contested?: take(contest: item)
            case .change?: changes.append((item, nil))
            case .refusedChange?: take(refusal: item)
            case nil: continue
            }
        }
        findRepetitions()
    }

    private static func isBefore(_ left: ACHItem, _ right: ACHItem) -> Bool {
        if left.effectiveOn != right.effectiveOn { return left.effectiveOn < right.effectiveOn }
        if left.returnStep != right.returnStep {
            return (left.returnStep?.rawValue ?? 0) < (right.returnStep?.rawValue ?? 0)
        }
        return (left.achTrace, left.evidence) < (right.achTrace, right.evidence)
    }

    private mutating func take(dishonor item: ACHItem) {
        let fits = returns.indices.filter {
            let answered = returns[$0]
            return answered.dishonor == nil && answered.item.amount.magnitude == item.amount.magnitude
                && (item.answeredTrace == nil || item.answeredTrace == answered.item.achTrace)
        }
        // Of two returns by one trace a dishonor of duplicates means the later one.
        let isOfDuplicate = item.returnCode == "R67"
        guard let index = fits.last, fits.count == 1 || isOfDuplicate else { return strays.append(item) }
        returns[index].dishonor = item
    }

    private mutating func take(contest item: ACHItem) {
        // A corrected return may have another amount: that is what it corrects.
        let mayDiffer = item.returnCode == "R74"
        let fits = returns.indices.filter {
            guard let dishonor = returns[$0].dishonor, returns[$0].contest == nil else { return false }
            return (mayDiffer || dishonor.amount.magnitude == item.amount.magnitude)
                && (item.answeredTrace == nil || item.answeredTrace == dishonor.achTrace)
        }
        guard fits.count == 1, let index = fits.first else { return strays.append(item) }
        returns[index].contest = item
    }

    private mutating func take(refusal item: ACHItem) {
        let fits = changes.indices.filter {
            changes[$0].refusal == nil && item.answeredTrace.map(changes[$0].item.achTrace.hasSuffix) ?? true
        }
        if fits.count == 1, let index = fits.first { changes[index].refusal = item }
    }

    /// A return is one too many while an earlier one stands: one that was not dishonored by then, or whose dishonor was
    /// contested.
    private mutating func findRepetitions() {
        for index in returns.indices.dropFirst() {
            let day = returns[index].item.effectiveOn
            let standing = returns[..<index].last { earlier in
                guard let dishonor = earlier.dishonor, earlier.contest == nil else { return true }
                return dishonor.effectiveOn > day
            }
            returns[index].earlier = standing?.item
        }
    }
}
