// What a signature turned out to be.

/// The outcome of checking a detached signature. Only `valid` is good.
public enum SignatureVerdict: Sendable, Hashable {
    /// Every signer is pinned and signed this content; the first of them and its digest.
    case valid(by: Certificate, digest: DigestName)
    /// The signer is none of the pinned certificates.
    case unknownSigner(SignerIdentifier)
    /// The right key signed, but another content.
    case contentDiffers(by: Certificate, digest: DigestName)
    /// The signature names a pinned certificate, but its key did not make it, or it breaks the rules of RFC 5652.
    case broken(reason: String)
    /// Right or not, it rests on a digest that is not accepted.
    case digestRefused(DigestName)
    /// The caller has no digest of the content by this algorithm: take it and ask again.
    case digestMissing(DigestName)
    /// A digest or signature algorithm that is unknown here.
    case algorithmUnknown(OID)
    /// Nobody signed.
    case noSigner
}
