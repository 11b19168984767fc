// Encoded words, `=?UTF-8?B?w4Q=?=`: made for mail's headers of text (RFC 2047), and written by some products where RFC 2231 has
// another way for names of files.

enum EncodedWords {
    /// The text with its encoded words read; as it is where there is none, or where one cannot be read.
    static func decoded(_ text: String) -> String {
        var rest = text[...]
        var result = ""
        var isBehindWord = false
        while let start = rest.firstRange(of: "=?") {
            guard let (word, end) = word(rest[start.lowerBound...]) else { return text }
            let between = rest[..<start.lowerBound]
            // Blanks between two of them only separate.
            if !isBehindWord || !between.utf8.allSatisfy(HeaderText.isBlank) { result += between }
            result += word
            rest = rest[end...]
            isBehindWord = true
        }
        return result + rest
    }

    /// The encoded word that the text begins with, and where it ends.
    private static func word(_ text: Substring) -> (text: String, end: Substring.Index)? {
        let inner = text.dropFirst(2)
        let parts = inner.split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[3].first == "=" else { return nil }
        let octets: [UInt8]?
        switch parts[1].lowercased() {
        case "b": octets = Base64Decoder.decode(Array(parts[2].utf8))
        case "q": octets = quoted(parts[2])
        default: octets = nil
        }
        guard let octets, let read = string(octets, charset: parts[0].split(separator: "*").first?.lowercased() ?? "")
        else { return nil }
        return (read, inner.index(parts[2].endIndex, offsetBy: 2, limitedBy: inner.endIndex) ?? inner.endIndex)
    }

    private static func string(_ octets: [UInt8], charset: String) -> String? {
        switch charset {
        case "utf-8", "us-ascii": String(validating: octets, as: UTF8.self)
        case "iso-8859-1", "iso-8859-15", "windows-1252":
            String(String.UnicodeScalarView(octets.map { Unicode.Scalar($0) }))
        default: nil
        }
    }

    /// The Q encoding: `_` for a blank, `=E4` for an octet.
    private static func quoted(_ text: Substring) -> [UInt8]? {
        var result: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "_"): result.append(0x20)
            case UInt8(ascii: "="):
                guard bytes.count >= 2, let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                result.append(value)
                bytes = bytes.dropFirst(2)
            default: result.append(byte)
            }
        }
        return result
    }
}
