// Decimal text of minor units, within a column's limits.

enum AmountForm {
    enum Fault: Error { case tooWide, decimalsLost }

    /// Appends an amount.
    ///
    /// - Parameters:
    ///   - exponent: decimals of the currency.
    ///   - decimals: decimals to write; nil for the currency's own. Fewer are written only where no digit is lost.
    ///   - digits: digits before the mark at most.
    static func append(
        _ units: Int64, exponent: Int, decimals: Int?, digits: Int?, mark: UInt8, to out: inout [UInt8]
    ) throws(Fault) {
        var reversed: [UInt8] = []
        var rest = units.magnitude
        var position = 0
        let wanted = decimals ?? exponent
        for _ in 0..<max(0, wanted - exponent) { reversed.append(0x30) }
        while rest > 0 || position <= exponent {
            let digit = UInt8(rest % 10)
            rest /= 10
            if position < exponent - wanted {
                if digit != 0 { throw .decimalsLost }
            } else {
                if position == exponent && wanted > 0 { reversed.append(mark) }
                reversed.append(0x30 + digit)
            }
            position += 1
        }
        if let digits, position - exponent > digits { throw .tooWide }
        if units < 0 { out.append(0x2D) }
        out.append(contentsOf: reversed.reversed())
    }
}
