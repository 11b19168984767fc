// What was agreed with a partner about the messages that it sends us.

public import SMIME

/// How a partner's messages have to be, and what opens and proves them.
public struct ReceivingAgreement: Sendable {
    public enum Demand: Sendable, Hashable {
        /// A message without it is refused.
        case required
        case accepted
        /// A message with it is refused.
        case none
    }

    /// The partner's certificates that may sign: the current one and, around a change, the next. No other is believed, whatever
    /// comes with a message.
    public var certificates: [Certificate]
    /// Our certificates with their keys, current and former, that messages may be encrypted to.
    public var identities: [Identity]
    public var signature: Demand
    public var encryption: Demand
    /// Digests that a signature may rest on.
    public var digests: Set<DigestName>
    public var ciphers: Set<ContentCipher>
    /// Whether a signature by a certificate whose validity is over is taken all the same.
    public var acceptsExpiredCertificates: Bool
    /// Signatures by shorter RSA keys are refused.
    public var minimumKeyBits: Int
    public var limits: MessageLimits

    public init(
        certificates: [Certificate], identities: [Identity], signature: Demand = .required,
        encryption: Demand = .required, digests: Set<DigestName> = DigestName.current,
        ciphers: Set<ContentCipher> = ContentCipher.current, acceptsExpiredCertificates: Bool = false,
        minimumKeyBits: Int = 2048, limits: MessageLimits = MessageLimits()
    ) {
        self.certificates = certificates
        self.identities = identities
        self.signature = signature
        self.encryption = encryption
        self.digests = digests
        self.ciphers = ciphers
        self.acceptsExpiredCertificates = acceptsExpiredCertificates
        self.minimumKeyBits = minimumKeyBits
        self.limits = limits
    }
}

/// How large what a partner sends may become.
public struct MessageLimits: Sendable, Hashable {
    /// Bytes of the payload, taken out of everything.
    public var payloadByteCount: Int64
    /// Bytes that one compressed byte may become, beyond the first mebibyte.
    public var inflationRatio: Int64

    public init(payloadByteCount: Int64 = 4 << 30, inflationRatio: Int64 = 1_000) {
        self.payloadByteCount = payloadByteCount
        self.inflationRatio = inflationRatio
    }
}
