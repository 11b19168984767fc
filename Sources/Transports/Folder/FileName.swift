// Names of files that come from outside: data, never a path.

/// The last component of a path, as bytes. Nothing else than one component can be made.
public struct FileName: Sendable, Hashable, Comparable {
    public let bytes: [UInt8]

    /// Nil for an empty name, `.`, `..`, a slash, a NUL, or more than 255 bytes.
    public init?(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        if bytes.isEmpty || bytes.count > 255 || bytes == [0x2E] || bytes == [0x2E, 0x2E] { return nil }
        if bytes.contains(0x2F) || bytes.contains(0) { return nil }
        self.bytes = bytes
    }

    public init?(_ text: String) { self.init(text.utf8) }

    /// The name for people and for the database: as it is where it is printable, else with `%` and two digits for each byte
    /// that is not. Two names never give one text.
    public var display: String {
        let text = String(decoding: bytes, as: UTF8.self)
        let isValid = Array(text.utf8) == bytes
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "%" && !Self.turnsText(scalar.value)
        }
        if isValid && isPlain { return text }
        let digits = Array("0123456789ABCDEF")
        return bytes.map { byte in
            (0x20..<0x7F).contains(byte) && byte != 0x25
                ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }.joined()
    }

    public func hasSuffix(_ suffix: String) -> Bool {
        bytes.count > suffix.utf8.count && bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }

    /// The same for endings in small letters, whatever the case of the name's.
    func hasSuffixIgnoringCase(_ suffix: String) -> Bool {
        let ending = bytes.suffix(suffix.utf8.count).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return bytes.count > suffix.utf8.count && ending.elementsEqual(suffix.utf8)
    }

    /// A line break, a tab, an escape: no honest file has one in its name.
    public var holdsControlCharacter: Bool { bytes.contains { $0 < 0x20 || $0 == 0x7F } }

    public func appending(_ suffix: String) -> FileName? { FileName(bytes + Array(suffix.utf8)) }

    public func prefixed(_ prefix: String) -> FileName? { FileName(Array(prefix.utf8) + bytes) }

    /// Marks that turn the direction of text, or other controls that hide what a name says.
    private static func turnsText(_ value: UInt32) -> Bool {
        (0x80...0x9F).contains(value) || (0x200B...0x200F).contains(value) || (0x202A...0x202E).contains(value)
            || (0x2060...0x2069).contains(value) || value == 0xFEFF || value == 0xFFFD
    }

    /// Byte order: the same on every machine.
    public static func < (left: FileName, right: FileName) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
