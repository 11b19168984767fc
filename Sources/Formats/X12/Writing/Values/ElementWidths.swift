// How long values may be, by data element and release. Relies on the dictionary of the readers for release 005010.

/// Widths of data elements, laid out flat: one look-up a value.
struct ElementWidths: Sendable {
    enum Release: Sendable {
        /// 005010 with the HIPAA guides' cap on amounts.
        case guide
        /// 005010 as it is.
        case generic
        /// 004010: shorter references, names and numbers.
        case old
    }

    private let bounds: [ClosedRange<Int>?]
    /// In hundredths.
    let largestMoney: UInt64

    /// nil where the dictionary does not have the element.
    func allowed(_ number: Int) -> ClosedRange<Int>? { bounds.indices.contains(number) ? bounds[number] : nil }

    static func of(_ release: Release) -> ElementWidths {
        switch release {
        case .guide: guide
        case .generic: generic
        case .old: old
        }
    }

    // Ten digits in the HIPAA guides; elsewhere sixteen, which our own reader can sum exactly.
    private static let guide = ElementWidths(shorter: [:], largestMoney: 9_999_999_999)
    private static let generic = ElementWidths(shorter: [:], largestMoney: 9_999_999_999_999_999)
    private static let old = ElementWidths(
        shorter: [127: 30, 1035: 35, 1036: 25, 364: 80, 310: 30], largestMoney: 9_999_999_999_999_999)

    private init(shorter: [Int: Int], largestMoney: UInt64) {
        let highest = DataElements.byNumber.keys.max() ?? 0
        var bounds = [ClosedRange<Int>?](repeating: nil, count: highest + 1)
        for (number, element) in DataElements.byNumber where element.minimum <= element.maximum {
            bounds[number] = element.minimum...max(element.minimum, shorter[number] ?? element.maximum)
        }
        self.bounds = bounds
        self.largestMoney = largestMoney
    }
}
