// Decimal text and minor units, both ways, exactly.
// Readers hand in ASCII bytes; nothing here allocates while reading.

/// Why decimal text is not an amount in the given exponent.
public enum DecimalFault: Error, Hashable, Sendable {
    /// No digit, a second point, or any byte that is not a digit.
    case malformed
    /// More significant decimals than the currency's minor unit has (`8.85123 EUR`).
    case subMinor
    /// More than 64 bits of minor units.
    case overflow
}

/// Plain decimal notation: an optional minus, digits, at most one point. No plus, exponent, grouping or blanks.
public enum DecimalText {
    /// Minor units of decimal text. Trailing zeros beyond the exponent are no fault.
    public static func minorUnits(of text: RawSpan, exponent: Int) -> Result<Int64, DecimalFault> {
        var index = 0
        let isNegative = text.byteCount > 0 && text.unsafeLoad(fromByteOffset: 0, as: UInt8.self) == 0x2D
        if isNegative { index = 1 }
        var value: Int64 = 0
        var digits = 0
        var decimals = 0
        var afterPoint = false
        while index < text.byteCount {
            let byte = text.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            index += 1
            if byte == 0x2E {
                if afterPoint { return .failure(.malformed) }
                afterPoint = true
                continue
            }
            guard byte >= 0x30, byte <= 0x39 else { return .failure(.malformed) }
            digits += 1
            if afterPoint {
                if decimals == exponent {
                    if byte != 0x30 { return .failure(.subMinor) }
                    continue
                }
                decimals += 1
            }
            guard let next = appended(byte, to: value) else { return .failure(.overflow) }
            value = next
        }
        if digits == 0 { return .failure(.malformed) }
        while decimals < exponent {
            guard let next = appended(0x30, to: value) else { return .failure(.overflow) }
            value = next
            decimals += 1
        }
        return .success(isNegative ? -value : value)
    }

    /// The same for a string; for configuration and tests, not for hot paths.
    public static func minorUnits(of text: String, exponent: Int) -> Result<Int64, DecimalFault> {
        let bytes = Array(text.utf8)
        return minorUnits(of: bytes.span.bytes, exponent: exponent)
    }

    static func render(_ minorUnits: Int64, exponent: Int) -> String {
        var digits = Array(String(minorUnits.magnitude).utf8)
        if exponent > 0 {
            while digits.count <= exponent { digits.insert(0x30, at: 0) }
            digits.insert(0x2E, at: digits.count - exponent)
        }
        if minorUnits < 0 { digits.insert(0x2D, at: 0) }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func appended(_ digit: UInt8, to value: Int64) -> Int64? {
        let (tens, overflowed) = value.multipliedReportingOverflow(by: 10)
        if overflowed { return nil }
        let (sum, overflowedAgain) = tens.addingReportingOverflow(Int64(digit &- 0x30))
        return overflowedAgain ? nil : sum
    }
}
