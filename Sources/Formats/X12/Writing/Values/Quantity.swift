// A decimal number that is no amount of money: units, days, weights, rates.

/// An exact decimal number: `digits` shifted right by `decimals` places. `Quantity(15, decimals: 1)` is 1.5.
public struct Quantity: Sendable, Hashable, ExpressibleByIntegerLiteral {
    public let digits: Int64
    /// 0 to 9.
    public let decimals: Int

    public init(_ digits: Int64, decimals: Int = 0) {
        self.digits = digits
        self.decimals = min(max(0, decimals), 9)
    }

    public init(integerLiteral value: Int64) { self.init(value) }
}
