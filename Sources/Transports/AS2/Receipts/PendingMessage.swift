// What we remember of a message that we sent, for as long as its receipt is awaited.

public import SMIME

/// A message of ours and the receipt that it asked for.
public struct PendingMessage: Sendable, Hashable {
    public let messageID: MessageID
    /// Our name, its AS2-From.
    public let sender: AS2Name
    /// The partner's, its AS2-To.
    public let partner: AS2Name
    public let isSigned: Bool
    /// What the receipt's MIC may be: one for a signed message, several where the standards disagree.
    public let mics: [MICCandidate]
    /// Whether a signed receipt was asked for.
    public let wantsSignedReceipt: Bool

    public init(
        messageID: MessageID, sender: AS2Name, partner: AS2Name, isSigned: Bool, mics: [MICCandidate],
        wantsSignedReceipt: Bool
    ) {
        self.messageID = messageID
        self.sender = sender
        self.partner = partner
        self.isSigned = isSigned
        self.mics = mics
        self.wantsSignedReceipt = wantsSignedReceipt
    }
}

/// What a partner's receipts are believed by.
public struct ReceiptPolicy: Sendable {
    /// The partner's certificates that may sign, current and next.
    public var certificates: [Certificate]
    public var digests: Set<DigestName>
    public var acceptsExpiredCertificates: Bool
    /// Signatures by shorter RSA keys prove nothing.
    public var minimumKeyBits: Int
    /// Whether a success without a MIC is refused for unsigned messages, too. It always is for a signed message whose receipt was
    /// to be signed; for others several products leave it out.
    public var demandsMIC: Bool

    public init(
        certificates: [Certificate], digests: Set<DigestName> = DigestName.current,
        acceptsExpiredCertificates: Bool = false, minimumKeyBits: Int = 2048, demandsMIC: Bool = false
    ) {
        self.certificates = certificates
        self.digests = digests
        self.acceptsExpiredCertificates = acceptsExpiredCertificates
        self.minimumKeyBits = minimumKeyBits
        self.demandsMIC = demandsMIC
    }
}
