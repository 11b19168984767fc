// What a MIME entity says it is: Content-Type, and the parameters that Content-Disposition has as well.

/// `type/subtype; name=value` (RFC 2045, section 5.1). Reads what the field writes wrongly, too: blanks around `=`, a missing
/// closing quote, an empty parameter. Comments say nothing.
public struct MediaType: Sendable, Hashable, CustomStringConvertible {
    /// In lower case.
    public let type: String
    /// In lower case.
    public let subtype: String
    public let parameters: HeaderParameters

    public init(_ type: String, _ subtype: String, parameters: HeaderParameters = HeaderParameters()) {
        self.type = type.lowercased()
        self.subtype = subtype.lowercased()
        self.parameters = parameters
    }

    /// nil where there is no `type/subtype`.
    public init?(field: String) {
        let field = HeaderText.withoutComments(field)
        let end = field.utf8.firstIndex(of: UInt8(ascii: ";")) ?? field.endIndex
        let parts = field[..<end].split(separator: "/", omittingEmptySubsequences: false).map { HeaderText.trimmed($0) }
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(HeaderText.isTokenByte) }) else {
            return nil
        }
        self.init(parts[0], parts[1], parameters: HeaderParameters(field[end...]))
    }

    /// Without the parameters.
    public var essence: String { "\(type)/\(subtype)" }

    public var description: String { essence + parameters.field }

    func isOne(of names: String...) -> Bool { names.contains(essence) }
}
