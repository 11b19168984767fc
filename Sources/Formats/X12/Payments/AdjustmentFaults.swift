// What may be wrong with the form of CAS. Apart from the loop that reads it, for most files have none of it.

import Parsing

enum AdjustmentFaults {
    @inline(never)
    static func half(_ place: Place, _ element: Int, lacksReason: Bool, _ recorder: inout Recorder) {
        recorder.element(
            X12Findings.conditionalElement, code: "2", place, lacksReason ? element : element + 1,
            reference: lacksReason ? 1034 : 782, "Reason and amount of an adjustment come together.")
    }

    @inline(never)
    static func zero(_ place: Place, _ element: Int, _ recorder: inout Recorder) {
        recorder.find(X12Findings.zeroAdjustment, place, element: element, "The adjustment is zero.")
    }

    @inline(never)
    static func group(_ place: Place, _ recorder: inout Recorder) {
        recorder.find(X12Findings.groupRetired, place, element: 1, "Group CR belongs to release 004010.")
    }

    /// A triplet without reason and amount: a quantity alone, or a gap before others.
    @inline(never)
    static func empty(
        _ shape: borrowing SegmentShape, _ place: Place, _ element: Int, _ recorder: inout Recorder
    ) {
        if !shape.isEmpty(element + 2) {
            recorder.element(
                X12Findings.conditionalElement, code: "2", place, element, reference: 1034,
                "A quantity stands without the reason and amount of an adjustment.")
        } else if element < shape.readable {
            recorder.find(X12Findings.adjustmentGap, place, element: element, "Adjustments leave a gap here.")
        }
    }
}
