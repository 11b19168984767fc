// What was agreed with a partner about the messages that we send to it.

public import SMIME

/// How our messages to a partner are made, and which receipt they ask for.
public struct SendingAgreement: Sendable {
    public enum Compression: String, Sendable, Hashable, Codable, CaseIterable {
        case none
        /// The payload is compressed, then signed. Some products get the MIC of this wrong.
        case beforeSigning = "before"
        /// The signed message is compressed.
        case afterSigning = "after"
    }

    public enum ReceiptDelivery: Sendable, Hashable {
        case none
        case synchronous
        /// To this address of ours.
        case asynchronous(to: String)
    }

    /// Which receipt is asked for.
    public struct ReceiptWish: Sendable, Hashable {
        public var delivery: ReceiptDelivery
        public var isSigned: Bool
        /// As the partner wants to read the digest's name; nil for `sha256`, which most accept.
        public var spelling: String?

        public init(_ delivery: ReceiptDelivery, isSigned: Bool = true, spelling: String? = nil) {
            self.delivery = delivery
            self.isSigned = isSigned
            self.spelling = spelling
        }
    }

    /// Our name.
    public var sender: AS2Name
    public var partner: AS2Name
    /// What signs our messages; nil where they are not signed.
    public var signer: Identity?
    /// The digest of the signature and of the MIC.
    public var digest: DigestName
    public var includesCertificate: Bool
    /// Whom messages are encrypted to; empty where they are not.
    public var recipients: [Certificate]
    public var cipher: ContentCipher
    public var keyTransport: KeyTransport
    public var compression: Compression
    public var receipt: ReceiptWish
    /// For partners whose programs are not 8-bit clean: encrypted and compressed bodies go as base64.
    public var usesBase64: Bool
    /// For partners whose programs read no indefinite lengths: encrypted messages as DER. The payload is read twice then.
    public var usesDefiniteLengths: Bool
    /// For partners whose programs take quotes for a part of the file name.
    public var quotesFileName: Bool
    /// The Subject field; nil for none.
    public var subject: String?
    /// What we do and partners may rely on: a message or a receipt is sent again as the same octets, and taken once.
    public static let ordinaryFeatures = ["AS2-Reliability"]

    /// What EDIINT-Features names (RFC 6017); the version then is 1.2.
    public var features: [String]

    public init(
        sender: AS2Name, partner: AS2Name, signer: Identity?, digest: DigestName = .sha256,
        includesCertificate: Bool = true, recipients: [Certificate], cipher: ContentCipher = .aes256CBC,
        keyTransport: KeyTransport = .pkcs1, compression: Compression = .none,
        receipt: ReceiptWish = ReceiptWish(.synchronous), usesBase64: Bool = false,
        usesDefiniteLengths: Bool = false, quotesFileName: Bool = true, subject: String? = nil,
        features: [String] = Self.ordinaryFeatures
    ) {
        self.sender = sender
        self.partner = partner
        self.signer = signer
        self.digest = digest
        self.includesCertificate = includesCertificate
        self.recipients = recipients
        self.cipher = cipher
        self.keyTransport = keyTransport
        self.compression = compression
        self.receipt = receipt
        self.usesBase64 = usesBase64
        self.usesDefiniteLengths = usesDefiniteLengths
        self.quotesFileName = quotesFileName
        self.subject = subject
        self.features = features
    }
}
