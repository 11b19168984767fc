// Claims whose number is in no open item, found by what else the payer says of them.
// Source: reconciliation.md, section 3 (b): after the patient control number the payer's own number of an earlier payment, then
// member, day of service and billed amount; each only where it is unique both ways.

public import Facts
public import Money

/// The last passes of (b), for lines that no reference has tied.
public enum ClaimFallback {
    static let numberRule = "payer-claim-number"
    static let printRule = "patient+day+charge"
    /// The rules of matches that these passes make.
    public static let rules: Set<String> = [numberRule, printRule]

    /// A line with the payer's number of the claim, and the claim to which its own reference ties it.
    public struct Known: Sendable {
        public let line: RemittanceLine
        public let item: OpenItem
        public init(line: RemittanceLine, item: OpenItem) {
            self.line = line
            self.item = item
        }
    }

    /// What is known beside the line.
    public struct Clues: Sendable {
        /// Lines that have the payer's number of the claim and are tied by reference.
        public var numbered: [Known]
        /// Claims of the patient, day and charge.
        public var printed: [OpenItem]
        /// Lines without a claim, of another reference or payer, that have the same patient, day and charge.
        public var rivals: Int
        /// Whether no more open items are awaited for the line.
        public var windowHasClosed: Bool

        public init(numbered: [Known], printed: [OpenItem], rivals: Int, windowHasClosed: Bool) {
            self.numbered = numbered
            self.printed = printed
            self.rivals = rivals
            self.windowHasClosed = windowHasClosed
        }
    }

    /// The match of a line whose reference is unknown; nil where it stays unknown. The order of the clues plays no part.
    public static func decide(_ line: RemittanceLine, _ clues: Clues) -> Match? {
        let numbered = clues.numbered.filter {
            PayerID.core($0.line.payerID) == PayerID.core(line.payerID) && $0.line.evidence != line.evidence
        }
        let claims = Set(numbered.map(\.item))
        if claims.count > 1 { return nil }
        if let claim = claims.first {
            guard claim.amount.currency == line.paid.currency,
                numbered.contains(where: { $0.line.charged.magnitude == line.charged.magnitude })
            else { return nil }
            let earlier = numbered.map(\.line.trace).sorted().prefix(3).joined(separator: ", ")
            return match(
                line, claim, numberRule,
                "The reference is in no open item, but the payer's own number of the claim and its charge are those of "
                    + "\(earlier), which names this claim, and no other claim has that number.")
        }
        let printed = Set(clues.printed).filter { $0.amount == line.charged }
        guard printed.count == 1, let claim = printed.first, clues.rivals == 0, clues.windowHasClosed,
            !line.isReversal
        else { return nil }
        return match(
            line, claim, printRule,
            "The reference is in no open item, but patient, day of service and charge are those of this claim; until the "
                + "window closed no other claim and no other unknown line had them.")
    }

    private static func match(_ line: RemittanceLine, _ claim: OpenItem, _ rule: String, _ explanation: String) -> Match
    {
        Match(
            kind: .claimPayment, left: MatchSide(evidence: line.evidence, reference: line.trace),
            right: MatchSide(evidence: claim.evidence, reference: claim.id), amount: line.paid, rule: rule,
            explanation: explanation)
    }

    /// What is to be told of the line: that its reference is unknown, or that the payer has refused the claim.
    public static func exceptions(
        _ line: RemittanceLine, matchedTo match: Match?, on date: CalendarDate
    ) -> [ReconciliationException] {
        guard let match else { return [ItemPage.refusal(of: line, isClaim: true, date, fits: 0)] }
        return line.isDenied ? [ItemPage.denial(of: line, item: match.right.reference, date)] : []
    }
}
