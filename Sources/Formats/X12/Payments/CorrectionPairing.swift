// Reversals and what corrects them: a claim of status 22 takes an earlier payment back, and the corrected claim follows,
// usually as the next of the same set (X221A1, section 1.10.2.8). Paired by CLP01, and by CLP07 where several wait.
// Bounded: costs nothing for claims while no reversal waits.

import Parsing

/// A reversal and the claim that corrects it, in one set. Amounts are hundredths, signed as written.
public struct ClaimCorrection: Sendable, Hashable {
    /// CLP01 of both.
    public let patientControlNumber: String
    /// Whether CLP07 is the same too.
    public let isSamePayerClaim: Bool
    /// Bytes of the file at which the two CLP stand.
    public let reversalOffset: Int
    public let correctionOffset: Int
    /// CLP03 and CLP04 of both; those of the reversal are negative.
    public let reversedCharge: Int64
    public let reversedPaid: Int64
    public let correctedCharge: Int64
    public let correctedPaid: Int64

    /// What the two together pay; negative where the payer takes money back.
    public var netPaid: Int64 {
        let (sum, overflow) = reversedPaid.addingReportingOverflow(correctedPaid)
        return overflow ? reversedPaid : sum
    }
}

struct CorrectionPairing {
    /// Reversals that are remembered at once.
    static let kept = 10_000

    private struct Reversal {
        let place: Place
        let payerControlNumber: String
        let charge: Int64
        let paid: Int64
    }

    private var waiting: [String: [Reversal]] = [:]
    private var count = 0

    /// Whether the names of a claim are wanted: it is a reversal, or one waits.
    func wantsNames(isReversal: Bool) -> Bool { isReversal || count > 0 }

    /// Takes a claim that is read; what it corrects, where it does.
    mutating func take(
        _ claim: ClaimTally, isReversal: Bool, _ recorder: inout Recorder
    ) -> ClaimCorrection? {
        let charge = claim.charged.total ?? 0
        let paid = claim.paid.total ?? 0
        if isReversal {
            guard count < CorrectionPairing.kept else { return nil }
            count += 1
            waiting[claim.patientControlNumber, default: []].append(
                Reversal(
                    place: claim.place, payerControlNumber: claim.payerControlNumber, charge: charge, paid: paid))
            return nil
        }
        guard var candidates = waiting[claim.patientControlNumber], !candidates.isEmpty else { return nil }
        let index = candidates.firstIndex { $0.payerControlNumber == claim.payerControlNumber } ?? 0
        let reversal = candidates.remove(at: index)
        waiting[claim.patientControlNumber] = candidates.isEmpty ? nil : candidates
        count -= 1
        if reversal.charge != 0 &- charge {
            recorder.find(
                X12Findings.correctionCharge, claim.place, element: 3,
                "The reversal at byte \(reversal.place.offset) takes back a charge of \(amountText(reversal.charge)); the correction charges \(amountText(charge))."
            )
        }
        return ClaimCorrection(
            patientControlNumber: claim.patientControlNumber,
            isSamePayerClaim: reversal.payerControlNumber == claim.payerControlNumber,
            reversalOffset: reversal.place.offset, correctionOffset: claim.place.offset,
            reversedCharge: reversal.charge, reversedPaid: reversal.paid, correctedCharge: charge, correctedPaid: paid)
    }

    /// The set is over: reversals still waiting, in the order of the file; how many.
    func finish(_ recorder: inout Recorder) -> Int {
        for place in waiting.values.flatMap({ $0 }).map(\.place).sorted(by: { $0.offset < $1.offset }) {
            recorder.find(
                X12Findings.reversalAlone, place, element: 2, "No claim of the set has its CLP01 and corrects it.")
        }
        return count
    }
}
