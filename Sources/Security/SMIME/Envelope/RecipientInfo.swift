// For whom the content key is wrapped, and how: KeyTransRecipientInfo (RFC 5652, section 6.2.1).

struct RecipientInfo: Sendable {
    let identifier: SignerIdentifier
    let transport: BERElement
    let wrappedKey: [UInt8]

    /// Nil for the other kinds of recipients, which say a key agreement, a shared key or a password.
    init?(_ element: BERElement) {
        guard element.tag == .sequence, element.child(0)?.number != nil,
            let identifier = SignerIdentifier(element.child(1)), let transport = element.child(2),
            let wrapped = element.child(3), wrapped.tag == .octetString
        else { return nil }
        self.identifier = identifier
        self.transport = transport
        wrappedKey = wrapped.joined
    }

    /// Throws `SMIMEError.keyTransportUnknown`; `offset` is how far the message was read, for the error.
    func keyTransport(at offset: Int64) throws(SMIMEError) -> KeyTransport {
        guard let oid = transport.child(0)?.oid else { throw .malformed(offset: offset, reason: "no key transport") }
        switch oid {
        case .rsaEncryption: return .pkcs1
        case .rsaOAEP:
            let parameters = transport.child(1)
            // One digest for both is all that anybody writes; a label is never used.
            guard let digest = DigestName(explicit: parameters?.child(.context(0))),
                DigestName(mask: parameters?.child(.context(1))) == digest,
                parameters?.child(.context(2))?.child(0)?.child(1)?.octets.isEmpty ?? true
            else { throw .keyTransportUnknown(oid) }
            return .oaep(digest)
        default: throw .keyTransportUnknown(oid)
        }
    }

    /// DER of the recipient for a content key.
    static func written(
        for certificate: Certificate, contentKey: [UInt8], by transport: KeyTransport
    ) throws(SMIMEError) -> [UInt8] {
        let algorithm =
            switch transport {
            case .pkcs1: DER.algorithm(.rsaEncryption)
            case .oaep(let digest):
                DER.algorithm(.rsaOAEP, DER.sequence(digest.explicit(0), digest.explicitMask(1)))
            }
        return DER.sequence(
            DER.integer(0),
            DER.sequence(certificate.issuerName, DER.integer(octets: certificate.serialOctets)),
            algorithm, DER.octetString(try certificate.publicKey.wrap(contentKey, by: transport)))
    }
}
