// The file name that a partner gives: data about the payload, never a place to write to.

/// A file name made harmless: its last path component, without control characters, at most 255 bytes.
public struct PayloadName: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// nil where nothing usable is left: empty, `.`, `..`, or a name that some systems reserve for a device.
    public init?(_ raw: String) {
        let last = raw.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last ?? []
        let kept = last.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
            default: scalar != "\u{FFFD}"
            }
        }
        var text = HeaderText.trimmed(String(String.UnicodeScalarView(kept)))
        if text.utf8.count > 255 { text = Self.shortened(text) }
        if text.isEmpty || text.allSatisfy({ $0 == "." }) { return nil }
        if Self.reserved.contains(text.prefix { $0 != "." }.lowercased()) { return nil }
        self.text = text
    }

    /// What an entity calls its content: the file name of Content-Disposition, else the name of Content-Type.
    init?(_ headers: AS2Headers) {
        let disposition = headers["Content-Disposition"].flatMap { value in
            let start = value.utf8.firstIndex(of: UInt8(ascii: ";")) ?? value.endIndex
            return HeaderParameters(value[start...])["filename"]
        }
        let type = headers["Content-Type"].flatMap(MediaType.init(field:))?.parameters["name"]
        let named = [disposition, type].compactMap { $0.map(EncodedWords.decoded) }
        guard let name = named.lazy.compactMap(Self.init(_:)).first else { return nil }
        self = name
    }

    /// The value of Content-Disposition: ASCII in quotes, and where the name has other characters the whole of it as RFC 2231
    /// has it.
    /// - Parameter isQuoted: whether a name that needs no quotes has them.
    func dispositionField(isQuoted: Bool) -> String {
        let ascii = String(decoding: text.utf8.map { $0 < 0x80 ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
        let isToken = ascii.utf8.allSatisfy(HeaderText.isTokenByte)
        let plain = "attachment; filename=" + (isQuoted || !isToken ? HeaderText.quoting(ascii) : ascii)
        if ascii == text { return plain }
        let safe = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_".utf8)
        let encoded = text.utf8.map { byte in
            safe.contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        return plain + "; filename*=utf-8''" + encoded.joined()
    }

    public var description: String { text }

    private static let reserved: Set<String> = Set(
        ["con", "prn", "aux", "nul"] + (1...9).flatMap { ["com\($0)", "lpt\($0)"] })

    /// Cut in the middle, so that an ending of up to 16 bytes stays.
    private static func shortened(_ text: String) -> String {
        let dot = text.lastIndex(of: ".")
        let ending = dot.map { String(text[$0...]) }.flatMap { $0.utf8.count <= 16 ? $0 : nil } ?? ""
        var stem = text.dropLast(ending.count)
        while stem.utf8.count + ending.utf8.count > 255 { stem = stem.dropLast() }
        return stem + ending
    }
}
