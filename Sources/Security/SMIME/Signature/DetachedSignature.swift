// A signature beside its content: CMS SignedData without content (RFC 5652, section 5).

/// A detached signature, as in application/pkcs7-signature.
///
/// ```swift
/// let octets = try DetachedSignature.make(contentDigest: digest, by: .sha256, identity: ours, at: now)
///
/// let signature = try DetachedSignature(received)
/// let verdict = signature.verify(pinned: partner.certificates) { name in digests[name]?.finish() }
/// ```
public struct DetachedSignature: Sendable {
    /// Larger ones are refused, in bytes.
    public static let limit = 256 << 10
    /// More signers are refused.
    public static let signerLimit = 16

    private let contentType: OID
    private let infos: [SignerInfo]
    private let certificateElements: [BERElement]

    public var signers: [SignerDescription] { infos.map(\.description) }

    /// The certificates that came with it. They prove nothing; they help to tell who it may have been.
    public var certificates: [Certificate] { certificateElements.compactMap { try? Certificate(der: $0.encoded) } }

    /// The digests of the content that the signers took: what `verify` will ask for.
    public var digests: Set<DigestName> { Set(infos.compactMap { DigestName(oid: $0.digestAlgorithm) }) }

    /// Reads DER or BER. Throws `SMIMEError`.
    public init(_ bytes: [UInt8]) throws(SMIMEError) {
        guard bytes.count <= Self.limit else { throw .headerTooLarge(limit: Self.limit) }
        let message = try BERElement.parse(bytes)
        guard message.tag == .sequence, let type = message.child(0)?.oid else {
            throw .malformed(offset: 0, reason: "no content info")
        }
        guard type == .signedData else { throw .unexpectedContent(found: ContentKind(type)) }
        guard let signed = message.child(1)?.child(0), message.child(1)?.tag == .context(0), signed.tag == .sequence,
            let content = signed.child(2), content.tag == .sequence, let contentType = content.child(0)?.oid,
            let infos = signed.children.last, infos.tag == .set, signed.children.count >= 4
        else { throw .malformed(offset: 0, reason: "no signed data") }
        guard content.children.count == 1 else { throw .contentInside }
        guard infos.children.count <= Self.signerLimit else {
            throw .malformed(offset: 0, reason: "more than \(Self.signerLimit) signers")
        }
        self.contentType = contentType
        var signers: [SignerInfo] = []
        for element in infos.children {
            guard let signer = SignerInfo(element) else { throw .malformed(offset: 0, reason: "no signer info") }
            signers.append(signer)
        }
        self.infos = signers
        certificateElements = signed.child(.context(0))?.children.filter { $0.tag == .sequence } ?? []
    }

    /// Whether every signer is one of the pinned certificates and signed a content of this digest.
    ///
    /// Validity times and sizes of keys are not looked at: the certificate of the verdict tells them.
    /// - Parameters:
    ///   - pinned: the certificates that may have signed. No chain is built, no other certificate believed.
    ///   - accepting: other digests give `.digestRefused`.
    ///   - contentDigest: the digest of the content by this algorithm; nil gives `.digestMissing`.
    public func verify(
        pinned: [Certificate], accepting: Set<DigestName> = DigestName.current,
        contentDigest: (DigestName) -> [UInt8]?
    ) -> SignatureVerdict {
        var first: SignatureVerdict?
        for info in infos {
            let candidates = pinned.filter { $0.isMeant(by: info.identifier) }
            // Self-signed certificates that follow one another often share issuer and serial number.
            var verdict = SignatureVerdict.unknownSigner(info.identifier)
            for candidate in candidates {
                let next = info.verdict(
                    for: candidate, contentType: contentType, accepting: accepting, contentDigest: contentDigest)
                if case .broken = next, case .contentDiffers = verdict { continue }
                verdict = next
                if case .valid = verdict { break }
            }
            guard case .valid = verdict else { return verdict }
            if first == nil { first = verdict }
        }
        return first ?? .noSigner
    }
}

extension DetachedSignature {
    /// Signs a content by its digest: signed attributes contentType, signingTime and messageDigest.
    ///
    /// Throws `SMIMEError.keyUnsuitable` when the key cannot sign so, `.lengthDiffers` when the digest is none by its name.
    /// - Parameters:
    ///   - time: the signing time, Unix seconds.
    ///   - includesCertificate: whether the signer's certificate goes along.
    ///   - isPSS: RSASSA-PSS instead of PKCS#1 v1.5, for RSA keys.
    /// - Returns: DER of ContentInfo.
    public static func make(
        contentDigest: [UInt8], by digest: DigestName, identity: Identity, at time: Int64,
        includesCertificate: Bool = true, isPSS: Bool = false
    ) throws(SMIMEError) -> [UInt8] {
        guard contentDigest.count == digest.byteCount else { throw .lengthDiffers(declared: Int64(digest.byteCount)) }
        let certificate = identity.certificate
        let scheme: SignatureScheme
        switch certificate.keyKind {
        case .rsa: scheme = isPSS ? .pss(mask: digest, saltLength: digest.byteCount) : .pkcs1
        case .ellipticCurve where !isPSS: scheme = .ecdsa
        case .ellipticCurve, .other: throw .keyUnsuitable
        }
        let attributes = [
            DER.sequence(DER.oid(.contentType), DER.set([DER.oid(.data)])),
            DER.sequence(DER.oid(.signingTime), DER.set([DER.time(time)])),
            DER.sequence(DER.oid(.messageDigest), DER.set([DER.octetString(contentDigest)])),
        ]
        let signed = try MessageDigest.digest(DER.set(attributes), by: digest)
        let signature = try identity.privateKey.sign(signed, by: digest, scheme: scheme)
        let digestAlgorithm = DER.algorithm(digest.oid, nil)
        let signer = DER.sequence(
            DER.integer(1),
            DER.sequence(certificate.issuerName, DER.integer(octets: certificate.serialOctets)),
            digestAlgorithm,
            DER.context(0, DER.sorted(attributes).flatMap(\.self)),
            scheme.written(over: digest),
            DER.octetString(signature))
        return DER.sequence(
            DER.oid(.signedData),
            DER.context(
                0,
                DER.sequence(
                    DER.integer(1), DER.set([digestAlgorithm]), DER.sequence(DER.oid(.data)),
                    includesCertificate ? DER.context(0, certificate.der) : [], DER.set([signer]))))
    }
}
