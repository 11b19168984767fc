// An exact amount of one currency in its minor units; all arithmetic is checked.
// Relies on Currency. Nothing here is a Double and nothing here traps on an amount that came from outside.

/// An amount in minor units (cents for USD, yen for JPY) with its currency. Signed: what a sign means is the owner's to say.
public struct Money: Hashable, Sendable {
    public var minorUnits: Int64
    public var currency: Currency

    public init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// US dollars from cents.
    public static func dollars(cents: Int64) -> Money { Money(minorUnits: cents, currency: .usd) }

    public static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency: currency) }

    public var isZero: Bool { minorUnits == 0 }

    /// The sum, or nil where the currencies differ or 64 bits do not hold it.
    public func adding(_ other: Money) -> Money? {
        guard currency == other.currency else { return nil }
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        return overflow ? nil : Money(minorUnits: sum, currency: currency)
    }

    /// The difference, or nil where the currencies differ or 64 bits do not hold it.
    public func subtracting(_ other: Money) -> Money? {
        guard currency == other.currency else { return nil }
        let (difference, overflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
        return overflow ? nil : Money(minorUnits: difference, currency: currency)
    }

    /// The amount with its sign turned, or nil for the one value that has no opposite.
    public var negated: Money? { Money.zero(currency).subtracting(self) }

    /// The amount without its sign (the most negative value becomes the most positive one).
    public var magnitude: Money {
        Money(minorUnits: minorUnits == .min ? .max : abs(minorUnits), currency: currency)
    }

    /// The amount as plain decimal text in the currency's own decimals, no grouping: `1250.00`, `-0.05`, `7` for yen.
    public var decimalText: String { DecimalText.render(minorUnits, exponent: currency.exponent) }
}

extension Money: CustomStringConvertible {
    public var description: String { "\(decimalText) \(currency.code)" }
}

/// A sum that remembers that it overflowed instead of trapping: add freely, ask once at the end.
public struct CheckedSum: Hashable, Sendable {
    @usableFromInline var value: Int64 = 0
    @usableFromInline var hasOverflowed = false

    public init() {}

    @inlinable
    public mutating func add(_ term: Int64) {
        let (sum, overflow) = value.addingReportingOverflow(term)
        value = sum
        hasOverflowed = hasOverflowed || overflow
    }

    /// The sum, or nil once any step did not fit 64 bits.
    @inlinable public var total: Int64? { hasOverflowed ? nil : value }
}
