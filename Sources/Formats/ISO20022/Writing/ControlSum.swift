// Adds up amounts of several currencies as control sums do: decimal values, whatever they are worth.
// Relies on Money. 128 bits hold the sum of more transfers than a message can count.

import Money

/// A sum of decimal numbers with up to five decimals.
struct ControlSum: Hashable {
    private static let decimals = 5
    private var value: Int128 = 0
    /// Decimals that are written.
    private var exponent = 0

    mutating func add(_ money: Money) {
        let missing = max(0, ControlSum.decimals - money.currency.exponent)
        value += Int128(money.minorUnits) * ControlSum.powers[min(missing, ControlSum.decimals)]
        exponent = max(exponent, min(money.currency.exponent, ControlSum.decimals))
    }

    mutating func add(_ other: ControlSum) {
        value += other.value
        exponent = max(exponent, other.exponent)
    }

    /// DecimalNumber of the schemas: eighteen digits at most.
    var fits: Bool {
        value.magnitude / UInt128(ControlSum.powers[ControlSum.decimals - exponent]) < 1_000_000_000_000_000_000
    }

    /// Plain decimal notation, in the most decimals that one of the currencies has.
    var text: String {
        var digits = String(value.magnitude / UInt128(ControlSum.powers[ControlSum.decimals - exponent]))
        if exponent > 0 {
            if digits.count <= exponent { digits = String(repeating: "0", count: exponent + 1 - digits.count) + digits }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -exponent))
        }
        return value < 0 ? "-" + digits : digits
    }

    private static let powers: [Int128] = [1, 10, 100, 1000, 10_000, 100_000]
}
