// What the guide says of provider adjustments (X221A1, section 1.10.2.10 to 1.10.2.12): references, signs, balances carried on.

import Parsing

enum ProviderAdjustmentCheck {
    /// One pair of PLB; `element` is the identifier's.
    static func check(
        _ adjustment: PaymentAdjustment, _ place: Place, _ element: Int, _ recorder: inout Recorder
    ) {
        if adjustment.hundredths == 0 {
            recorder.find(
                X12Findings.providerAdjustmentZero, place, element: element + 1, "The adjustment is zero.")
        }
        guard let reason = ProviderAdjustmentReason.find(adjustment.reason) else { return }
        if reason.needsReference, adjustment.reference.isEmpty {
            recorder.element(
                X12Findings.providerReference, code: "I9", place, element, component: 2, reference: 127,
                isFatal: false, trigger: SituationalTrigger(place, element, component: 1, reference: 426),
                "Reason \(reason.code) says what it belongs to.")
        }
        let isTurned =
            switch reason.direction {
            case .lowers: adjustment.hundredths < 0
            case .raises: adjustment.hundredths > 0
            case .either: false
            }
        if isTurned {
            recorder.find(
                X12Findings.providerAdjustmentSign, place, element: element + 1,
                "Reason \(reason.code) is normally \(reason.direction == .raises ? "negative" : "positive").")
        }
    }

    /// A negative forward balance makes up for what the claims take back, so that nothing is paid.
    static func checkForward(_ payment: PaymentTransaction, _ place: Place, _ recorder: inout Recorder) {
        guard let paid = payment.hundredths, paid != 0 else { return }
        if payment.adjustments.contains(where: { $0.reason == "FB" && $0.hundredths < 0 }) {
            recorder.find(
                X12Findings.forwardBalancePaid, place,
                "A balance is carried forward although BPR02 is \(amountText(paid)).")
        }
    }

    /// The set does not balance: says so where one adjustment with the sign turned would explain it.
    static func explain(_ payment: PaymentTransaction, _ moved: Int64?, _ place: Place, _ recorder: inout Recorder) {
        guard let moved, let stated = payment.hundredths else { return }
        let (difference, overflow) = stated.subtractingReportingOverflow(moved)
        guard !overflow, difference != 0, difference % 2 == 0 else { return }
        // 835: PLB is taken off, so a turned sign moves the payment by twice its amount; 820: ADX is added.
        let half = payment.kind == .claimPayment ? difference / 2 : 0 &- difference / 2
        guard let turned = payment.adjustments.first(where: { $0.hundredths == half }) else { return }
        recorder.find(
            X12Findings.adjustmentSign, place,
            "The difference is twice the adjustment of \(amountText(turned.hundredths)) under reason \(turned.reason).")
    }
}
