// A signature beside its content: CMS SignedData without content (RFC 5652, section 5).

/// A detached signature, as in application/pkcs7-signature.
///
/// ```swift
/// let octets = try DetachedSignature.make(contentDigest: digest, by: .sha256, identity: ours, at: now)
///
/// let signature = try DetachedSignature(received)
/// let verdict = try signature.verify(pinned: partner.certificates) { name in digests[name]?.finish() }
/// ```
public struct DetachedSignature: Sendable {
    /// Larger ones are refused, in bytes.
    public static let limit = 256 << 10

    public let signers: [SignerDescription]
    /// The certificates that came with it. They prove nothing; they help to tell who it may have been.
    public let certificates: [Certificate]

    /// The digests of the content that the signers took: what `verify` will ask for.
    public var digests: Set<DigestName> { Set(signers.compactMap(\.digest)) }

    /// Reads DER or BER. Throws `SMIMEError`.
    public init(_ bytes: [UInt8]) throws(SMIMEError) { throw .contentInside }

    /// Whether every signer is one of the pinned certificates and signed a content of this digest.
    ///
    /// Validity times are not looked at: ask the certificate of the verdict whether it `holds(at:)`.
    /// - Parameters:
    ///   - pinned: the certificates that may have signed. No chain is built, no other certificate believed.
    ///   - accepting: other digests give `.digestRefused`.
    ///   - contentDigest: the digest of the content by this algorithm; nil gives `.digestMissing`.
    public func verify(
        pinned: [Certificate], accepting: Set<DigestName> = DigestName.current,
        contentDigest: (DigestName) -> [UInt8]?
    ) -> SignatureVerdict {
        .noSigner
    }

    /// Signs a content by its digest: signed attributes contentType, signingTime and messageDigest.
    /// - Parameters:
    ///   - time: the signing time, Unix seconds.
    ///   - includesCertificate: whether the signer's certificate goes along.
    ///   - isPSS: RSASSA-PSS instead of PKCS#1 v1.5, for RSA keys.
    /// - Returns: DER of ContentInfo.
    public static func make(
        contentDigest: [UInt8], by digest: DigestName, identity: Identity, at time: Int64,
        includesCertificate: Bool = true, isPSS: Bool = false
    ) throws(SMIMEError) -> [UInt8] {
        throw .keyUnsuitable
    }
}
