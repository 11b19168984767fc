// Cuts a delimited file (RFC 4180) into rows, a piece at a time; a field may span any number of pieces.
// Relies on Parsing for findings. What the fields mean is for those who take the rows.

public import Parsing

/// Reads rows from pieces of a file. LF and CRLF end a line, a byte order mark is passed over, empty lines are no rows.
///
///     var reader = DelimitedReader()
///     try source.forEachPiece { piece in try reader.push(piece) { row in print(row.text(0)) } }
///     try reader.finish { row in print(row.text(0)) }
public struct DelimitedReader: Sendable {
    private enum State {
        case fieldStart, plain, quoted, quoteInQuoted
    }

    /// Bytes of one row at most, and fields.
    private static let rowLimit = 1 << 20
    private static let fieldLimit = 1000

    public private(set) var findings: FindingLog
    private let separator: UInt8
    private var state = State.fieldStart
    private var row = DelimitedRow()
    private var line = 1
    private var offset = 0
    private var markLeft: [UInt8] = [0xEF, 0xBB, 0xBF]
    private var isRowOpen = false
    private var hasWideBytes = false
    private var isSkipping = false
    private var pendingReturn = false

    public init(separator: UInt8 = 0x2C, findings: FindingLog = FindingLog()) {
        self.separator = separator
        self.findings = findings
    }

    /// Takes the next piece of the file; `body` gets each row that becomes complete.
    public mutating func push(_ piece: RawSpan, _ body: (DelimitedRow) throws -> Void) rethrows {
        var index = 0
        while offset < 3, index < piece.byteCount, !markLeft.isEmpty {
            if piece.unsafeLoad(fromByteOffset: index, as: UInt8.self) != markLeft[0] {
                // No mark: what was taken for its beginning belongs to the first field.
                for byte in [0xEF, 0xBB].prefix(offset) { begin(UInt8(byte), at: 0) }
                markLeft = []
                break
            }
            markLeft.removeFirst()
            index += 1
            offset += 1
        }
        while index < piece.byteCount {
            if state == .plain || state == .quoted, !isSkipping, !pendingReturn {
                let run = plainRun(piece, from: index)
                if run > index {
                    append(piece, index..<run)
                    offset += run - index
                    index = run
                    continue
                }
            }
            let byte = piece.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            try take(byte, body)
            offset += 1
            index += 1
        }
    }

    /// Says that the file has ended; the last line needs no line end.
    public mutating func finish(_ body: (DelimitedRow) throws -> Void) rethrows {
        if !markLeft.isEmpty, markLeft.count < 3 {
            report(DelimitedRules.encoding, "The file ends within its first character.")
        }
        if state == .quoted {
            report(DelimitedRules.unterminated, "A quote is opened and the file ends before it is closed.")
        }
        if isRowOpen { try endRow(body) }
    }

    /// The end of the bytes that have no meaning of their own within a field.
    @inline(__always)
    private mutating func plainRun(_ piece: RawSpan, from start: Int) -> Int {
        var index = start
        let count = piece.byteCount
        let isQuoted = state == .quoted
        var wide: UInt8 = 0
        while index < count {
            let byte = piece.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            if byte == 0x22 || byte < 0x20 || (byte == separator && !isQuoted) { break }
            wide |= byte
            index += 1
        }
        if wide >= 0x80 { hasWideBytes = true }
        return index
    }

    private mutating func append(_ piece: RawSpan, _ range: Range<Int>) {
        if row.bytes.count + range.count > DelimitedReader.rowLimit {
            skip(DelimitedRules.rowTooLong, "The row is longer than one MiB.")
            return
        }
        piece.extracting(range).withUnsafeBytes { row.bytes.append(contentsOf: $0) }
    }

    private mutating func begin(_ byte: UInt8, at position: Int) {
        openRow(at: position)
        row.bytes.append(byte)
        hasWideBytes = true
        state = .plain
    }

    private mutating func openRow(at position: Int) {
        if isRowOpen { return }
        isRowOpen = true
        row.clear(line: line, offset: position)
    }

    private mutating func take(_ byte: UInt8, _ body: (DelimitedRow) throws -> Void) rethrows {
        if pendingReturn {
            pendingReturn = false
            // A carriage return without a line feed is text.
            if byte != 0x0A { put(0x0D) }
        }
        if state == .quoted {
            takeQuoted(byte)
            return
        }
        switch byte {
        case 0x0A:
            if isRowOpen { try endRow(body) }
            line += 1
        case 0x0D:
            pendingReturn = true
        case separator:
            openRow(at: offset)
            endField()
        case 0x22: takeQuote()
        default: put(byte)
        }
    }

    private mutating func takeQuoted(_ byte: UInt8) {
        if byte == 0x22 {
            state = .quoteInQuoted
        } else {
            if byte == 0x0A { line += 1 }
            store(byte)
        }
    }

    private mutating func takeQuote() {
        openRow(at: offset)
        switch state {
        case .fieldStart: state = .quoted
        case .quoteInQuoted:
            store(0x22)
            state = .quoted
        case .plain, .quoted:
            broken(DelimitedRules.quoteInField, "A quote stands within a field that is not quoted.")
            store(0x22)
        }
    }

    private mutating func put(_ byte: UInt8) {
        openRow(at: offset)
        if state == .quoteInQuoted {
            broken(DelimitedRules.textAfterQuote, "Text follows a closing quote.")
        }
        state = .plain
        store(byte)
    }

    private mutating func store(_ byte: UInt8) {
        if byte == 0 { broken(DelimitedRules.nul, "The row holds a NUL byte.") }
        if byte >= 0x80 { hasWideBytes = true }
        if row.bytes.count >= DelimitedReader.rowLimit {
            skip(DelimitedRules.rowTooLong, "The row is longer than one MiB.")
        } else {
            row.bytes.append(byte)
        }
    }

    private mutating func endField() {
        state = .fieldStart
        if row.ends.count >= DelimitedReader.fieldLimit {
            skip(DelimitedRules.tooManyFields, "The row has more than 1000 fields.")
        } else {
            row.ends.append(row.bytes.count)
        }
    }

    private mutating func endRow(_ body: (DelimitedRow) throws -> Void) rethrows {
        endField()
        isRowOpen = false
        isSkipping = false
        if hasWideBytes {
            hasWideBytes = false
            if String(validating: row.bytes, as: UTF8.self) == nil {
                broken(DelimitedRules.encoding, "The row is not UTF-8.")
            }
        }
        try body(row)
    }

    private mutating func skip(_ rule: FindingRule, _ message: String) {
        if isSkipping { return }
        isSkipping = true
        broken(rule, message)
    }

    private mutating func broken(_ rule: FindingRule, _ message: String) {
        if row.isBroken, rule.code == DelimitedRules.nul.code { return }
        row.isBroken = true
        report(rule, message)
    }

    private mutating func report(_ rule: FindingRule, _ message: String) {
        let field = isRowOpen ? row.ends.count + 1 : row.ends.count
        findings.add(rule, message, at: Location(offset: offset, line: line, element: "field \(max(1, field))"))
    }
}
