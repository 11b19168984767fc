// One SignerInfo of a SignedData (RFC 5652, section 5.3), and whether a key made it.

struct SignerInfo: Sendable {
    let identifier: SignerIdentifier
    let digestAlgorithm: OID
    let signedAttributes: BERElement?
    let signatureAlgorithm: BERElement
    let signature: [UInt8]

    init?(_ element: BERElement) {
        var rest = element.children[...]
        guard element.tag == .sequence, rest.popFirst()?.number != nil,
            let identifier = SignerIdentifier(rest.popFirst()), let digestAlgorithm = rest.popFirst()?.child(0)?.oid
        else { return nil }
        if let attributes = rest.first, attributes.tag == .context(0), attributes.isConstructed {
            signedAttributes = attributes
            rest.removeFirst()
        } else {
            signedAttributes = nil
        }
        guard let signatureAlgorithm = rest.popFirst(), signatureAlgorithm.tag == .sequence,
            let signature = rest.popFirst(), signature.tag == .octetString
        else { return nil }
        self.identifier = identifier
        self.digestAlgorithm = digestAlgorithm
        self.signatureAlgorithm = signatureAlgorithm
        self.signature = signature.joined
    }

    var description: SignerDescription {
        SignerDescription(
            identifier: identifier, digest: DigestName(oid: digestAlgorithm),
            signatureAlgorithm: SignatureScheme.name(of: signatureAlgorithm),
            signingTime: attribute(.signingTime).flatMap(CivilTime.init)?.unix)
    }

    /// The single value of an attribute that stands there once; nil otherwise.
    private func attribute(_ oid: OID) -> BERElement? {
        let found = signedAttributes?.children.filter { $0.child(0)?.oid == oid } ?? []
        guard found.count == 1, let values = found.first?.child(1), values.tag == .set, values.children.count == 1
        else {
            return nil
        }
        return values.child(0)
    }

    /// The outcome for one certificate that the identifier means.
    func verdict(
        for certificate: Certificate, contentType: OID, accepting: Set<DigestName>,
        contentDigest: (DigestName) -> [UInt8]?
    ) -> SignatureVerdict {
        guard let digest = DigestName(oid: digestAlgorithm) else { return .algorithmUnknown(digestAlgorithm) }
        guard let (scheme, implied) = SignatureScheme.read(signatureAlgorithm) else {
            if let oid = signatureAlgorithm.child(0)?.oid, oid != .rsaPSS { return .algorithmUnknown(oid) }
            return .broken(reason: "the parameters of the signature algorithm are invalid")
        }
        guard implied == nil || implied == digest else {
            return .broken(reason: "signature and signer name different digests")
        }
        guard accepting.contains(digest) else { return .digestRefused(digest) }
        guard let ours = contentDigest(digest) else { return .digestMissing(digest) }
        guard let signedAttributes else {
            let isRight = certificate.publicKey.verifies(signature, over: ours, by: digest, scheme: scheme)
            return isRight ? .valid(by: certificate, digest: digest) : .contentDiffers(by: certificate, digest: digest)
        }
        guard attribute(.contentType)?.oid == contentType, let theirs = attribute(.messageDigest),
            theirs.tag == .octetString
        else { return .broken(reason: "content type or digest are missing from the signed attributes, or differ") }
        let isSigned = Self.encodings(of: signedAttributes).contains { encoding in
            guard let octets = try? MessageDigest.digest(encoding, by: digest) else { return false }
            return certificate.publicKey.verifies(signature, over: octets, by: digest, scheme: scheme)
        }
        guard isSigned else { return .broken(reason: "the signature is not one by the certificate's key") }
        return theirs.joined == ours
            ? .valid(by: certificate, digest: digest) : .contentDiffers(by: certificate, digest: digest)
    }

    /// What may have been signed: the attributes as a SET in DER, or, by signers that do not sort, in the order they came in.
    private static func encodings(of attributes: BERElement) -> [[UInt8]] {
        let asReceived = DER.element(.set, isConstructed: true, attributes.children.flatMap(\.encoded))
        let distinguished = DER.set(attributes.children.map(\.distinguished))
        return asReceived == distinguished ? [asReceived] : [asReceived, distinguished]
    }
}
