// Header fields in order: of an HTTP request, of an answer, of a MIME entity. They are kept as they came; nothing that a
// signature or a MIC covers is ever written anew from here.

/// Why a header cannot be read.
public enum HeaderFault: Error, Sendable, Hashable, CustomStringConvertible {
    case tooLarge(limit: Int)
    case tooManyFields(limit: Int)
    /// The line, counted from 1, is no `Name: value`.
    case notAField(line: Int)

    public var description: String {
        switch self {
        case .tooLarge(let limit): "the header is longer than \(limit) bytes"
        case .tooManyFields(let limit): "the header has more than \(limit) fields"
        case .notAField(let line): "line \(line) of the header is no field (`Name: value`)"
        }
    }
}

/// Header fields; names are compared without regard to case.
public struct AS2Headers: Sendable, Hashable {
    public struct Field: Sendable, Hashable {
        public let name: String
        /// Unfolded and trimmed.
        public let value: String
    }

    public static let byteLimit = 64 * 1024
    public static let fieldLimit = 200

    public private(set) var fields: [Field] = []

    public init() {}

    /// From an HTTP server or client, which has taken the lines apart.
    public init(_ pairs: some Sequence<(name: String, value: String)>) {
        for (name, value) in pairs { append(name, value) }
    }

    /// From a header's own octets, with or without the empty line at its end; lines end in CRLF or LF and may be folded.
    public init(octets: [UInt8]) throws(HeaderFault) {
        if octets.count > Self.byteLimit { throw .tooLarge(limit: Self.byteLimit) }
        var name = ""
        var value: [UInt8] = []
        var number = 0
        var line = octets[...]
        var rest = octets[...]
        while !rest.isEmpty {
            number += 1
            let end = rest.firstIndex(of: 0x0A)
            line = rest[..<(end ?? rest.endIndex)]
            rest = end.map { rest[($0 + 1)...] } ?? []
            if line.last == 0x0D { line = line.dropLast() }
            if line.isEmpty { break }
            if let first = line.first, first == 0x20 || first == 0x09 {
                if name.isEmpty { throw .notAField(line: number) }
                value.append(contentsOf: line)
                continue
            }
            try keep(&name, value)
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .notAField(line: number) }
            name = HeaderText.trimmed(String(decoding: line[..<colon], as: UTF8.self))
            if name.isEmpty || !name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
                throw .notAField(line: number)
            }
            value = Array(line[(colon + 1)...])
        }
        try keep(&name, value)
    }

    private mutating func keep(_ name: inout String, _ value: [UInt8]) throws(HeaderFault) {
        if name.isEmpty { return }
        if fields.count == Self.fieldLimit { throw .tooManyFields(limit: Self.fieldLimit) }
        append(name, String(decoding: value, as: UTF8.self))
        name = ""
    }

    /// The value of the first field of that name.
    public subscript(name: String) -> String? { fields.first { Self.isSame($0.name, name) }?.value }

    /// The values of all fields of that name.
    public func all(_ name: String) -> [String] { fields.filter { Self.isSame($0.name, name) }.map(\.value) }

    /// Adds a field at the end. Line ends within the value become blanks: a field never becomes two.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: Self.unfolded(value)))
    }

    /// The fields as octets, each line ended by CRLF, without the empty line.
    public var octets: [UInt8] {
        var octets: [UInt8] = []
        for field in fields {
            octets.append(contentsOf: "\(field.name): \(field.value)\r\n".utf8)
        }
        return octets
    }

    static func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left.lowercased() == right.lowercased()
    }

    private static func unfolded(_ value: String) -> String {
        let trimmed = HeaderText.trimmed(value)
        guard trimmed.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A }) else { return trimmed }
        var bytes: [UInt8] = []
        var isFold = false
        for byte in trimmed.utf8 {
            if byte == 0x0D || byte == 0x0A {
                isFold = true
            } else if !isFold || !HeaderText.isBlank(byte) {
                if isFold { bytes.append(0x20) }
                isFold = false
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
