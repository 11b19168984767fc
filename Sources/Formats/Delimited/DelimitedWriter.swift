// Writes delimited text (RFC 4180): reports, exports, general-ledger files.
// Relies on nothing. What leaves here is bytes; where they go is the caller's business.

/// Builds rows of comma-separated values. Fields are quoted only where they must be; a quote within is doubled.
///
///     var writer = DelimitedWriter()
///     writer.row(["match_id", "kind"])
///     writer.row(["F1.0-2.3", "remittance-funds"])
///     let bytes = writer.takeBytes()
public struct DelimitedWriter: Sendable {
    public enum LineEnd: Sendable { case lineFeed, carriageReturnLineFeed }

    private let separator: UInt8
    private let lineEnd: LineEnd
    private let guardsFormulas: Bool
    private var bytes: [UInt8] = []
    private var isRowEmpty = true
    /// The row holds one empty field so far, which would read as no row at all.
    private var isRowBlank = false

    /// `guardsFormulas` puts an apostrophe before a text that a spreadsheet would take for a formula (one that begins with
    /// `=`, `+`, `-`, `@`, their full-width forms, a tab or a line break, also behind blanks) unless it is a plain number. For people's reports; files that programs
    /// read go without.
    public init(separator: UInt8 = 0x2C, lineEnd: LineEnd = .lineFeed, guardsFormulas: Bool = false) {
        self.separator = separator
        self.lineEnd = lineEnd
        self.guardsFormulas = guardsFormulas
    }

    /// Bytes written and not yet taken.
    public var count: Int { bytes.count }

    /// Writes a whole row.
    public mutating func row(_ fields: some Sequence<String>) {
        for field in fields { self.field(field) }
        endRow()
    }

    /// Writes one field of the row at hand.
    public mutating func field(_ text: String) {
        if !isRowEmpty { bytes.append(separator) }
        isRowBlank = isRowEmpty && text.isEmpty
        isRowEmpty = false
        let isGuarded = guardsFormulas && DelimitedWriter.isFormula(text)
        let needsQuotes = text.utf8.contains {
            $0 == 0x22 || $0 == separator || $0 == 0x0A || $0 == 0x0D
        }
        if needsQuotes || text.utf8.first == 0x20 || text.utf8.last == 0x20 {
            bytes.append(0x22)
            if isGuarded { bytes.append(0x27) }
            for byte in text.utf8 {
                if byte == 0x22 { bytes.append(0x22) }
                bytes.append(byte)
            }
            bytes.append(0x22)
        } else {
            if isGuarded { bytes.append(0x27) }
            bytes.append(contentsOf: text.utf8)
        }
    }

    public mutating func endRow() {
        if isRowBlank { bytes.append(contentsOf: [0x22, 0x22]) }
        isRowBlank = false
        if lineEnd == .carriageReturnLineFeed { bytes.append(0x0D) }
        bytes.append(0x0A)
        isRowEmpty = true
    }

    /// What was written since the last time, for writing a long file in parts.
    public mutating func takeBytes() -> [UInt8] {
        let taken = bytes
        bytes.removeAll(keepingCapacity: true)
        return taken
    }

    private static func isFormula(_ text: String) -> Bool {
        guard let first = text.utf8.first(where: { $0 != 0x20 }) else { return false }
        switch first {
        case 0x3D, 0x40, 0x09, 0x0A, 0x0D: return true
        case 0x2B, 0x2D: return !isNumber(text)
        // The full-width forms of = + - @, which spreadsheets of some languages take for the same.
        case 0xEF:
            return ["\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"].contains { text.drop { $0 == " " }.hasPrefix($0) }
        default: return false
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        let rest = text.utf8.dropFirst()
        return !rest.isEmpty && rest.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
            && rest.count { $0 == 0x2E } <= 1 && rest.contains { $0 != 0x2E }
    }
}
