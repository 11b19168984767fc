// The situational rules of BPR and TRN (X221A1, X218: notes to BPR and TRN): which bank data a method calls for or forbids, what
// a payment of nothing looks like, and that BPR and TRN name the same payer.

import Parsing

enum PaymentSituations {
    /// Elements that say how money moves, with their data element numbers.
    private static let bankData: [(element: Int, reference: Int)] = [
        (5, 812), (6, 506), (7, 507), (8, 569), (9, 508), (10, 509), (12, 506), (13, 507), (14, 569), (15, 508),
    ]

    static func checkInstruction(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder,
        of payment: PaymentTransaction
    ) {
        SegmentSyntax.check(shape, place, &recorder)
        // The generic 820 leaves all of it to the partners, and exchanges send what they know.
        guard payment.version.hasPrefix("005010X221") || payment.version == "005010X218" else { return }
        let trigger = SituationalTrigger(place, 4, reference: 591)
        switch payment.method {
        case "ACH":
            for (element, reference) in bankData where shape.isEmpty(element) {
                recorder.element(
                    X12Findings.bankDataMissing, code: "I9", place, element, reference: reference, isFatal: false,
                    trigger: trigger, "A payment by ACH needs it.")
            }
        case "CHK", "NON":
            for (element, reference) in bankData where !shape.isEmpty(element) {
                recorder.element(
                    X12Findings.bankDataNeedless, code: "I13", place, element, reference: reference, isFatal: false,
                    trigger: trigger, "A payment by \(payment.method) has no bank data.")
            }
        default: break
        }
        checkNothing(place, &recorder, of: payment)
    }

    /// A payment of nothing has method NON, and method NON has no amount.
    private static func checkNothing(_ place: Place, _ recorder: inout Recorder, of payment: PaymentTransaction) {
        guard let hundredths = payment.hundredths else { return }
        if payment.method == "NON", hundredths != 0 {
            recorder.find(
                X12Findings.nothingPaid, place, element: 4,
                "BPR04 is NON and BPR02 is \(amountText(hundredths)): money may come another way.")
        } else if hundredths == 0, payment.method != "NON", payment.handling != "P" {
            recorder.find(X12Findings.nothingPaid, place, element: 4, "BPR02 is zero and BPR04 is not NON.")
        } else if payment.kind == .claimPayment, payment.method == "NON", payment.handling != "H" {
            recorder.find(X12Findings.nothingPaid, place, element: 1, "BPR04 is NON and BPR01 is not H.")
        }
    }

    /// TRN03 names the same company as BPR10, TRN04 the same part of it as BPR11.
    static func checkTrace(
        _ shape: borrowing SegmentShape, _ bytes: RawSpan, _ place: Place, _ recorder: inout Recorder,
        of payment: PaymentTransaction
    ) {
        guard payment.kind == .claimPayment else { return }
        if !payment.originatingCompanyID.isEmpty, payment.originatingCompanyID != payment.payerID {
            recorder.find(X12Findings.payerIdentifier, place, element: 3, "TRN03 is not what BPR10 says.")
        }
        let supplement = bytes.text(bytes.trimmed(shape.range(4)))
        if !payment.originatingCompanySupplement.isEmpty, supplement != payment.originatingCompanySupplement {
            recorder.find(X12Findings.payerIdentifier, place, element: 4, "TRN04 is not what BPR11 says.")
        }
    }
}
