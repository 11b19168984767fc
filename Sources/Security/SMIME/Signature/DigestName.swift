// Digest algorithms as CMS, micalg parameters and MDNs name them.

/// A digest algorithm.
public enum DigestName: String, Sendable, Hashable, CaseIterable, Codable {
    /// To read only: it proves nothing.
    case md5
    /// To read only, where a partner cannot do better.
    case sha1
    case sha224
    case sha256
    case sha384
    case sha512

    /// Those that still prove something: SHA-2.
    public static let current: Set<DigestName> = [.sha224, .sha256, .sha384, .sha512]

    /// As partners write it: `sha-256`, `SHA256`, `sha256`, `rsa-sha1`, `"sha1"` with blanks around it.
    public init?(parsing text: some StringProtocol) {
        var name = text.lowercased().filter { !$0.isWhitespace && $0 != "\"" }
        if name.hasPrefix("rsa-") || name.hasPrefix("rsa_") { name.removeFirst(4) }
        for case let prefix in ["sha-", "sha_", "md-"] where name.hasPrefix(prefix) {
            name.remove(at: name.index(name.startIndex, offsetBy: prefix.count - 1))
        }
        self.init(rawValue: name)
    }

    /// For the micalg parameter of multipart/signed (RFC 5751, section 3.4.3.2): `sha-256`.
    public var micalg: String {
        switch self {
        case .md5: "md5"
        case .sha1: "sha-1"
        case .sha224: "sha-224"
        case .sha256: "sha-256"
        case .sha384: "sha-384"
        case .sha512: "sha-512"
        }
    }

    /// Octets of a digest.
    public var byteCount: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha224: 28
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    var oid: OID {
        switch self {
        case .md5: OID(1, 2, 840, 113_549, 2, 5)
        case .sha1: OID(1, 3, 14, 3, 2, 26)
        case .sha224: OID(2, 16, 840, 1, 101, 3, 4, 2, 4)
        case .sha256: OID(2, 16, 840, 1, 101, 3, 4, 2, 1)
        case .sha384: OID(2, 16, 840, 1, 101, 3, 4, 2, 2)
        case .sha512: OID(2, 16, 840, 1, 101, 3, 4, 2, 3)
        }
    }

    private static let byOID = Dictionary(uniqueKeysWithValues: allCases.map { ($0.oid, $0) })

    init?(oid: OID) {
        guard let name = Self.byOID[oid] else { return nil }
        self = name
    }
}
