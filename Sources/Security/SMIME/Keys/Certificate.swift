// An X.509 certificate as plain values. Relies on OpenSSL to read it; no pointer of it leaves this file.

import COpenSSL

/// An X.509 certificate: what it says, not whether to trust it.
public struct Certificate: Sendable {
    /// What kind of key a certificate holds.
    public enum KeyKind: String, Sendable, Hashable, Codable {
        case rsa
        case ellipticCurve = "ec"
        case other
    }

    public let der: [UInt8]

    /// As a PEM text (RFC 7468).
    public var pem: [UInt8] {
        let lines = stride(from: 0, to: der.count, by: 48).flatMap { start in
            [UInt8](unsafeUninitializedCapacity: 66) { buffer, count in
                let octets = Array(der[start..<min(start + 48, der.count)])
                count = Int(EVP_EncodeBlock(buffer.baseAddress, octets, Int32(clamping: octets.count)))
                buffer[count] = UInt8(ascii: "\n")
                count += 1
            }
        }
        return Array("-----BEGIN CERTIFICATE-----\n".utf8) + lines + Array("-----END CERTIFICATE-----\n".utf8)
    }

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

    /// The issuer's name in DER.
    let issuerName: [UInt8]
    let serialOctets: [UInt8]
    let subjectKeyIdentifier: [UInt8]?
    let publicKey: PublicKey

    public var keyKind: KeyKind { publicKey.kind }
    public var keyBits: Int { publicKey.bits }

    /// Whether the Unix time lies within the validity.
    public func holds(at time: Int64) -> Bool { notBefore <= time && time <= notAfter }

    /// Larger texts and certificates are refused, in bytes.
    public static let limit = 1 << 20

    /// Throws `SMIMEError.certificateUnreadable`.
    public init(der: [UInt8]) throws(SMIMEError) {
        guard der.count <= Self.limit else { throw .certificateUnreadable }
        let read = der.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            let certificate = d2i_X509(nil, &next, bytes.count)
            // Nothing may follow it.
            if let start = bytes.baseAddress, let next, next - start == bytes.count { return certificate }
            X509_free(certificate)
            return nil
        }
        defer {
            X509_free(read)
            ERR_clear_error()
        }
        guard let read else { throw .certificateUnreadable }
        try self.init(read)
    }

    /// The first certificate of a PEM text. Throws `SMIMEError.certificateUnreadable`.
    public init(pem: [UInt8]) throws(SMIMEError) {
        guard let first = try Self.all(pem: pem).first else { throw .certificateUnreadable }
        self = first
    }

    /// Every certificate of a PEM text, at least one. Throws `SMIMEError.certificateUnreadable`.
    public static func all(pem: [UInt8]) throws(SMIMEError) -> [Certificate] {
        guard pem.count <= limit, let reader = hms_bytes_bio(pem, Int32(clamping: pem.count)) else {
            throw .certificateUnreadable
        }
        defer {
            BIO_free(reader)
            ERR_clear_error()
        }
        var certificates: [Certificate] = []
        // A passphrase is never asked for: certificates are not encrypted.
        while let read = PEM_read_bio_X509(reader, nil, { _, _, _, _ in -1 }, nil) {
            defer { X509_free(read) }
            certificates.append(try Certificate(read))
        }
        let reason = hms_error_reason(ERR_peek_last_error())
        guard reason == PEM_R_NO_START_LINE, !certificates.isEmpty else { throw .certificateUnreadable }
        return certificates
    }

    private init(_ read: OpaquePointer) throws(SMIMEError) {
        guard let der = encoding({ i2d_X509(read, $0) }),
            let issuerName = encoding({ i2d_X509_NAME(X509_get_issuer_name(read), $0) }),
            let serialNumber = encoding({ i2d_ASN1_INTEGER(X509_get0_serialNumber(read), $0) }),
            let serialOctets = try? BERElement.parse(serialNumber).octets,
            let notBefore = Self.unixTime(X509_get0_notBefore(read)),
            let notAfter = Self.unixTime(X509_get0_notAfter(read))
        else { throw .certificateUnreadable }
        self.der = der
        self.issuerName = issuerName
        self.serialOctets = serialOctets
        self.notBefore = notBefore
        self.notAfter = notAfter
        fingerprint = Hexadecimal.lower(try MessageDigest.digest(der, by: .sha256))
        subject = Self.text(X509_get_subject_name(read))
        issuer = Self.text(X509_get_issuer_name(read))
        let magnitude = serialOctets.drop { $0 == 0 }
        serial = Hexadecimal.upper(magnitude.isEmpty ? [0] : Array(magnitude))
        subjectKeyIdentifier = X509_get0_subject_key_id(read).map { identifier in
            Array(
                UnsafeBufferPointer(
                    start: ASN1_STRING_get0_data(identifier), count: Int(ASN1_STRING_length(identifier))))
        }
        publicKey = PublicKey(certificate: der)
    }

    /// Whether a message that names a certificate like this means this one.
    func isMeant(by identifier: SignerIdentifier) -> Bool {
        switch identifier {
        case .subjectKey(let octets): octets == subjectKeyIdentifier
        case .issuerAndSerial(let name, let number):
            number == serialOctets && (name == issuerName || Self.areEqual(name, issuerName))
        }
    }

    /// Names may be spelled in other kinds of strings, other cases, with more blanks (RFC 5280, section 7.1).
    private static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        let names = [one, other].map { bytes in
            bytes.withUnsafeBufferPointer { octets in
                var next = octets.baseAddress
                return d2i_X509_NAME(nil, &next, octets.count)
            }
        }
        defer {
            for name in names { X509_NAME_free(name) }
            ERR_clear_error()
        }
        guard names.allSatisfy({ $0 != nil }) else { return false }
        return X509_NAME_cmp(names[0], names[1]) == 0
    }

    private static func text(_ name: OpaquePointer?) -> String {
        guard let name, let writer = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(writer) }
        hms_print_name(writer, name)
        var start: UnsafeMutablePointer<CChar>?
        let count = hms_bio_bytes(writer, &start)
        guard let start, count > 0 else { return "" }
        return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private static func unixTime(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        guard let time, let epoch = ASN1_TIME_set(nil, 0) else { return nil }
        defer { ASN1_TIME_free(epoch) }
        var days: Int32 = 0
        var seconds: Int32 = 0
        guard ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
        return Int64(days) * 86_400 + Int64(seconds)
    }
}

extension Certificate: Hashable {
    public static func == (one: Certificate, other: Certificate) -> Bool { one.der == other.der }
    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

/// What one of OpenSSL's i2d functions writes: asked for the length first, then for the octets.
private func encoding(_ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8]? {
    let count = Int(write(nil))
    guard count > 0 else { return nil }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        var next = buffer.baseAddress
        initialized = max(0, Int(write(&next)))
    }
}
