// Reads decimal elements: amounts, quantities, rates. Runs for a third of all elements: the usual ones are read eight bytes
// at a step, the others byte by byte; both say the same (a test holds that).

/// Decimal elements (R): amounts in hundredths, exactly.
enum DecimalElement {
    case amount(Int64)
    /// Right decimal notation with this many digits, not all of which fit hundredths.
    case tooManyDecimals(digits: Int)
    case tooLong
    case malformed

    /// The hundredths of at most eight bytes without sign and with at most two decimals; nil for all else, wrong or not.
    @inline(__always)
    static func usual(_ bytes: RawSpan, _ start: Int, _ count: Int) -> Int64? {
        if count > 8 || count < 1 || !EightBytes.areThere(bytes, start) { return nil }
        let word = EightBytes.load(bytes, start) ^ EightBytes.all(0x30)
        // The last digit stands in the last byte, zeros stand before the first. Where the point stands nobody can foretell, so
        // nothing is asked about it: without one, all digits stand before it.
        let digits = word &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        let points = EightBytes.zeros(digits ^ EightBytes.all(0x2E ^ 0x30))
        let decimals = 7 &- (points.trailingZeroBitCount &- 7) &>> 3
        if decimals > 2 || (count == 1 && points != 0) { return nil }
        let before = ((points & (0 &- points)) &>> 7) &- 1
        let shift: UInt64 = points == 0 ? 0 : 8
        let joined = (digits & before) &<< shift | digits & ~(before &<< 8 | 0xFF)
        if !EightBytes.areDigits(joined) { return nil }
        let scale = 0x01_0A64 &>> (8 &* decimals) & 0xFF
        return Int64(truncatingIfNeeded: EightBytes.number(joined) &* scale)
    }

    /// Reads `-1250.5`. Eighteen digits at most, so that nothing can overflow.
    @inline(__always)
    static func read(_ bytes: RawSpan, _ range: Range<Int>) -> DecimalElement {
        var at = range.lowerBound
        let end = range.upperBound
        let isNegative = at < end && bytes.byte(at) == 0x2D
        if isNegative { at &+= 1 }
        if end &- at > 19 { return isNumber(bytes, at..<end) ? .tooLong : .malformed }
        var value: Int64 = 0
        var digits = 0
        while at < end {
            let digit = bytes.byte(at) &- 0x30
            if digit > 9 { break }
            value = value &* 10 &+ Int64(digit)
            digits &+= 1
            at &+= 1
        }
        var decimals = 0
        var hasMore = false
        if at < end {
            if bytes.byte(at) != 0x2E { return .malformed }
            at &+= 1
            while at < end {
                let digit = bytes.byte(at) &- 0x30
                if digit > 9 { return .malformed }
                if decimals < 2 {
                    value = value &* 10 &+ Int64(digit)
                    decimals &+= 1
                } else if digit != 0 {
                    hasMore = true
                }
                digits &+= 1
                at &+= 1
            }
        }
        if digits == 0 { return .malformed }
        if digits > 16 { return .tooLong }
        if hasMore { return .tooManyDecimals(digits: digits) }
        if decimals == 0 { value = value &* 100 } else if decimals == 1 { value = value &* 10 }
        return .amount(isNegative ? 0 &- value : value)
    }

    private static func isNumber(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var points = 0
        for at in range {
            if bytes.byte(at) == 0x2E { points += 1 } else if !ASCII.isDigit(bytes.byte(at)) { return false }
        }
        return points < 2
    }
}
