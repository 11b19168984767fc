// The encodings that messages come in, and how their bytes become UTF-8, piece by piece, before the scanner sees them.
// Relies on nothing. The tables are those of ISO 8859-1, ISO 8859-15 and Windows-1252.

enum XMLEncoding: Equatable {
    case utf8, ascii, latin1, latin9, windows1252
    case utf16(lowByteFirst: Bool)

    /// What the first four bytes say (XML 1.0, appendix F), and how many of them are a byte order mark. Nil: eight-bit, to
    /// be told by the declaration.
    static func detect(_ lead: [UInt8]) -> (encoding: XMLEncoding, markCount: Int)? {
        if lead.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if lead.starts(with: [0xFF, 0xFE]) { return (.utf16(lowByteFirst: true), 2) }
        if lead.starts(with: [0xFE, 0xFF]) { return (.utf16(lowByteFirst: false), 2) }
        if lead.starts(with: [0x3C, 0, 0x3F, 0]) { return (.utf16(lowByteFirst: true), 0) }
        if lead.starts(with: [0, 0x3C, 0, 0x3F]) { return (.utf16(lowByteFirst: false), 0) }
        return nil
    }

    enum Declared {
        case eightBit(XMLEncoding)
        case utf16
    }

    /// What a declared name means; nil for an encoding that is not read here.
    static func declared(_ name: String) -> Declared? {
        switch name.uppercased() {
        case "UTF-8", "UTF8": .eightBit(.utf8)
        case "US-ASCII", "ASCII": .eightBit(.ascii)
        case "ISO-8859-1", "ISO_8859-1", "LATIN1": .eightBit(.latin1)
        case "ISO-8859-15", "ISO_8859-15", "LATIN-9": .eightBit(.latin9)
        case "WINDOWS-1252", "CP1252": .eightBit(.windows1252)
        case "UTF-16", "UTF-16LE", "UTF-16BE": .utf16
        default: nil
        }
    }
}

/// Turns bytes of one encoding into UTF-8. What a piece begins and the next one ends is kept meanwhile.
struct XMLDecoder {
    let encoding: XMLEncoding
    private var oddByte: UInt8?
    private var highSurrogate: UInt32?

    init(_ encoding: XMLEncoding) { self.encoding = encoding }

    /// Whether nothing is left that waits for its other half.
    var isComplete: Bool { oddByte == nil && highSurrogate == nil }

    /// Appends the characters of the piece. False when bytes are none; those before them were appended.
    mutating func decode(_ piece: RawSpan, into text: inout [UInt8]) -> Bool {
        if case .utf16(let lowByteFirst) = encoding { return decodeWide(piece, lowByteFirst, into: &text) }
        for place in 0..<piece.byteCount {
            let byte = piece.byte(place)
            guard let value = byte < 0x80 ? UInt32(byte) : high(byte) else { return false }
            XMLDecoder.append(value, to: &text)
        }
        return true
    }

    private func high(_ byte: UInt8) -> UInt32? {
        switch encoding {
        case .latin1: return UInt32(byte)
        case .latin9: return XMLDecoder.latin9[byte] ?? UInt32(byte)
        case .windows1252:
            if byte >= 0xA0 { return UInt32(byte) }
            let value = XMLDecoder.windows1252[Int(byte) - 0x80]
            return value == 0 ? nil : UInt32(value)
        case .ascii, .utf8, .utf16: return nil
        }
    }

    private mutating func decodeWide(_ piece: RawSpan, _ lowByteFirst: Bool, into text: inout [UInt8]) -> Bool {
        var place = 0
        while place < piece.byteCount {
            if oddByte == nil, highSurrogate == nil { takePlain(piece, &place, lowByteFirst, &text) }
            if place >= piece.byteCount { break }
            let byte = piece.byte(place)
            place += 1
            guard let first = oddByte else {
                oddByte = byte
                continue
            }
            oddByte = nil
            let unit = lowByteFirst ? UInt32(byte) << 8 | UInt32(first) : UInt32(first) << 8 | UInt32(byte)
            if let high = highSurrogate {
                guard (0xDC00...0xDFFF).contains(unit) else { return false }
                highSurrogate = nil
                XMLDecoder.append(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00), to: &text)
            } else if (0xD800...0xDBFF).contains(unit) {
                highSurrogate = unit
            } else if (0xDC00...0xDFFF).contains(unit) {
                return false
            } else {
                XMLDecoder.append(unit, to: &text)
            }
        }
        return true
    }

    /// Passes ASCII, which most of any message is.
    private func takePlain(_ piece: RawSpan, _ place: inout Int, _ lowByteFirst: Bool, _ text: inout [UInt8]) {
        while place &+ 2 <= piece.byteCount {
            let loaded = piece.unsafeLoadUnaligned(fromByteOffset: place, as: UInt16.self)
            let unit = lowByteFirst ? UInt16(littleEndian: loaded) : UInt16(bigEndian: loaded)
            if unit >= 0x80 { return }
            text.append(UInt8(truncatingIfNeeded: unit))
            place &+= 2
        }
    }

    /// Appends a code point, which is no surrogate, as UTF-8.
    static func append(_ value: UInt32, to text: inout [UInt8]) {
        func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | (value >> shift & 0x3F)) }
        if value < 0x80 {
            text.append(UInt8(truncatingIfNeeded: value))
        } else if value < 0x800 {
            text.append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
            text.append(tail(0))
        } else if value < 0x10000 {
            text.append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
            text.append(tail(6))
            text.append(tail(0))
        } else {
            text.append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
            text.append(tail(12))
            text.append(tail(6))
            text.append(tail(0))
        }
    }

    /// Where ISO 8859-15 differs from ISO 8859-1.
    private static let latin9: [UInt8: UInt32] = [
        0xA4: 0x20AC, 0xA6: 0x160, 0xA8: 0x161, 0xB4: 0x17D, 0xB8: 0x17E, 0xBC: 0x152, 0xBD: 0x153, 0xBE: 0x178,
    ]
    /// Windows-1252 from 0x80 to 0x9F; 0 stands for bytes without meaning.
    private static let windows1252: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
