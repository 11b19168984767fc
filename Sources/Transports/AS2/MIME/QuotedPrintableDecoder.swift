// Quoted-printable (RFC 2045, section 6.7), in pieces.

/// Decodes what is well formed and leaves the rest as it is, as the standard advises.
struct QuotedPrintableDecoder {
    /// An escape that is not complete: `=`, `=3`, `=` and CR.
    private var escape: [UInt8] = []
    private var output: [UInt8] = []

    mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        output.removeAll(keepingCapacity: true)
        for index in 0..<piece.byteCount { take(piece.unsafeLoad(fromByteOffset: index, as: UInt8.self)) }
        if !output.isEmpty { try sink(output.span.bytes) }
    }

    mutating func finish(into sink: (RawSpan) throws -> Void) throws {
        if !escape.isEmpty { try sink(escape.span.bytes) }
        escape = []
    }

    private mutating func take(_ byte: UInt8) {
        if escape.isEmpty {
            if byte == UInt8(ascii: "=") { escape = [byte] } else { output.append(byte) }
            return
        }
        escape.append(byte)
        switch escape.count {
        case 2 where byte == 0x0A: escape = []
        case 2 where byte == 0x0D || Self.digit(byte) != nil: return
        case 3 where byte == 0x0A && escape[1] == 0x0D: escape = []
        case 3:
            if let high = Self.digit(escape[1]), let low = Self.digit(byte) {
                output.append(high << 4 | low)
            } else {
                output.append(contentsOf: escape)
            }
            escape = []
        default:
            output.append(contentsOf: escape)
            escape = []
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
