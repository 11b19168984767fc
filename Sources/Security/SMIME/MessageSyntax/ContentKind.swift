// What a CMS message is, told by its content type and not by what a header says of it.

/// The content type of a CMS message (RFC 5652, section 3).
public enum ContentKind: Sendable, Hashable {
    case data
    case signedData
    case envelopedData
    case authEnvelopedData
    case compressedData
    case other(OID)

    /// So many bytes from the beginning are enough to tell the kind of every message of RFC 5652, 3274 and 5083.
    public static let recognitionLength = 64

    init(_ oid: OID) {
        switch oid {
        case .data: self = .data
        case .signedData: self = .signedData
        case .envelopedData: self = .envelopedData
        case .authEnvelopedData: self = .authEnvelopedData
        case .compressedData: self = .compressedData
        default: self = .other(oid)
        }
    }

    /// The kind of the message that begins with these bytes, DER or BER; nil when it is no CMS message, or when there are too
    /// few of them.
    public init?(beginning: some Sequence<UInt8>) {
        var bytes = beginning.prefix(Self.recognitionLength).makeIterator()
        guard bytes.next() == 0x30, let length = bytes.next() else { return nil }
        if length > 0x80 {
            for _ in 0x80..<length where bytes.next() == nil { return nil }
        }
        guard bytes.next() == 0x06, let count = bytes.next(), (1...32).contains(count) else { return nil }
        var octets: [UInt8] = []
        for _ in 0..<count {
            guard let octet = bytes.next() else { return nil }
            octets.append(octet)
        }
        self.init(OID(octets: octets))
    }
}

extension ContentKind: CustomStringConvertible {
    public var description: String {
        switch self {
        case .data: "data"
        case .signedData: "signed-data"
        case .envelopedData: "enveloped-data"
        case .authEnvelopedData: "authEnveloped-data"
        case .compressedData: "compressed-data"
        case .other(let oid): oid.description
        }
    }
}
