// The name of one message: Message-ID and Original-Message-ID.

/// At most 998 printable ASCII characters (RFC 5322, sections 2.1.1 and 3.6.4).
///
/// Two are equal when they differ in nothing but the angle brackets: some partners strip them from Original-Message-ID.
public struct MessageID: Sendable, Hashable, CustomStringConvertible {
    /// As it was written, brackets or not: what a receipt for this message repeats.
    public let text: String

    public init?(_ text: String) {
        let text = HeaderText.trimmed(text)
        guard (1...998).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        self.text = text
        if Self.withoutBrackets(text).isEmpty { return nil }
    }

    /// Without the brackets: what to look it up by.
    public var key: String { String(Self.withoutBrackets(text)) }

    public var description: String { text }

    public static func == (left: Self, right: Self) -> Bool { left.key == right.key }

    public func hash(into hasher: inout Hasher) { hasher.combine(key) }

    private static func withoutBrackets(_ text: String) -> Substring {
        var inner = text[...]
        if inner.hasPrefix("<") { inner = inner.dropFirst() }
        if inner.hasSuffix(">") { inner = inner.dropLast() }
        return inner
    }
}
