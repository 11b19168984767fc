// The parameters of Content-Type and Content-Disposition, with what RFC 2231 adds: other alphabets and long values in pieces.

/// `; name=value; name="value"; name*=utf-8''%c3%a4`, in order.
public struct HeaderParameters: Sendable, Hashable {
    public struct Parameter: Sendable, Hashable {
        /// In lower case.
        public let name: String
        public let value: String
    }

    /// At most this many are read.
    static let limit = 50

    public private(set) var all: [Parameter]

    public init(_ pairs: [(String, String)] = []) {
        all = pairs.map { Parameter(name: $0.0.lowercased(), value: $0.1) }
    }

    /// The value of the first parameter of that name; the one in another alphabet (`name*`) goes before the plain one.
    public subscript(name: String) -> String? { all.first { $0.name == name.lowercased() }?.value }

    /// As a field holds them, each with its leading semicolon; values in quotes where they need them.
    public var field: String {
        all.map { parameter in
            let isToken = !parameter.value.isEmpty && parameter.value.utf8.allSatisfy(HeaderText.isTokenByte)
            return "; \(parameter.name)=" + (isToken ? parameter.value : HeaderText.quoting(parameter.value))
        }.joined()
    }

    /// Reads what follows the value of a field, from its first semicolon.
    init(_ text: Substring) {
        var plain: [Parameter] = []
        var pieces: [String: [(number: Int, isEncoded: Bool, value: String)]] = [:]
        var rest = text
        while plain.count + pieces.count < Self.limit, let (name, value, after) = Self.next(rest) {
            rest = after
            if let star = name.firstIndex(of: "*") {
                let tail = name[star...].dropFirst()
                let isEncoded = name.hasSuffix("*")
                let number = Int(tail.prefix { $0 != "*" }) ?? 0
                pieces[String(name[..<star]), default: []].append((number, isEncoded, value))
            } else if !name.isEmpty {
                plain.append(Parameter(name: name, value: value))
            }
        }
        let extended = pieces.sorted { $0.key < $1.key }.map { name, parts in
            Parameter(name: name, value: Self.joined(parts.sorted { $0.number < $1.number }))
        }
        all = extended + plain
    }

    /// The next parameter and what follows it; nil at the end.
    private static func next(_ text: Substring) -> (name: String, value: String, rest: Substring)? {
        let bytes = text.utf8
        guard let start = bytes.firstIndex(where: { $0 != UInt8(ascii: ";") && !HeaderText.isBlank($0) }) else {
            return nil
        }
        let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ";") } ?? text.endIndex
        let name = HeaderText.trimmed(text[start..<end]).lowercased()
        guard end < text.endIndex, bytes[end] == UInt8(ascii: "=") else { return (name, "", text[end...]) }
        let behind = bytes.index(after: end)
        let from = bytes[behind...].firstIndex { !HeaderText.isBlank($0) } ?? text.endIndex
        if from < text.endIndex, bytes[from] == UInt8(ascii: "\"") {
            if let (value, rest) = HeaderText.quoted(text[from...]) { return (name, value, rest) }
            return (name, HeaderText.trimmed(text[bytes.index(after: from)...]), text[text.endIndex...])
        }
        let stop = bytes[from...].firstIndex(of: UInt8(ascii: ";")) ?? text.endIndex
        return (name, HeaderText.trimmed(text[from..<stop]), text[stop...])
    }

    private static func joined(_ pieces: [(number: Int, isEncoded: Bool, value: String)]) -> String {
        var bytes: [UInt8] = []
        var alphabet = "utf-8"
        for (index, piece) in pieces.enumerated() {
            var value = piece.value[...]
            if piece.isEncoded, index == 0 {
                let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
                if parts.count == 3 {
                    alphabet = parts[0].lowercased()
                    value = parts[2]
                }
            }
            bytes.append(contentsOf: piece.isEncoded ? percentDecoded(value) : Array(value.utf8))
        }
        if alphabet == "iso-8859-1" { return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func percentDecoded(_ text: Substring) -> [UInt8] {
        var result: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "%"), bytes.count >= 2,
                let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16)
            {
                result.append(value)
                bytes = bytes.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return result
    }
}
