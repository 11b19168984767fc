// Cuts bytes into records, whatever their ends: LF, CRLF, CR, none; short, long, blank, or wider than 94 bytes because of
// multibyte letters. Relies on nothing but the bytes; it keeps no state but whether the last record ended without a line end.

/// How a record ended in the file.
enum LineEnd: UInt8 {
    case none = 0
    case lineFeed = 1
    case carriageReturnLineFeed = 2
    case carriageReturn = 4
}

/// One record as it stands in the bytes.
struct RecordFrame {
    enum Shape {
        /// 94 bytes.
        case exact
        /// Fewer: blanks at the end were cut, or more than that.
        case short
        /// 94 bytes and blanks.
        case extraBlanks
        /// 94 characters in more bytes.
        case wide
        /// More than 94 characters that are not blank.
        case tooLong
        /// Nothing but blanks.
        case blank
    }
    var shape: Shape
    /// Bytes of the record, without what follows column 94 and without the line end.
    var length: Int
    /// Blanks after column 94.
    var extraBlanks: Int
    var lineEnd: LineEnd
    /// Bytes of the file that this record takes.
    var consumed: Int
}

enum RecordFraming {
    /// No line end within so many bytes: an unbroken stream. Enough for 94 characters of four bytes and CR LF.
    static let window = RecordShape.length * 4 + 2

    /// The record at `start`; nil when more bytes are needed to tell (never when `isFinal` and bytes are left).
    static func frame(in span: RawSpan, at start: Int, isFinal: Bool, afterBareRecord: Bool) -> RecordFrame? {
        let available = span.byteCount - start
        let limit = min(available, window)
        var length = 0
        while length < limit {
            let byte = span.byte(start + length)
            if byte == 0x0A || byte == 0x0D { break }
            length += 1
        }
        if length == limit && available < window && !isFinal { return nil }
        guard let (lineEnd, endLength) = lineEnd(in: span, at: start + length, isFinal: isFinal) else { return nil }
        let hasEnd = length < limit || (isFinal && length == available)
        if !hasEnd { return unbroken(in: span, at: start, length: length) }
        let consumed = length + endLength
        let filled = length - trailingBlanks(in: span, from: start, count: length)
        if filled == 0 {
            return RecordFrame(shape: .blank, length: 0, extraBlanks: 0, lineEnd: lineEnd, consumed: consumed)
        }
        if length == RecordShape.length {
            return RecordFrame(shape: .exact, length: length, extraBlanks: 0, lineEnd: lineEnd, consumed: consumed)
        }
        if length < RecordShape.length {
            return RecordFrame(shape: .short, length: length, extraBlanks: 0, lineEnd: lineEnd, consumed: consumed)
        }
        if filled <= RecordShape.length {
            return RecordFrame(
                shape: .extraBlanks, length: RecordShape.length, extraBlanks: length - RecordShape.length,
                lineEnd: lineEnd, consumed: consumed)
        }
        if let wide = wideLength(in: span, at: start, count: length), filled <= wide {
            return RecordFrame(
                shape: .wide, length: wide, extraBlanks: length - wide, lineEnd: lineEnd, consumed: consumed)
        }
        if afterBareRecord || length >= 2 * RecordShape.length {
            return unbroken(in: span, at: start, length: length)
        }
        return RecordFrame(
            shape: .tooLong, length: RecordShape.length, extraBlanks: 0, lineEnd: lineEnd, consumed: consumed)
    }

    /// The next 94 characters of a stream without line ends.
    private static func unbroken(in span: RawSpan, at start: Int, length: Int) -> RecordFrame {
        let size = RecordShape.length
        if let wide = wideLength(in: span, at: start, count: length) {
            return RecordFrame(shape: .wide, length: wide, extraBlanks: 0, lineEnd: .none, consumed: wide)
        }
        let taken = min(size, length)
        let isBlank = trailingBlanks(in: span, from: start, count: taken) == taken
        return RecordFrame(
            shape: isBlank ? .blank : taken == size ? .exact : .short, length: isBlank ? 0 : taken, extraBlanks: 0,
            lineEnd: .none, consumed: taken)
    }

    /// What line end begins here and how long it is; `.none` where none does; nil when CR is the last byte known.
    private static func lineEnd(in span: RawSpan, at position: Int, isFinal: Bool) -> (LineEnd, Int)? {
        guard position < span.byteCount else { return (.none, 0) }
        switch span.byte(position) {
        case 0x0A: return (.lineFeed, 1)
        case 0x0D:
            if position + 1 == span.byteCount { return isFinal ? (.carriageReturn, 1) : nil }
            return span.byte(position + 1) == 0x0A ? (.carriageReturnLineFeed, 2) : (.carriageReturn, 1)
        default: return (.none, 0)
        }
    }

    private static func trailingBlanks(in span: RawSpan, from start: Int, count: Int) -> Int {
        var blanks = 0
        while blanks < count && span.byte(start + count - blanks - 1) == 0x20 { blanks += 1 }
        return blanks
    }

    /// Bytes that the first 94 characters take, where they hold multibyte UTF-8; nil where they do not, or hold less.
    private static func wideLength(in span: RawSpan, at start: Int, count: Int) -> Int? {
        var position = 0
        var characters = 0
        var isWide = false
        while position < count && characters < RecordShape.length {
            let size = characterLength(in: span, at: start + position, available: count - position)
            isWide = isWide || size > 1
            position += size
            characters += 1
        }
        return isWide && characters == RecordShape.length ? position : nil
    }

    /// The column of the first multibyte character, from 1.
    static func firstWideColumn(in span: RawSpan, at start: Int, count: Int) -> Int {
        var position = 0
        var column = 1
        while position < count {
            let size = characterLength(in: span, at: start + position, available: count - position)
            if size > 1 { break }
            position += size
            column += 1
        }
        return column
    }

    /// Bytes of the character here: more than one only for well-formed lead and continuation bytes.
    static func characterLength(in span: RawSpan, at start: Int, available: Int) -> Int {
        let lead = span.byte(start)
        let size =
            switch lead {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        if size == 1 || size > available { return 1 }
        for index in 1..<size where span.byte(start + index) & 0xC0 != 0x80 { return 1 }
        return size
    }

    /// The record as 94 bytes: filled with blanks, `?` for each multibyte character.
    static func normalised(_ frame: RecordFrame, in span: RawSpan, at start: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(RecordShape.length)
        var position = 0
        while position < frame.length && bytes.count < RecordShape.length {
            let size =
                frame.shape == .wide
                ? characterLength(in: span, at: start + position, available: frame.length - position) : 1
            bytes.append(size > 1 ? 0x3F : span.byte(start + position))
            position += size
        }
        while bytes.count < RecordShape.length { bytes.append(0x20) }
        return bytes
    }
}
