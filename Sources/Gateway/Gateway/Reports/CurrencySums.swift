// Counts and sums for reports, one for each currency, checked.

import Money

struct CurrencySums {
    private var sums: [Currency: (count: Int64, units: CheckedSum)] = [:]

    mutating func add(_ count: Int64, _ amount: Money) {
        var (known, units) = sums[amount.currency] ?? (0, CheckedSum())
        units.add(amount.minorUnits)
        known += count
        sums[amount.currency] = (known, units)
    }

    /// The sum in minor units; nil where it does not fit.
    func units(_ currency: Currency) -> Int64? { (sums[currency]?.units ?? CheckedSum()).total }

    /// In the order of the currencies' codes; an amount that does not fit says so.
    var all: [(currency: Currency, count: Int64, amount: String)] {
        sums.sorted { $0.key < $1.key }.map { currency, sum in
            let text = sum.units.total.map { Money(minorUnits: $0, currency: currency).decimalText }
            return (currency, sum.count, text ?? "too large")
        }
    }
}

/// A part of a whole in per cent with two decimals, without floating point; `-` of nothing.
func percentage(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0, part >= 0 else { return "-" }
    let (scaled, overflow) = part.multipliedReportingOverflow(by: 10_000)
    let hundredths = overflow ? part / (whole / 10_000) : (scaled + whole / 2) / whole
    let digits = String(hundredths % 100)
    return "\(hundredths / 100).\(digits.count < 2 ? "0" : "")\(digits)"
}

/// A quotient with one decimal; `-` by nothing.
func average(_ sum: Int64, over count: Int64) -> String {
    guard count > 0 else { return "-" }
    let (scaled, overflow) = sum.multipliedReportingOverflow(by: 10)
    if overflow { return "-" }
    let tenths = (scaled.magnitude + UInt64(count) / 2) / UInt64(count)
    return "\(scaled < 0 && tenths > 0 ? "-" : "")\(tenths / 10).\(tenths % 10)"
}
