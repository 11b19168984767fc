// The syntax notes of segments: elements of which one calls for another (X12.3; P paired, R one of them, C conditional).
// They bind every guide, and the 999 answers a break with IK403 2.

import Parsing

enum SegmentSyntax {
    private enum Note {
        /// All of them or none.
        case paired([Int])
        /// At least one of them.
        case required([Int])
        /// The first calls for all the others.
        case conditional(Int, [Int])
    }

    /// By tag; only the notes of segments that the readers take. Data element numbers for the 999 stand beside.
    private static func notes(_ tag: SegmentTag) -> [Note] {
        switch tag {
        case .bpr: [.paired([6, 7]), .conditional(8, [9]), .paired([12, 13]), .conditional(14, [15])]
        case .n1: [.required([2, 3]), .paired([3, 4])]
        case .per: [.paired([3, 4]), .paired([5, 6]), .paired([7, 8])]
        case .nm1: [.paired([8, 9])]
        case .ent: [.paired([2, 3, 4]), .paired([8, 9])]
        case .rmr: [.paired([1, 2]), .paired([7, 8])]
        case .adx: [.paired([3, 4])]
        default: []
        }
    }

    /// For segments that come often: whether there is anything to report.
    @inline(__always)
    static func isSuspicious(_ shape: borrowing SegmentShape, _ tag: SegmentTag) -> Bool {
        switch tag {
        case .nm1: shape.isEmpty(8) != shape.isEmpty(9)
        case .rmr: shape.isEmpty(1) != shape.isEmpty(2) || shape.isEmpty(7) != shape.isEmpty(8)
        case .adx: shape.isEmpty(3) != shape.isEmpty(4)
        default: shape.count > 1
        }
    }

    static func check(_ shape: borrowing SegmentShape, _ place: Place, _ recorder: inout Recorder) {
        for note in notes(place.tag) {
            switch note {
            case .paired(let elements):
                let isAny = elements.contains { !shape.isEmpty($0) }
                if isAny { report(elements, shape, "These elements come together.", place, &recorder) }
            case .required(let elements):
                let isAny = elements.contains { !shape.isEmpty($0) }
                if !isAny { report([elements[0]], shape, "One of these elements must be there.", place, &recorder) }
            case .conditional(let first, let elements):
                if !shape.isEmpty(first) {
                    report(elements, shape, "Element \(first) calls for it.", place, &recorder)
                }
            }
        }
    }

    private static func report(
        _ elements: [Int], _ shape: borrowing SegmentShape, _ message: String, _ place: Place,
        _ recorder: inout Recorder
    ) {
        for element in elements where shape.isEmpty(element) {
            recorder.element(X12Findings.conditionalElement, code: "2", place, element, reference: nil, message)
        }
    }
}
