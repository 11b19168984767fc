// An X.509 certificate as plain values. Relies on OpenSSL to read it; no pointer of it leaves this file.

/// An X.509 certificate: what it says, not whether to trust it.
public struct Certificate: Sendable {
    /// What kind of key a certificate holds.
    public enum KeyKind: String, Sendable, Hashable, Codable {
        case rsa
        case ellipticCurve = "ec"
        case other
    }

    public let der: [UInt8]
    /// SHA-256 of the DER, in lower-case hexadecimal digits.
    public let fingerprint: String
    /// The subject's name by RFC 2253.
    public let subject: String
    /// The issuer's name by RFC 2253.
    public let issuer: String
    /// Upper-case hexadecimal digits, as `openssl x509 -serial` prints it.
    public let serial: String
    /// Unix time, seconds.
    public let notBefore: Int64
    /// Unix time, seconds.
    public let notAfter: Int64
    public let keyKind: KeyKind
    public let keyBits: Int

    /// Whether the Unix time lies within the validity.
    public func holds(at time: Int64) -> Bool { notBefore <= time && time <= notAfter }

    /// Throws `SMIMEError.certificateUnreadable`.
    public init(der: [UInt8]) throws(SMIMEError) { throw .certificateUnreadable }

    /// The first certificate of a PEM text. Throws `SMIMEError.certificateUnreadable`.
    public init(pem: [UInt8]) throws(SMIMEError) { throw .certificateUnreadable }

    /// Every certificate of a PEM text, at least one. Throws `SMIMEError.certificateUnreadable`.
    public static func all(pem: [UInt8]) throws(SMIMEError) -> [Certificate] { throw .certificateUnreadable }
}

extension Certificate: Hashable {
    public static func == (one: Certificate, other: Certificate) -> Bool { one.der == other.der }
    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}
