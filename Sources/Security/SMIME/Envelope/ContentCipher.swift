// The ciphers that encrypt content.

/// A content-encryption algorithm (RFC 3565, RFC 5084, RFC 3370).
public enum ContentCipher: String, Sendable, Hashable, CaseIterable, Codable {
    case aes128CBC = "aes128-cbc"
    case aes192CBC = "aes192-cbc"
    case aes256CBC = "aes256-cbc"
    case aes128GCM = "aes128-gcm"
    case aes192GCM = "aes192-gcm"
    case aes256GCM = "aes256-gcm"
    /// Triple DES: to receive, where a partner cannot do better.
    case tripleDES = "3des"

    /// All but triple DES.
    public static let current = Set(allCases).subtracting([.tripleDES])

    /// Whether the cipher also proves that the content was not changed; the message is then AuthEnvelopedData (RFC 5083).
    public var isAuthenticated: Bool {
        switch self {
        case .aes128GCM, .aes192GCM, .aes256GCM: true
        case .aes128CBC, .aes192CBC, .aes256CBC, .tripleDES: false
        }
    }

    /// Octets of a key.
    var keyByteCount: Int {
        switch self {
        case .aes128CBC, .aes128GCM: 16
        case .aes192CBC, .aes192GCM, .tripleDES: 24
        case .aes256CBC, .aes256GCM: 32
        }
    }

    /// Octets of an initialization vector or nonce, as we write it.
    var vectorByteCount: Int {
        switch self {
        case .aes128CBC, .aes192CBC, .aes256CBC: 16
        case .aes128GCM, .aes192GCM, .aes256GCM: 12
        case .tripleDES: 8
        }
    }

    var oid: OID {
        switch self {
        case .aes128CBC: OID(2, 16, 840, 1, 101, 3, 4, 1, 2)
        case .aes192CBC: OID(2, 16, 840, 1, 101, 3, 4, 1, 22)
        case .aes256CBC: OID(2, 16, 840, 1, 101, 3, 4, 1, 42)
        case .aes128GCM: OID(2, 16, 840, 1, 101, 3, 4, 1, 6)
        case .aes192GCM: OID(2, 16, 840, 1, 101, 3, 4, 1, 26)
        case .aes256GCM: OID(2, 16, 840, 1, 101, 3, 4, 1, 46)
        case .tripleDES: OID(1, 2, 840, 113_549, 3, 7)
        }
    }

    private static let byOID = Dictionary(uniqueKeysWithValues: allCases.map { ($0.oid, $0) })

    init?(oid: OID) {
        guard let cipher = Self.byOID[oid] else { return nil }
        self = cipher
    }

    /// Octets of ciphertext for so many of content; nil where that is no number.
    func sealedByteCount(of plainByteCount: Int64) -> Int64? {
        guard plainByteCount >= 0, plainByteCount <= .max - 32 else { return nil }
        let block = Int64(vectorByteCount)
        return isAuthenticated ? plainByteCount : (plainByteCount / block + 1) * block
    }
}

extension ContentCipher: CustomStringConvertible {
    public var description: String { rawValue }
}
