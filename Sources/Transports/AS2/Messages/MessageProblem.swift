// Why a message is not taken, in words for our own people, and as the disposition that its sender gets.

/// One thing wrong with a message.
///
/// The sentence is for our log and our operators. It may say more than the sender of an encrypted message may learn: send
/// `OpenedMessage.disposition` and `OpenedMessage.words` instead.
public struct MessageProblem: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case malformed = "as2.malformed"
        case layers = "as2.layers"
        case format = "as2.format"
        case tooLarge = "as2.too-large"
        case decryption = "as2.decryption"
        case cipherRefused = "as2.cipher-refused"
        case decompression = "as2.decompression"
        case signerUnknown = "as2.signer-unknown"
        case signerExpired = "as2.signer-expired"
        case keyTooShort = "as2.key-too-short"
        case contentAltered = "as2.content-altered"
        case signatureBroken = "as2.signature-broken"
        case digestRefused = "as2.digest-refused"
        case notSigned = "as2.not-signed"
        case notEncrypted = "as2.not-encrypted"
        case receiptRefused = "as2.receipt-refused"
    }

    public let kind: Kind
    public let sentence: String
    private let answer: Disposition?

    init(_ kind: Kind, _ sentence: String, answer: Disposition? = nil) {
        self.kind = kind
        self.sentence = sentence
        self.answer = answer
    }

    /// Stays the same through all versions.
    public var code: String { kind.rawValue }

    public var description: String { sentence }

    /// What the sender is told of it.
    var disposition: Disposition {
        switch kind {
        case .malformed, .layers, .tooLarge: .unexpectedProcessingError
        case .format: .unsupportedFormat
        case .decryption: .decryptionFailed
        case .decompression: .decompressionFailed
        case .signerUnknown, .signerExpired, .signatureBroken: .authenticationFailed
        case .contentAltered: .integrityCheckFailed
        case .notSigned, .notEncrypted, .digestRefused, .cipherRefused, .keyTooShort: .insufficientMessageSecurity
        case .receiptRefused: answer ?? .unsupportedFormat
        }
    }

    /// Whether it says something about octets that a wrong key, or somebody's change to a ciphertext, may have made. Telling such a
    /// problem from a failed decryption would let a stranger ask us to decrypt, byte by byte.
    var isStructural: Bool {
        switch kind {
        case .malformed, .decompression, .decryption: true
        default: false
        }
    }
}
