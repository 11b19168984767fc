// Which of a record's 94 columns must be digits, as vectors, and the one pass over a record that checks them together
// with the character set. Relies on NACHAField.

/// 94 columns as six vectors of 16; the last starts at column 79 and overlaps the fifth.
struct ColumnMask: Sendable {
    typealias Lane = SIMD16<UInt8>
    private var first = Lane(repeating: 0)
    private var second = Lane(repeating: 0)
    private var third = Lane(repeating: 0)
    private var fourth = Lane(repeating: 0)
    private var fifth = Lane(repeating: 0)
    private var sixth = Lane(repeating: 0)

    init(_ fields: [NACHAField]) {
        for field in fields where field.content == .digits {
            for position in field.offset..<(field.offset + field.length) { demandDigit(at: position) }
        }
    }

    private mutating func demandDigit(at position: Int) {
        switch position {
        case 0..<16: first[position] = 0xFF
        case 16..<32: second[position - 16] = 0xFF
        case 32..<48: third[position - 32] = 0xFF
        case 48..<64: fourth[position - 48] = 0xFF
        case 64..<80: fifth[position - 64] = 0xFF
        default: break
        }
        if (78..<94).contains(position) { sixth[position - 78] = 0xFF }
    }

    /// What one look over a record says.
    struct Verdict {
        /// Every byte is printable ASCII, 0x20 to 0x7E; so no line end is inside.
        var isPrintable: Bool
        /// Every column of the mask is a digit.
        var isNumeric: Bool
    }

    /// The caller has checked that 94 bytes are there.
    @inline(__always)
    func check(_ span: RawSpan, at start: Int) -> Verdict {
        var strange = Lane(repeating: 0)
        var wrong = Lane(repeating: 0)
        func look(_ offset: Int, _ digits: Lane) {
            let bytes = span.unsafeLoadUnaligned(fromByteOffset: start &+ offset, as: Lane.self)
            // Saturation by the greater of two: above the bound only where the byte is outside the range.
            let shifted = bytes &- Lane(repeating: 0x20)
            strange = strange | (pointwiseMax(shifted, Lane(repeating: 0x5E)) ^ Lane(repeating: 0x5E))
            let digit = bytes &- Lane(repeating: 0x30)
            wrong = wrong | ((pointwiseMax(digit, Lane(repeating: 9)) ^ Lane(repeating: 9)) & digits)
        }
        look(0, first)
        look(16, second)
        look(32, third)
        look(48, fourth)
        look(64, fifth)
        look(78, sixth)
        return Verdict(isPrintable: ColumnMask.isZero(strange), isNumeric: ColumnMask.isZero(wrong))
    }

    @inline(__always)
    private static func isZero(_ lane: Lane) -> Bool {
        let words = unsafeBitCast(lane, to: SIMD2<UInt64>.self)
        return words[0] | words[1] == 0
    }
}
