// How the content key is wrapped for a recipient.

/// An RSA key transport (RFC 3370, section 4.2.1; RFC 3560).
public enum KeyTransport: Sendable, Hashable {
    /// RSAES-PKCS1-v1_5, which every AS2 product reads.
    case pkcs1
    /// RSAES-OAEP with this digest, also for its mask; by agreement only.
    case oaep(DigestName)
}
