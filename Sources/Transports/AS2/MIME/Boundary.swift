// What separates the parts of a multipart entity.

/// A boundary of RFC 2046, section 5.1.1.
public struct Boundary: Sendable, Hashable {
    let text: String

    /// One of our own: at least 16 random bytes keep it from occurring in any content.
    public init(entropy: [UInt8]) {
        text = "hms-" + entropy.prefix(24).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The one that a Content-Type names; nil where it names none that can be found again. Longer ones than the 70 characters of
    /// the standard are taken, up to 200.
    init?(_ type: MediaType) {
        guard let text = type.parameters["boundary"], (1...200).contains(text.utf8.count),
            !text.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A })
        else { return nil }
        self.text = text
    }

    /// Another one beside it, for an entity within the entity. Neither begins like the other.
    func inner(_ name: String) -> Boundary { Boundary(text: name + "-" + text) }

    private init(text: String) { self.text = text }

    /// The delimiter line before a part, with its own CRLF and with the one that ends the part before it.
    var delimiter: [UInt8] { Array("\r\n--\(text)\r\n".utf8) }
    /// The delimiter line before the first part.
    var opening: [UInt8] { Array("--\(text)\r\n".utf8) }
    /// The line that ends the last part.
    var closing: [UInt8] { Array("\r\n--\(text)--\r\n".utf8) }
}
