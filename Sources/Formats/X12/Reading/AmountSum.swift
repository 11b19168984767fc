// Sums of amounts as they stand in segments: exact hundredths, and honest about what could not be read.

import Money

struct AmountSum: Sendable, Hashable {
    private var sum = CheckedSum()
    private var hasUnreadable = false

    @inline(__always)
    mutating func add(_ amount: Int64) { sum.add(amount) }

    @inline(__always)
    mutating func add(_ other: AmountSum) {
        if let total = other.total { sum.add(total) } else { hasUnreadable = true }
    }

    @inline(__always)
    mutating func subtract(_ other: AmountSum) {
        if let total = other.total { sum.add(0 &- total) } else { hasUnreadable = true }
    }

    mutating func addUnreadable() { hasUnreadable = true }

    /// Hundredths; nil when a term could not be read or the sum does not fit.
    var total: Int64? { hasUnreadable ? nil : sum.total }

    /// Whether both are known and equal.
    @inline(__always)
    func equals(_ other: AmountSum) -> Bool {
        guard let left = total, let right = other.total else { return false }
        return left == right
    }
}
