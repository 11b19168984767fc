// What a signature says of its signer, before anything of it is believed.

/// How a CMS message names a certificate (RFC 5652, sections 5.3 and 6.2.1).
public enum SignerIdentifier: Sendable, Hashable {
    /// The issuer's name in DER, and the serial number's octets.
    case issuerAndSerial(issuer: [UInt8], serial: [UInt8])
    case subjectKey([UInt8])

    init?(_ element: BERElement?) {
        guard let element else { return nil }
        switch element.tag {
        case .context(0): self = .subjectKey(element.joined)
        case .sequence:
            guard let issuer = element.child(0), let serial = element.child(1), serial.tag == .integer,
                !serial.isConstructed
            else { return nil }
            self = .issuerAndSerial(issuer: issuer.encoded, serial: serial.octets)
        default: return nil
        }
    }
}

/// One signer of a signature, by its own account.
public struct SignerDescription: Sendable, Hashable {
    public let identifier: SignerIdentifier
    /// The digest taken of the content; nil for one that is unknown here.
    public let digest: DigestName?
    /// The signature algorithm in words of its standard: `rsaEncryption`, `RSASSA-PSS`, `ecdsa-with-SHA256`; else its number.
    public let signatureAlgorithm: String
    /// By the signer's own clock: Unix time, seconds.
    public let signingTime: Int64?
}
