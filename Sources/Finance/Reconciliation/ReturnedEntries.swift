// What comes back of our entries, and what is answered to that, tied to the entries of ours that it is about. Pure. What people
// must act on is an exception as well: a returned payment is owed again, a change is asked of whoever keeps the receiver's
// data, and what came too late or twice may be refused for some days only.
// Source: nacha.md (addenda 98 and 99: the original entry's trace number), reconciliation.md, section 3 (d).

public import Facts
import Money

/// Ties returns to originals by trace, and amount where money comes back; dishonors to returns, and contests to dishonors.
public enum ReturnedEntries {
    /// How many days an entry may come back after its effective date: reclamations and late returns included; traces of
    /// another half-year are other entries'.
    static let reach = 180

    public struct Outcome: Sendable, Hashable {
        /// Sorted by id.
        public var matches: [Match] = []
        public var exceptions: [ReconciliationException] = []
        /// Those that have been and are over: a return that was dishonored, a change that was refused.
        public var solved: [ReconciliationException] = []

        public init() {}
    }

    /// - Parameters:
    ///   - items: all returns and changes that name one of the traces, and all that answers them.
    ///   - originals: all entries of ours with one of these traces.
    ///   - names: what a department calls a payment, by the place of its entry or of an item that repeats it.
    ///   - uses: how later entries of ours stand to a change, by its place.
    ///   - terms: what the rules say of codes.
    public static func decide(
        _ items: [ACHItem], originals: [OriginatedEntry], names: [Evidence: String] = [:],
        uses: [Evidence: ChangeUse] = [:], terms: [String: ReturnTerm]
    ) -> Outcome {
        let byTrace = Dictionary(grouping: originals, by: \.achTrace)
        struct Subject: Hashable {
            let trace: String
            let original: Evidence?
            /// Where no entry is known: traces come again with each file of some originators.
            let name: String?
        }
        struct Group {
            var items: [ACHItem] = []
            let original: OriginatedEntry?
            let candidates: Int
        }
        var groups: [Subject: Group] = [:]
        for item in items where item.returnCode != nil {
            let trace = item.originalTrace ?? item.achTrace
            let fits = candidates(for: item, among: byTrace[trace] ?? [], names)
            let original = fits.count == 1 ? fits.first : nil
            let key = Subject(
                trace: trace, original: original?.evidence, name: original == nil ? names[item.evidence] : nil)
            var group = groups[key] ?? Group(original: original, candidates: fits.count)
            group.items.append(item)
            groups[key] = group
        }
        var telling = ReturnTelling(names: names, uses: uses, terms: terms)
        for (_, group) in groups.sorted(by: {
            ($0.key.trace, $0.key.original?.description ?? "", $0.key.name ?? "")
                < ($1.key.trace, $1.key.original?.description ?? "", $1.key.name ?? "")
        }) {
            telling.tell(
                ReturnStory(
                    group.items, original: group.original, candidates: group.candidates))
        }
        telling.outcome.matches.sort { $0.id < $1.id }
        return telling.outcome
    }

    /// The entries of the trace that could be meant by their day; of several those whose identification it repeats, then those
    /// of the amount.
    private static func candidates(
        for item: ACHItem, among named: [OriginatedEntry], _ names: [Evidence: String]
    ) -> [OriginatedEntry] {
        let near = named.filter { (-10...reach).contains($0.effectiveOn.days(to: item.effectiveOn)) }
        if near.count < 2 { return near }
        let own = near.filter { names[item.evidence] != nil && names[$0.evidence] == names[item.evidence] }
        let fits = own.isEmpty ? near : own
        let equal = fits.filter { $0.amount == item.amount.magnitude }
        return fits.count < 2 || item.amount.isZero || equal.isEmpty ? fits : equal
    }
}
