// The same advice sent twice under new control numbers: only the first by evidence counts.

public import Facts

/// Finds remittances that repeat an earlier one: same TRN02 (normal form) and same payer (TRN03), effective within half a
/// year of it; after that the payer has begun to count anew.
public enum DuplicateRemittances {
    /// In days, how far apart two remittances of one trace and payer can be and still be the same payment.
    public static let reach = KeyReach.days

    /// The duplicates among `remittances`, given also those that are `known` already; each with the one that it
    /// repeats. A duplicate's lines are not matched, its adjustments not booked.
    public static func decide(_ remittances: [Remittance], known: [Remittance] = []) -> Outcome {
        var outcome = Outcome()
        var counting: [Key: [Remittance]] = [:]
        var seen: Set<Evidence> = []
        for remittance in (remittances + known).sorted(by: { $0.evidence < $1.evidence })
        where !remittance.traceKey.isEmpty && seen.insert(remittance.evidence).inserted {
            let key = Key(trace: remittance.traceKey, payer: PayerID.core(remittance.payerID))
            let original = counting[key]?.first {
                KeyReach.covers($0.effectiveOn, remittance.effectiveOn)
            }
            guard let original else {
                counting[key, default: []].append(remittance)
                continue
            }
            outcome.duplicates.insert(remittance.evidence)
            outcome.exceptions.append(exception(remittance, original))
        }
        return outcome
    }

    public struct Outcome: Sendable, Hashable {
        /// Places of the remittances that count for nothing.
        public var duplicates: Set<Evidence> = []
        /// One duplicate-remittance for each, sorted by evidence.
        public var exceptions: [ReconciliationException] = []

        public init() {}
    }

    private struct Key: Hashable {
        let trace: String
        let payer: String
    }

    private static func exception(_ remittance: Remittance, _ original: Remittance) -> ReconciliationException {
        let sameAmount = remittance.amount == original.amount
        return ReconciliationException(
            category: .duplicateRemittance, subject: remittance.trace, evidence: remittance.evidence,
            amount: remittance.amount, openedOn: remittance.effectiveOn,
            explanation: "TRN02 and payer are those of the remittance at \(original.evidence)"
                + (sameAmount ? ", and so is the amount" : ", but the amount is another")
                + "; this one posts nothing. Ask the payer if it was meant as a new payment.")
    }
}
