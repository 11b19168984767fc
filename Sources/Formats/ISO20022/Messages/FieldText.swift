// The texts of simple values in ISO 20022 messages: amounts, dates, counts, check digits. Bytes in, values out.
// Relies on Money's DecimalText. Blanks around values are collapsed as XML Schema's decimal and date demand.

import Money
import Parsing

enum FieldText {
    /// The range of the text without blanks, tabs and line ends at its ends.
    @inline(__always)
    static func content(_ text: RawSpan) -> Range<Int> {
        var start = 0
        var end = text.byteCount
        while start < end, isBlank(text.unsafeLoad(fromByteOffset: start, as: UInt8.self)) { start += 1 }
        while end > start, isBlank(text.unsafeLoad(fromByteOffset: end - 1, as: UInt8.self)) { end -= 1 }
        return start..<end
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    static func string(_ text: RawSpan) -> String {
        text.extracting(FieldText.content(text)).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether the trimmed text is exactly these ASCII characters (eight at most).
    @inline(__always)
    static func isEqual(_ text: RawSpan, _ wanted: StaticString) -> Bool {
        guard text.byteCount == wanted.utf8CodeUnitCount else { return false }
        return wanted.withUTF8Buffer { buffer in
            for index in 0..<buffer.count
            where text.unsafeLoad(fromByteOffset: index, as: UInt8.self) != buffer[index] {
                return false
            }
            return true
        }
    }

    /// Up to eight bytes as one number, for comparing short codes; 0 for longer texts.
    @inline(__always)
    static func code(_ text: RawSpan) -> UInt64 {
        if text.byteCount > 8 { return 0 }
        var value: UInt64 = 0
        for index in 0..<text.byteCount {
            value = value << 8 | UInt64(text.unsafeLoad(fromByteOffset: index, as: UInt8.self))
        }
        return value
    }

    /// The number that `code(_:)` gives for these characters.
    static func code(_ text: StaticString) -> UInt64 {
        text.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt64($1) } }
    }

    /// A count without sign, 18 digits at most.
    static func count(_ text: RawSpan) -> Int64? {
        let text = text.extracting(FieldText.content(text))
        guard (1...18).contains(text.byteCount) else { return nil }
        var value: Int64 = 0
        for index in 0..<text.byteCount {
            let byte = text.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        return value
    }

    /// The day that a date or a date with time begins with, as written, without any shift of zone.
    @inline(__always)
    static func day(_ text: RawSpan) -> CalendarDate? {
        guard text.byteCount >= 10, let year = digits(text, 0, 4), let month = digits(text, 5, 2),
            let day = digits(text, 8, 2), text.unsafeLoad(fromByteOffset: 4, as: UInt8.self) == 0x2D,
            text.unsafeLoad(fromByteOffset: 7, as: UInt8.self) == 0x2D
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    @inline(__always)
    private static func digits(_ text: RawSpan, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<start + count {
            let byte = text.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    enum DateForm {
        case regular, lenient, wrong
    }

    /// What follows the day: nothing, a zone, or a time with or without fraction and zone. A fraction after a colon is a
    /// form that one bank writes.
    static func form(afterDay text: RawSpan) -> DateForm {
        if text.byteCount == 10 { return .regular }
        var rest = Array<UInt8>()
        for index in 10..<min(text.byteCount, 64) {
            rest.append(text.unsafeLoad(fromByteOffset: index, as: UInt8.self))
        }
        if text.byteCount > 63 { return .wrong }
        if rest.first != 0x54 { return isZone(rest[...]) ? .regular : .wrong }
        guard rest.count >= 9, isClock(rest[1..<9]) else { return .wrong }
        var index = 9
        var form = DateForm.regular
        if index < rest.count, rest[index] == 0x2E || rest[index] == 0x3A {
            if rest[index] == 0x3A { form = .lenient }
            index += 1
            let first = index
            while index < rest.count, isDigit(rest[index]) { index += 1 }
            if index == first { return .wrong }
        }
        return index == rest.count || isZone(rest[index...]) ? form : .wrong
    }

    private static func isClock(_ text: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(text)
        guard bytes[2] == 0x3A, bytes[5] == 0x3A, [0, 1, 3, 4, 6, 7].allSatisfy({ isDigit(bytes[$0]) }) else {
            return false
        }
        return (bytes[0], bytes[1]) <= (0x32, 0x34) && bytes[3] <= 0x35 && bytes[6] <= 0x36
    }

    private static func isZone(_ text: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(text)
        if bytes == [0x5A] { return true }
        guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A else { return false }
        return [1, 2, 4, 5].allSatisfy { isDigit(bytes[$0]) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Digits with at most one point among them, and not all of them zero.
    static func isPositiveDecimal(_ text: RawSpan) -> Bool {
        var points = 0
        var isAboveZero = false
        for index in 0..<text.byteCount {
            let byte = text.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            if byte == 0x2E { points += 1 } else if !isDigit(byte) { return false }
            if byte >= 0x31 { isAboveZero = true }
        }
        return points <= 1 && isAboveZero
    }

    /// Characters of UTF-8 text: bytes that do not continue a character.
    static func characterCount(_ text: RawSpan) -> Int {
        var count = 0
        for index in 0..<text.byteCount where text.unsafeLoad(fromByteOffset: index, as: UInt8.self) & 0xC0 != 0x80 {
            count += 1
        }
        return count
    }
}

/// Why an amount cannot be used.
enum AmountFault: Error {
    /// Not a decimal without sign and exponent.
    case malformed
    /// More than 18 digits, or more than five decimals.
    case tooLong
    /// More significant decimals than the currency has.
    case subMinor
}

extension FieldText {
    /// Minor units of an unsigned amount (ActiveOrHistoricCurrencyAndAmount: 18 digits, five of them decimals).
    @inline(__always)
    static func amount(_ text: RawSpan, exponent: Int) -> Result<Int64, AmountFault> {
        let text = text.extracting(FieldText.content(text))
        if text.byteCount > 15, let fault = lengthFault(text) { return .failure(fault) }
        if text.byteCount > 0, text.unsafeLoad(fromByteOffset: 0, as: UInt8.self) == 0x2D {
            return .failure(.malformed)
        }
        switch DecimalText.minorUnits(of: text, exponent: exponent) {
        case .success(let units): return .success(units)
        case .failure(.malformed): return .failure(.malformed)
        case .failure(.overflow): return .failure(.tooLong)
        case .failure(.subMinor): return .failure(lengthFault(text) ?? .subMinor)
        }
    }

    private static func lengthFault(_ text: RawSpan) -> AmountFault? {
        var digits = 0
        var decimals = 0
        var zeros = 0
        var afterPoint = false
        for index in 0..<text.byteCount {
            let byte = text.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            if byte == 0x2E, !afterPoint {
                afterPoint = true
                zeros = 0
                continue
            }
            guard isDigit(byte) else { return .malformed }
            if digits > 0 || byte != 0x30 || afterPoint { digits += 1 }
            if afterPoint { decimals += 1 }
            zeros = byte == 0x30 ? zeros + 1 : 0
        }
        if afterPoint {
            digits -= zeros
            decimals -= zeros
        }
        return digits > 18 || decimals > 5 ? .tooLong : nil
    }

    /// Routing number of the American Bankers Association, blanks around it or not.
    static func isRoutingNumber(_ text: RawSpan) -> Bool {
        RoutingCheckDigit.fits(text.extracting(FieldText.content(text)))
    }

    /// Structured creditor reference (ISO 11649): `RF`, two check digits, up to 21 characters, remainder 1 modulo 97.
    static func isCreditorReference(_ text: RawSpan) -> Bool {
        let text = text.extracting(FieldText.content(text))
        guard (5...25).contains(text.byteCount) else { return false }
        var remainder = 0
        for index in 0..<text.byteCount {
            let byte = text.unsafeLoad(fromByteOffset: (index + 4) % text.byteCount, as: UInt8.self)
            switch byte {
            case 0x30...0x39: remainder = (remainder * 10 + Int(byte - 0x30)) % 97
            case 0x41...0x5A: remainder = (remainder * 100 + Int(byte - 0x37)) % 97
            case 0x61...0x7A: remainder = (remainder * 100 + Int(byte - 0x57)) % 97
            default: return false
            }
        }
        return remainder == 1
    }
}
