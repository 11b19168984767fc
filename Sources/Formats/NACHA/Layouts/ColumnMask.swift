// Which of a record's 94 columns must be digits, as vectors, and the one pass over a record that checks them together
// with the character set. Relies on NACHAField.

/// 94 columns as six vectors of 16 bytes; the last starts at column 79 and overlaps the fifth.
struct ColumnMask: Sendable {
    typealias Lane = SIMD2<UInt64>
    private var first = Lane(repeating: 0)
    private var second = Lane(repeating: 0)
    private var third = Lane(repeating: 0)
    private var fourth = Lane(repeating: 0)
    private var fifth = Lane(repeating: 0)
    private var sixth = Lane(repeating: 0)

    init(_ fields: [NACHAField]) {
        var columns = [UInt8](repeating: 0, count: RecordShape.length)
        for field in fields where field.content == .digits {
            for position in field.offset..<(field.offset + field.length) { columns[position] = 0xF0 }
        }
        let span = columns.span.bytes
        func lane(_ offset: Int) -> Lane { Lane(span.word(offset), span.word(offset + 8)) }
        (first, second, third) = (lane(0), lane(16), lane(32))
        (fourth, fifth, sixth) = (lane(48), lane(64), lane(78))
    }

    /// What one look over a record says.
    struct Verdict {
        /// Every byte is printable ASCII, 0x20 to 0x7E; so no line end is inside.
        var isPrintable: Bool
        /// Every column of the mask is a digit. Where a byte is not printable this may be false for no reason.
        var isNumeric: Bool

        var isPlain: Bool { isPrintable && isNumeric }
    }

    /// A record that is not there whole is neither printable nor numeric.
    @inline(__always)
    func check(_ span: RawSpan, at start: Int) -> Verdict {
        // One check of the bounds, so that the six loads below need none.
        guard start >= 0, span.byteCount &- start >= RecordShape.length else {
            return Verdict(isPrintable: false, isNumeric: false)
        }
        var strange = Lane(repeating: 0)
        var wrong = Lane(repeating: 0)
        ColumnMask.look(span, start, first, &strange, &wrong)
        ColumnMask.look(span, start &+ 16, second, &strange, &wrong)
        ColumnMask.look(span, start &+ 32, third, &strange, &wrong)
        ColumnMask.look(span, start &+ 48, fourth, &strange, &wrong)
        ColumnMask.look(span, start &+ 64, fifth, &strange, &wrong)
        ColumnMask.look(span, start &+ 78, sixth, &strange, &wrong)
        let tops = (strange[0] | strange[1]) & 0x8080_8080_8080_8080
        return Verdict(isPrintable: tops == 0, isNumeric: wrong[0] | wrong[1] == 0)
    }

    /// Sixteen bytes. The top bit of a byte of `strange` is set where the byte is below 0x20, 0x7F or above; what a byte
    /// that is not printable carries into its neighbour only adds to what is found. A digit less 0x30 has nothing in its upper
    /// half, alone and with 6 added.
    @inline(__always)
    private static func look(
        _ span: RawSpan, _ at: Int, _ digits: Lane, _ strange: inout Lane, _ wrong: inout Lane
    ) {
        let bytes = span.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: Lane.self)
        let below = bytes &- Lane(repeating: 0x2020_2020_2020_2020)
        let above = bytes &+ Lane(repeating: 0x0101_0101_0101_0101)
        strange |= bytes | below | above
        let values = bytes ^ Lane(repeating: 0x3030_3030_3030_3030)
        wrong |= (values | (values &+ Lane(repeating: 0x0606_0606_0606_0606))) & digits
    }
}
