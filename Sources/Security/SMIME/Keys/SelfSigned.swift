// A new key with a certificate that it signs itself, as AS2 partners exchange them: they pin it, no authority stands behind it.

/// A new identity and the texts to keep it in.
public struct SelfSigned: Sendable {
    public let identity: Identity
    /// PKCS#8, encrypted when a passphrase was given.
    public let privateKeyPEM: [UInt8]

    /// Makes an RSA key and its certificate (RFC 5280), for signatures and key transport. Takes up to some seconds.
    ///
    /// Throws `SMIMEError.keyUnsuitable` for less than 2,048 or more than 8,192 bits.
    /// - Parameters:
    ///   - commonName: what partners know it by, often the AS2 name.
    ///   - validity: Unix times, seconds, first and last.
    public init(
        organization: String, commonName: String, keyBits: Int = 3_072, validity: ClosedRange<Int64>,
        passphrase: [UInt8]? = nil
    ) throws(SMIMEError) {
        guard (2_048...8_192).contains(keyBits) else { throw .keyUnsuitable }
        let key = try PrivateKey(rsaBits: keyBits)
        let name = DER.sequence(Self.relative(.organizationName, organization), Self.relative(.commonName, commonName))
        var serial = try Noise.octets(16)
        // Positive, and of the same length each time.
        serial[0] = serial[0] & 0x7F | 0x40
        let publicKey = key.publicKey
        let algorithm = DER.algorithm(.sha256WithRSA)
        let body = DER.sequence(
            DER.context(0, DER.integer(2)), DER.integer(octets: serial), algorithm, name,
            DER.sequence(DER.time(validity.lowerBound), DER.time(validity.upperBound)), name, publicKey,
            DER.context(3, try Self.extensions(publicKey)))
        let signature = try key.sign(MessageDigest.digest(body, by: .sha256), by: .sha256, scheme: .pkcs1)
        let certificate = try Certificate(der: DER.sequence(body, algorithm, DER.bitString(signature)))
        privateKeyPEM = try key.pem(passphrase: passphrase)
        identity = try Identity(certificate: certificate, privateKeyPEM: privateKeyPEM, passphrase: passphrase)
    }

    private static func relative(_ type: OID, _ value: String) -> [UInt8] {
        DER.set([DER.sequence(DER.oid(type), DER.text(value))])
    }

    /// The key's identifier; what it is for: signatures, proof against denial, key transport; no authority over others.
    private static func extensions(_ publicKey: [UInt8]) throws(SMIMEError) -> [UInt8] {
        let bits = try BERElement.parse(publicKey).child(1)?.octets.dropFirst() ?? []
        let identifier = try MessageDigest.digest(Array(bits), by: .sha1)
        let critical: [UInt8] = [0x01, 0x01, 0xFF]
        return DER.sequence(
            DER.sequence(DER.oid(.subjectKeyIdentifier), DER.octetString(DER.octetString(identifier))),
            DER.sequence(DER.oid(.keyUsage), critical, DER.octetString([0x03, 0x02, 0x05, 0xE0])),
            DER.sequence(DER.oid(.basicConstraints), critical, DER.octetString(DER.sequence())))
    }
}
