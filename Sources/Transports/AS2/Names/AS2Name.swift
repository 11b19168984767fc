// The names by which partners know each other: AS2-From and AS2-To.

/// 1 to 128 printable ASCII characters, compared exactly, case and all (RFC 4130, section 6.2).
public struct AS2Name: Sendable, Hashable, CustomStringConvertible {
    /// The name itself, without quotes.
    public let text: String

    /// - Parameter text: the name without quotes; nil when it is none.
    public init?(_ text: String) {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        self.text = text
    }

    /// Reads the value of a header field, quoted or not. Blanks outside of quotes are taken as part of the name, as some
    /// partners write them; a quote or a backslash there is not.
    public init?(field value: String) {
        let value = HeaderText.trimmed(value)
        if value.utf8.first == UInt8(ascii: "\"") {
            guard let (text, rest) = HeaderText.quoted(value[...]), HeaderText.trimmed(rest).isEmpty else { return nil }
            self.init(text)
        } else {
            if value.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) { return nil }
            self.init(value)
        }
    }

    /// The name as a header field holds it: in quotes when it has a blank, a quote or a backslash.
    public var field: String {
        let needsQuotes = text.utf8.contains { [0x20, UInt8(ascii: "\""), UInt8(ascii: "\\")].contains($0) }
        return needsQuotes ? HeaderText.quoting(text) : text
    }

    public var description: String { text }
}
