// Returns and notifications of change, and the entries of ours that they are about. Pure. Each is an exception as well: a
// returned payment is owed again, and a change is asked of whoever keeps the receiver's data.
// Source: nacha.md (addenda 98 and 99: the original entry's trace number), reconciliation.md, section 3 (d).

public import Facts
import Money

/// Ties returns to originals by trace, and amount where money comes back.
public enum ReturnedEntries {
    /// How many days an entry may come back after its effective date: reclamations and late returns included; traces of
    /// another half-year are other entries'.
    static let reach = 180

    public struct Outcome: Sendable, Hashable {
        /// Sorted by id.
        public var matches: [Match] = []
        /// One for each return and change.
        public var exceptions: [ReconciliationException] = []

        public init() {}
    }

    /// - Parameter originals: all entries of ours with the trace that one of the returns names.
    public static func decide(_ returns: [ACHItem], originals: [OriginatedEntry]) -> Outcome {
        let byTrace = Dictionary(grouping: originals, by: \.achTrace)
        var outcome = Outcome()
        for item in FundsMatcher.sorted(returns, by: \.evidence) {
            guard let code = item.returnCode else { continue }
            let isChange = code.hasPrefix("C")
            let named = item.originalTrace.flatMap { byTrace[$0] } ?? []
            let fits = named.filter {
                let days = $0.effectiveOn.days(to: item.effectiveOn)
                return (-10...reach).contains(days) && (isChange || $0.amount == item.amount.magnitude)
            }
            // A change moves nothing and ends nothing: its exception says which entry it is about.
            if !isChange, fits.count == 1, let original = fits.first {
                outcome.matches.append(
                    Match(
                        kind: .returnedEntry, left: MatchSide(evidence: item.evidence, reference: item.achTrace),
                        right: MatchSide(evidence: original.evidence, reference: original.achTrace),
                        amount: item.amount.magnitude, rule: "original-trace+amount",
                        explanation:
                            "The return \(code) names the trace of this entry, and the amounts are equal; no other "
                            + "entry of ours has both."))
            }
            outcome.exceptions.append(exception(item, code, isChange, named.count, fits.count))
        }
        outcome.matches.sort { $0.id < $1.id }
        return outcome
    }

    private static func exception(
        _ item: ACHItem, _ code: String, _ isChange: Bool, _ named: Int, _ fits: Int
    ) -> ReconciliationException {
        let trace = item.originalTrace ?? item.achTrace
        let original =
            switch (fits, named) {
            case (1, _): "Its original is on record."
            case (0, 0):
                "No entry of ours with this trace is on record: find out who sent it, or whether it is ours at all."
            case (0, _): "An entry of ours has this trace, but another amount or time: ask the bank."
            default: "\(fits) entries of ours have this trace and amount: find out which one it is."
            }
        return ReconciliationException(
            category: isChange ? .notificationOfChange : .returnedPayment, subject: trace, evidence: item.evidence,
            amount: item.amount.magnitude, openedOn: item.effectiveOn,
            explanation: (isChange
                ? "The receiver's bank asks for a change (\(code)) before the next entry. "
                : "The entry came back (\(code)); what it paid or called in is open again. ") + original)
    }
}
