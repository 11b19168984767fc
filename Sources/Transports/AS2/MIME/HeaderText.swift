// How values of header fields are written: blanks at their ends, quoted strings, tokens.

enum HeaderText {
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }

    /// Without blanks at both ends.
    static func trimmed(_ text: some StringProtocol) -> String {
        let bytes = Array(text.utf8)
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    /// The text of a quoted string at the beginning, and what follows it; nil where its closing quote is missing.
    static func quoted(_ text: Substring) -> (text: String, rest: Substring)? {
        var bytes: [UInt8] = []
        var index = text.utf8.index(text.startIndex, offsetBy: 1, limitedBy: text.endIndex) ?? text.endIndex
        while index < text.endIndex {
            let byte = text.utf8[index]
            index = text.utf8.index(after: index)
            if byte == UInt8(ascii: "\"") { return (String(decoding: bytes, as: UTF8.self), text[index...]) }
            if byte == UInt8(ascii: "\\"), index < text.endIndex {
                bytes.append(text.utf8[index])
                index = text.utf8.index(after: index)
            } else {
                bytes.append(byte)
            }
        }
        return nil
    }

    /// Without comments, `(like this)`, which may stand where a blank may (RFC 5322, section 3.2.2). What is in quotes is none, nor
    /// what follows a character at once, as in a boundary that should have quotes.
    static func withoutComments(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "(")) else { return text }
        var kept: [UInt8] = []
        var depth = 0
        var isQuoted = false
        var isEscaped = false
        for byte in text.utf8 {
            let isInside = depth > 0
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isInside || isQuoted: isEscaped = true
            case UInt8(ascii: "\"") where !isInside: isQuoted.toggle()
            case UInt8(ascii: "(") where !isQuoted && (isInside || kept.last.map { isBlank($0) || $0 == 0x3B } ?? true):
                depth += 1
            case UInt8(ascii: ")") where isInside:
                depth -= 1
                continue
            default: break
            }
            if depth == 0 { kept.append(byte) }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    static func quoting(_ text: String) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A character of a token (RFC 2045, section 5.1).
    static func isTokenByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"()<>@,;:\\\"/[]?=".utf8.contains(byte)
    }

    /// The elements of a comma-separated list, trimmed, without empty ones. Knows no quotes.
    static func list(_ text: some StringProtocol) -> [String] {
        text.split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty }
    }
}
