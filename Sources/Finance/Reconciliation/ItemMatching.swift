// Which open item a line of a remittance pays, denies or takes back.
// Relies on Facts only; candidates are looked up by the caller, so a page of lines needs no more memory than itself.

public import Facts
public import Money

/// Passes (b) claim lines and claims, (c) lines of payment orders and invoices, premiums, rents, loans.
public enum ItemMatching {
    /// What follows for a page of lines; sorted by evidence.
    public struct Outcome: Sendable, Hashable {
        public var matches: [Match] = []
        /// Reversals with the payments they take back, and corrections with the reversals they follow. They tie lines to
        /// lines and move no money: the lines' own matches do.
        public var pairs: [Match] = []
        /// Unknown-item and ambiguous carry the subject `TRN02/`: the reference in clear is not known here, and the
        /// caller appends it (`ReconciliationException.completed(reference:)`).
        public var exceptions: [ReconciliationException] = []

        public init() {}
    }

    /// Decides a page of lines of one or more remittances.
    ///
    /// - Parameters:
    ///   - candidates: every item whose exact or normalised reference key is that of a line.
    ///   - applied: by item id, what else has settled it.
    ///   - effectiveOn: the effective date of a remittance by its place in the evidence; exceptions arise on that day.
    public static func decide(
        lines: [RemittanceLine], candidates: [OpenItem], applied: [String: Money],
        effectiveOn: (Evidence) -> CalendarDate
    ) -> Outcome {
        var page = ItemPage(candidates: candidates, applied: applied, lines: lines)
        page.decide(effectiveOn: effectiveOn)
        return page.finish()
    }
}

extension ReconciliationException {
    /// The same exception with the reference in clear as its sender wrote it behind the subject's slash, where the
    /// subject waits for one; else itself.
    public func completed(reference: String) -> ReconciliationException {
        guard subject.hasSuffix("/") else { return self }
        return ReconciliationException(
            category: category, subject: subject + reference, evidence: evidence, amount: amount, openedOn: openedOn,
            explanation: explanation)
    }
}
