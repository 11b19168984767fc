// Claims that were paid as primary more than once: the money alone may be within the charge, and still with what each payment
// reduced and left to the patient more is settled than was charged.
// Source: reconciliation.md, section 3 (b): a second primary payment is a credit balance for people, never refunded by itself;
// x12.md, section 5.2: whoever pays anew takes the first payment back by a reversal.

import Facts
import Money

/// All that primary payers have paid on one claim, in the order of the days.
struct PrimaryPayments {
    typealias Entry = ClaimHistory.Entry

    /// CLP02: processed as primary, and the same with the claim sent on to the next payer.
    private static let primaryStatuses: Set<String> = ["1", "19"]
    private static let shown = 4

    private let item: OpenItem
    /// Payments as primary that no reversal has taken back.
    private let standing: [Entry]

    init(_ item: OpenItem, _ entries: [Entry]) {
        self.item = item
        let sorted = entries.sorted {
            ($0.effectiveOn, $0.line.trace, $0.place, $0.line.evidence)
                < ($1.effectiveOn, $1.line.trace, $1.place, $1.line.evidence)
        }
        var standing = sorted.filter {
            Self.primaryStatuses.contains($0.line.status) && !$0.line.isReversal && !$0.line.isDenied
                && $0.line.paid.minorUnits > 0
        }
        for reversal in sorted where reversal.line.isReversal {
            let taken = standing.firstIndex {
                PayerID.core($0.line.payerID) == PayerID.core(reversal.line.payerID)
                    && $0.line.paid.negated == reversal.line.paid
            }
            if let taken { standing.remove(at: taken) }
        }
        self.standing = standing
    }

    /// What the payments settle beyond the charge, where there are several; nil where there is nothing to tell.
    var exception: ReconciliationException? {
        guard standing.count > 1, let latest = standing.last, let settled, let over = settled.subtracting(item.amount),
            over.minorUnits > 0
        else { return nil }
        return ReconciliationException(
            category: .creditBalance, subject: item.id, evidence: item.evidence, amount: over,
            openedOn: latest.effectiveOn,
            explanation: why
                + " With what they reduce and leave to the patient, \(over) more is settled than was charged. "
                + cure)
    }

    /// Paid, reduced by contract and left to the patient; nil beyond 64 bits.
    private var settled: Money? {
        standing.reduce(.zero(item.amount.currency)) { sum, entry in
            sum?.adding(entry.line.paid)?.adding(entry.line.contractual)?.adding(entry.line.patientShare)
        }
    }

    private var payers: Int { Set(standing.map { PayerID.core($0.line.payerID) }).count }

    private var why: String {
        let named = standing.prefix(Self.shown).map { "\($0.line.trace) of \($0.effectiveOn)" }
            .joined(separator: ", ")
        return payers > 1
            ? "\(payers) payers have each paid the claim as its primary payer (\(named))."
            : "The payer has paid the claim \(standing.count) times as primary (\(named)) and has taken none back."
    }

    private var cure: String {
        if payers > 1 { return "Find out which of them is primary, and have the other one process the claim anew." }
        let isSame = Set(standing.map(\.line.paid)).count == 1
        return isSame
            ? "The amounts are equal: ask whether it was paid twice by mistake; refund nothing before the payer asks for it."
            : "Ask for the reversal of the earlier payment, or whether the later one comes on top of it."
    }
}
