// What CLP says of a claim's status and its money (X221A1, notes to CLP02 to CLP05 and section 1.10.2.8), and SVC of a changed
// procedure code (notes to SVC06).

import Parsing

enum ClaimStatusCheck {
    @inline(__always)
    static func check(
        _ claim: ClaimTally, _ shape: borrowing SegmentShape, _ place: Place, _ recorder: inout Recorder
    ) {
        // 1, 2, 3 and 19 with amounts that are not negative: nearly all claims.
        if claim.charged.isNegative || claim.paid.isNegative || claim.status > 0x33 {
            checkWhole(claim, shape, place, &recorder)
        }
    }

    @inline(never)
    private static func checkWhole(
        _ claim: ClaimTally, _ shape: borrowing SegmentShape, _ place: Place, _ recorder: inout Recorder
    ) {
        let charged = claim.charged.total ?? 0
        let paid = claim.paid.total ?? 0
        switch claim.status {
        case 0x3232:
            if charged > 0 || paid > 0 {
                recorder.find(
                    X12Findings.reversalSign, place, element: charged > 0 ? 3 : 4,
                    "CLP02 is 22; CLP03 is \(amountText(charged)) and CLP04 \(amountText(paid)).")
            }
            if !shape.isEmpty(5) {
                recorder.element(
                    X12Findings.reversalResponsibility, code: "I13", place, 5, reference: 782, isFatal: false,
                    trigger: SituationalTrigger(place, 2, reference: 1029, loop: "2100"),
                    "A reversal does not send what the patient owes.")
            }
            return
        case 0x3235:
            if paid != 0 {
                recorder.find(
                    X12Findings.predeterminationPaid, place, element: 4, "CLP02 is 25 and CLP04 is not zero.")
            }
        case 0x34, 0x3233:
            if paid != 0 {
                recorder.find(
                    X12Findings.deniedPaid, place, element: 4,
                    "CLP02 says that nothing is paid; CLP04 is \(amountText(paid)).")
            }
        default: break
        }
        if charged < 0 || paid < 0 {
            recorder.find(
                X12Findings.negativeClaim, place, element: charged < 0 ? 3 : 4,
                "The amount is negative and CLP02 is not 22.")
        }
    }

    /// SVC06 is sent when the procedure that was paid is not the one that was billed.
    @inline(never)
    static func checkProcedure(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder
    ) {
        let paid = shape.range(1)
        let billed = shape.range(6)
        if paid.count == billed.count, zip(paid, billed).allSatisfy({ bytes.byte($0) == bytes.byte($1) }) {
            recorder.find(X12Findings.procedureUnchanged, place, element: 6, "SVC06 repeats SVC01.")
        }
    }
}

extension AmountSum {
    /// Whether the sum is known and below zero.
    @inline(__always)
    fileprivate var isNegative: Bool { (total ?? 0) < 0 }
}
