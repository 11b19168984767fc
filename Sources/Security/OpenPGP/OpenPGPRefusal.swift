// Why an OpenPGP file is not taken, as typed values: the caller decides what to answer.

/// A reason for which nothing of an OpenPGP file may be used.
public enum OpenPGPRefusal: String, Error, Sendable, Hashable, CaseIterable {
    /// Plain, clear-signed or signed-only content where an encrypted file must be.
    case notEncrypted = "not-encrypted"
    /// Encrypted to keys that we do not have.
    case notForUs = "not-for-us"
    /// Encrypted, but nobody signed it.
    case unsigned
    /// Signed by a key that is not in the ring.
    case unknownSigner = "unknown-signer"
    /// Signed by a key of the ring that is not one of those pinned for this partner.
    case signerNotPinned = "signer-not-pinned"
    case badSignature = "bad-signature"
    case expired
    case revoked
    /// SHA-1, MD5 or anything else that is not SHA-256, SHA-384 or SHA-512.
    case weakDigest = "weak-digest"
    /// No integrity protection (no modification detection code).
    case noIntegrityProtection = "no-integrity-protection"
    /// Cut off, altered, several messages in one, or no OpenPGP at all.
    case damaged
    /// More content, or more of it for its size, than the limit allows.
    case exploding
}

/// The OpenPGP engine or a key failed us; nothing is said about the file.
public struct OpenPGPFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was tried: `encrypt`, `list keys`.
    public let operation: String
    /// What the engine said; it names no key's owner and holds no content.
    public let reason: String

    public init(operation: String, reason: String) {
        self.operation = operation
        self.reason = reason
    }

    public var description: String { "OpenPGP could not \(operation): \(reason)" }
}
