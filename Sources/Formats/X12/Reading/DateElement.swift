// Reads date elements and other runs of digits.

import Money

/// Date elements (DT): CCYYMMDD.
enum DateElement {
    @inline(__always)
    static func number(_ bytes: RawSpan, _ start: Int, _ length: Int) -> Int? {
        var value = 0
        var at = start
        while at < start &+ length {
            let digit = bytes.byte(at) &- 0x30
            if digit > 9 { return nil }
            value = value &* 10 &+ Int(digit)
            at &+= 1
        }
        return value
    }

    /// Whether eight bytes are CCYYMMDD of a day that exists; quicker than making the day.
    @inline(__always)
    static func isDay(_ bytes: RawSpan, _ start: Int) -> Bool {
        if !EightBytes.areThere(bytes, start) { return false }
        let digits = EightBytes.load(bytes, start) ^ EightBytes.all(0x30)
        if !EightBytes.areDigits(digits) { return false }
        let number = EightBytes.number(digits)
        let day = number % 100
        let month = number / 100 % 100
        if day >= 1, day <= 28, month >= 1, month <= 12, number >= 10_000 { return true }
        return CalendarDate(year: number / 10_000, month: month, day: day) != nil
    }

    @inline(__always)
    static func day(_ bytes: RawSpan, _ range: Range<Int>) -> CalendarDate? {
        guard range.count == 8, let number = number(bytes, range.lowerBound, 8) else { return nil }
        return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }
}
