// Digits and texts of fixed columns, both ways. Eight digits are turned into a number in one word.
// Relies on nothing but the bytes being there: every caller has checked the length of the record.

import Money

enum Digits {
    /// The number of eight ASCII digits (lowest byte first in the text). Bytes that are no digits give a wrong number,
    /// never a trap: the column mask finds them.
    @inline(__always)
    static func eight(_ word: UInt64) -> Int64 {
        var value = ((word & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) &>> 8
        value = ((value & 0x00FF_00FF_00FF_00FF) &* 6_553_601) &>> 16
        return Int64(truncatingIfNeeded: ((value & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) &>> 32)
    }

    /// The number of two ASCII digits, the first in the lowest place; what stands above them is ignored.
    @inline(__always)
    static func two(_ word: UInt64) -> Int64 {
        Int64(truncatingIfNeeded: (((word & 0x0F0F) &* 2561) &>> 8) & 0xFF)
    }

    /// The check digit of eight ASCII digits: weights 3 7 1 3 7 1 3 7, complement to ten (ABA routing number).
    @inline(__always)
    static func checkDigit(_ word: UInt64) -> Int {
        let rest = Int(truncatingIfNeeded: weightedSum(word) % 10)
        return rest == 0 ? 0 : 10 &- rest
    }

    /// Eight ASCII digits with the weights of the check digit; with the check digit added it is a multiple of ten.
    @inline(__always)
    static func weightedSum(_ word: UInt64) -> UInt32 {
        let digits = word & 0x0F0F_0F0F_0F0F_0F0F
        let even = digits & 0x00FF_00FF_00FF_00FF
        let odd = (digits &>> 8) & 0x00FF_00FF_00FF_00FF
        let sum = ((even &* 0x0003_0001_0007_0003) &>> 48) &+ ((odd &* 0x0007_0003_0001_0007) &>> 48)
        return UInt32(truncatingIfNeeded: sum)
    }

    static func text(_ number: Int64, width: Int) -> String {
        var bytes: [UInt8] = []
        append(number, width: width, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the low `width` digits, zero-filled.
    static func append(_ number: Int64, width: Int, to output: inout [UInt8]) {
        let start = output.count
        for _ in 0..<width { output.append(0x30) }
        var rest = number.magnitude
        var position = start + width - 1
        while rest > 0 && position >= start {
            output[position] = 0x30 + UInt8(rest % 10)
            rest /= 10
            position -= 1
        }
    }
}

extension RawSpan {
    @inline(__always)
    func byte(_ offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

    /// Eight bytes, the first in the lowest place.
    @inline(__always)
    func word(_ offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// One and eight bytes without a check, for loops that check the bounds of whole records before.
    @inline(__always)
    func uncheckedByte(_ offset: Int) -> UInt8 { unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self) }

    @inline(__always)
    func uncheckedWord(_ offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }

    /// The number in a field of the record at `start`; nil where a byte is no digit or 63 bits do not hold it.
    func number(_ field: NACHAField, at start: Int) -> Int64? {
        let first = start + field.offset
        // Eighteen digits always fit; the twenty of ADV totals may not.
        let plain = min(field.length, 18)
        var value: Int64 = 0
        for position in first..<(first + plain) {
            let digit = byte(position) &- 0x30
            if digit > 9 { return nil }
            value = value &* 10 &+ Int64(digit)
        }
        for position in (first + plain)..<(first + field.length) {
            let digit = byte(position) &- 0x30
            if digit > 9 { return nil }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowToo) = tens.addingReportingOverflow(Int64(digit))
            if overflow || overflowToo { return nil }
            value = sum
        }
        return value
    }

    /// The text of a field without the blanks behind it.
    func text(_ field: NACHAField, at start: Int) -> String {
        let first = start + field.offset
        var end = first + field.length
        while end > first && byte(end - 1) == 0x20 { end -= 1 }
        return string(from: first, to: end)
    }

    func string(from first: Int, to end: Int) -> String {
        extracting(first..<end).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// Nothing but blanks, or nothing but zeros and blanks.
    func isBlank(_ field: NACHAField, at start: Int, zerosToo: Bool = false) -> Bool {
        for position in 0..<field.length {
            let byte = byte(start + field.offset + position)
            if byte != 0x20 && !(zerosToo && byte == 0x30) { return false }
        }
        return true
    }
}

/// Dates as YYMMDD. The rules give no century: 70-99 are of the twentieth, for no ACH file is older.
enum SixDigitDate {
    static func date(of text: String) -> CalendarDate? {
        guard text.utf8.count == 6 else { return nil }
        var number = 0
        for byte in text.utf8 {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        let year = number / 10_000
        return CalendarDate(year: year >= 70 ? 1900 + year : 2000 + year, month: number / 100 % 100, day: number % 100)
    }

    static func text(of date: CalendarDate) -> String { String(date.basicText.suffix(6)) }
}
