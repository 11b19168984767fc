// Balances that an 835 carries forward, and the later 835 that takes them; recoveries, and the claims that they name.
// Pure: the outcome depends on the set of adjustments and claims given, not on their order.
// Source: x12.md, sections 5.1 and 5.2: a negative PLB amount is left for a later remittance, a positive one comes from an earlier
// one; PLB03-2 says which. An amount alone ties nothing: payers carry round sums.

public import Facts
import Money

/// Ties adjustments that name each other.
public enum CarriedBalances {
    /// How long a balance may be carried, in days: payers with few claims take it late, but their traces come again.
    static let reach = 365

    public struct Outcome: Sendable, Hashable {
        /// Carried-balance and recoupment, sorted by id.
        public var matches: [Match] = []
        /// Where more is taken than was carried, or several balances could be meant.
        public var exceptions: [ReconciliationException] = []

        public init() {}
    }

    /// - Parameters:
    ///   - adjustments: all that share a key with one another, of remittances that count.
    ///   - claims: items that a reference of one of them could be.
    public static func decide(_ adjustments: [ProviderAdjustment], claims: [OpenItem] = []) -> Outcome {
        var carrying = Carrying(adjustments)
        for taker in carrying.takers { carrying.take(taker) }
        var outcome = Outcome()
        outcome.exceptions = carrying.exceptions
        outcome.matches = joined(carrying.matches + recoupments(adjustments, claims))
        return outcome
    }

    /// Reasons that recover an overpayment of a claim.
    private static let recoveries: Set<String> = ["WO", "72"]

    /// An exception about an adjustment: the remittance's trace and the place of the adjustment, counted from 1.
    static func exception(
        on adjustment: ProviderAdjustment, _ amount: Money, _ explanation: String
    ) -> ReconciliationException {
        ReconciliationException(
            category: .carriedBalance, subject: "\(adjustment.trace)/\(adjustment.position + 1)",
            evidence: adjustment.remittance, amount: amount, openedOn: adjustment.effectiveOn, explanation: explanation)
    }

    /// The exception that an adjustment would have, for telling which of those that stand are its own.
    public static func subject(of adjustment: ProviderAdjustment) -> ReconciliationException {
        exception(on: adjustment, adjustment.amount, "")
    }

    private static func recoupments(_ adjustments: [ProviderAdjustment], _ claims: [OpenItem]) -> [Match] {
        let byReference = Dictionary(grouping: claims.filter { $0.kind == .claim }, by: \.reference)
        return sorted(adjustments).compactMap { adjustment in
            guard recoveries.contains(adjustment.reason) else { return nil }
            let named = Set(adjustment.references.flatMap { byReference[$0] ?? [] })
                .filter { $0.amount.currency == adjustment.amount.currency }
            guard named.count == 1, let claim = named.first else { return nil }
            return Match(
                kind: .recoupment, left: MatchSide(evidence: adjustment.remittance, reference: adjustment.trace),
                right: MatchSide(evidence: claim.evidence, reference: claim.id), amount: adjustment.amount,
                rule: "adjustment+claim",
                explanation: "The adjustment \(adjustment.reason) names this claim and no other; "
                    + (adjustment.amount.minorUnits > 0
                        ? "it recovers what was paid too much." : "it gives a recovery back.")
            )
        }
    }

    static func sorted(_ adjustments: [ProviderAdjustment]) -> [ProviderAdjustment] {
        adjustments.sorted {
            ($0.effectiveOn, $0.trace, $0.remittance, $0.position)
                < ($1.effectiveOn, $1.trace, $1.remittance, $1.position)
        }
    }

    /// Matches of the same two facts as one, their amounts added.
    private static func joined(_ matches: [Match]) -> [Match] {
        var byID: [String: Match] = [:]
        for match in matches {
            guard let known = byID[match.id] else {
                byID[match.id] = match
                continue
            }
            byID[match.id] = Match(
                kind: known.kind, left: known.left, right: known.right,
                amount: known.amount.adding(match.amount) ?? known.amount, rule: known.rule,
                explanation: known.explanation)
        }
        return byID.values.sorted { $0.id < $1.id }
    }
}

/// What is left of each carried balance while the takers come, the earliest first.
private struct Carrying {
    private let all: [ProviderAdjustment]
    /// By position in `all`, in minor units.
    private var left: [Int: Int64] = [:]
    private(set) var matches: [Match] = []
    private(set) var exceptions: [ReconciliationException] = []

    init(_ adjustments: [ProviderAdjustment]) {
        all = CarriedBalances.sorted(adjustments)
        for (index, adjustment) in all.enumerated() where adjustment.amount.minorUnits < 0 {
            left[index] = adjustment.amount.magnitude.minorUnits
        }
    }

    var takers: [Int] { all.indices.filter { all[$0].amount.minorUnits > 0 } }

    mutating func take(_ taker: Int) {
        let wanted = all[taker].amount.minorUnits
        let named = all.indices.filter { mayTake(taker, $0) }
        if named.isEmpty { return }
        let open = named.filter { (left[$0] ?? 0) > 0 }
        if open.count <= 1 {
            let taken = open.first.map { apply($0, taker, wanted, rivals: named.count - 1) } ?? 0
            if taken < wanted { exceptTooMuch(taker, wanted - taken) }
            return
        }
        let equal = open.filter { left[$0] == wanted }
        var sum = CheckedSum()
        for carried in open { sum.add(left[carried] ?? 0) }
        if equal.count == 1, let carried = equal.first {
            _ = apply(carried, taker, wanted, rivals: named.count - 1)
        } else if sum.total == wanted {
            for carried in open { _ = apply(carried, taker, left[carried] ?? 0, rivals: named.count - open.count) }
        } else {
            except(
                taker, all[taker].amount,
                "The adjustment \(all[taker].reason) takes a balance, and \(open.count) carried balances have its reference; "
                    + "neither one of them nor their sum is its amount alone. Ask the payer which is meant.")
        }
    }

    /// Whether the first could take what the second left.
    private func mayTake(_ taker: Int, _ carried: Int) -> Bool {
        let (later, earlier) = (all[taker], all[carried])
        let isRefund = earlier.reason == "72" && later.reason == "WO"
        guard earlier.amount.minorUnits < 0, earlier.amount.currency == later.amount.currency,
            earlier.reason == later.reason || isRefund, PayerID.mayAgree(earlier.payerID, later.payerID),
            earlier.remittance != later.remittance || isRefund, earlier.effectiveOn <= later.effectiveOn,
            earlier.effectiveOn.days(to: later.effectiveOn) <= CarriedBalances.reach
        else { return false }
        return later.references.contains(earlier.traceReference)
            || later.references.contains { earlier.references.contains($0) }
    }

    private mutating func apply(_ carried: Int, _ taker: Int, _ wanted: Int64, rivals: Int) -> Int64 {
        let balance = left[carried] ?? 0
        let taken = min(balance, wanted)
        left[carried] = balance - taken
        let (earlier, later) = (all[carried], all[taker])
        let currency = earlier.amount.currency
        let rest = Money(minorUnits: balance - taken, currency: currency)
        let isWhole = taken == earlier.amount.magnitude.minorUnits
        matches.append(
            Match(
                kind: .carriedBalance, left: MatchSide(evidence: earlier.remittance, reference: earlier.trace),
                right: MatchSide(evidence: later.remittance, reference: later.trace),
                amount: Money(minorUnits: taken, currency: currency),
                rule: isWhole ? "adjustment+reference+amount" : "adjustment+reference",
                explanation: "Payer, reference and reason (\(later.reason)) agree with the balance carried forward on "
                    + "\(earlier.effectiveOn); "
                    + (rest.isZero ? "it is used up" : "\(rest) of it stays to be taken")
                    + (rivals > 0
                        ? ", and \(rivals) other balance(s) of this reference are used up or of other amounts." : ".")
            ))
        return taken
    }

    private mutating func exceptTooMuch(_ taker: Int, _ rest: Int64) {
        let amount = Money(minorUnits: rest, currency: all[taker].amount.currency)
        except(
            taker, amount,
            "The adjustment \(all[taker].reason) takes \(amount) more than the balance of its reference that was carried forward; "
                + "ask the payer what it recovers.")
    }

    private mutating func except(_ taker: Int, _ amount: Money, _ explanation: String) {
        exceptions.append(CarriedBalances.exception(on: all[taker], amount, explanation))
    }
}
