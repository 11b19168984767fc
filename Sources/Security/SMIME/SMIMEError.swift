// Why a CMS message, a certificate or a key is not taken, as typed values with codes that stay.

/// A refusal. No case ever holds content, key material or a name.
public enum SMIMEError: Error, Sendable, Hashable {
    /// Not what X.690 and RFC 5652 allow at this byte of the message.
    case malformed(offset: Int64, reason: String)
    /// The message ends before its end.
    case truncated(offset: Int64)
    /// Bytes follow the end of the message.
    case trailingBytes(offset: Int64)
    /// What stands around the content is larger than `limit` bytes.
    case headerTooLarge(limit: Int)
    /// Elements within elements beyond `limit`.
    case tooDeep(limit: Int)
    /// A message of another kind than the one asked for.
    case unexpectedContent(found: ContentKind)

    /// None of our keys is among the recipients.
    case notForUs
    /// A content cipher that is unknown here.
    case cipherUnknown(OID)
    /// A content cipher that the caller does not allow.
    case cipherRefused(ContentCipher)
    /// A way to wrap the content key that is unknown here.
    case keyTransportUnknown(OID)
    /// The content cannot be decrypted. Whether key, padding or tag is wrong is never told.
    case cannotDecrypt
    /// Authenticated attributes stand behind the content; they cannot be checked in one pass.
    case authenticatedAttributes

    /// Not zlib (RFC 3274 knows nothing else).
    case compressionUnknown(OID)
    /// The zlib stream is damaged.
    case compressionDamaged
    /// More content than `limit` bytes.
    case contentTooLarge(limit: Int64)
    /// More than `ratio` bytes of content for each compressed byte.
    case exploding(ratio: Int64)

    /// The signature carries its content with it instead of standing beside it.
    case contentInside

    case certificateUnreadable
    /// The certificate's key is of a kind that cannot do what is asked: an EC key cannot take a key transport.
    case keyUnsuitable
    /// No private key in it, or the passphrase is wrong.
    case keyUnreadable
    /// The private key is not the certificate's.
    case keyDiffers
    /// Nobody to encrypt to.
    case noRecipient
    /// More or less content was given than was said before.
    case lengthDiffers(declared: Int64)
    /// Used after its end, or after it failed.
    case finished
    /// OpenSSL or zlib refused what it should not: memory or its installation is short.
    case engine(operation: String)
}

extension SMIMEError {
    /// Names the case for programs and stays the same through all versions.
    public var code: String {
        switch self {
        case .malformed: "smime.malformed"
        case .truncated: "smime.truncated"
        case .trailingBytes: "smime.trailing-bytes"
        case .headerTooLarge: "smime.header-too-large"
        case .tooDeep: "smime.too-deep"
        case .unexpectedContent: "smime.unexpected-content"
        case .notForUs: "smime.not-for-us"
        case .cipherUnknown: "smime.cipher-unknown"
        case .cipherRefused: "smime.cipher-refused"
        case .keyTransportUnknown: "smime.key-transport-unknown"
        case .cannotDecrypt: "smime.cannot-decrypt"
        case .authenticatedAttributes: "smime.authenticated-attributes"
        case .compressionUnknown: "smime.compression-unknown"
        case .compressionDamaged: "smime.compression-damaged"
        case .contentTooLarge: "smime.content-too-large"
        case .exploding: "smime.exploding"
        case .contentInside: "smime.content-inside"
        case .certificateUnreadable: "smime.certificate-unreadable"
        case .keyUnsuitable: "smime.key-unsuitable"
        case .keyUnreadable: "smime.key-unreadable"
        case .keyDiffers: "smime.key-differs"
        case .noRecipient: "smime.no-recipient"
        case .lengthDiffers: "smime.length-differs"
        case .finished: "smime.finished"
        case .engine: "smime.engine"
        }
    }
}

extension SMIMEError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed(let offset, let reason): "byte \(offset) of the CMS message: \(reason)"
        case .truncated(let offset): "the CMS message ends at byte \(offset), before its end"
        case .trailingBytes(let offset): "bytes follow the end of the CMS message at byte \(offset)"
        case .headerTooLarge(let limit): "more than \(limit) bytes stand around the content of the CMS message"
        case .tooDeep(let limit): "the CMS message nests deeper than \(limit) elements"
        case .unexpectedContent(let found): "a CMS message of another kind was expected, this is \(found)"
        case .notForUs:
            "the message is encrypted, but to none of our certificates; the sender has to use the current one"
        case .cipherUnknown(let oid): "the content cipher \(oid) is unknown"
        case .cipherRefused(let cipher): "the content cipher \(cipher) is not allowed for this partner"
        case .keyTransportUnknown(let oid): "the key transport \(oid) is unknown"
        case .cannotDecrypt: "the message cannot be decrypted"
        case .authenticatedAttributes: "the message has authenticated attributes, which are not supported"
        case .compressionUnknown(let oid): "the compression \(oid) is unknown; only zlib is"
        case .compressionDamaged: "the compressed content is damaged"
        case .contentTooLarge(let limit): "the content is larger than the limit of \(limit) bytes"
        case .exploding(let ratio): "the content unpacks to more than \(ratio) times its size"
        case .contentInside: "the signature holds its content; a detached one was expected"
        case .certificateUnreadable: "this is no X.509 certificate in PEM or DER"
        case .keyUnsuitable: "the certificate's key cannot be used for this"
        case .keyUnreadable: "no private key can be read: it is none, or its passphrase is wrong"
        case .keyDiffers: "the private key does not belong to the certificate"
        case .noRecipient: "there is no certificate to encrypt to"
        case .lengthDiffers(let declared): "the content is not of the \(declared) bytes that were announced"
        case .finished: "used after its end"
        case .engine(let operation): "OpenSSL or zlib could not \(operation)"
        }
    }
}
