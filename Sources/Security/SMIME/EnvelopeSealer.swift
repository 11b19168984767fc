// Encrypts as EnvelopedData (RFC 5652, section 6) or AuthEnvelopedData (RFC 5083), as a stream in constant memory.

/// Seals one envelope for one or more recipients. The content key comes from OpenSSL's generator and lives only in here.
///
/// ```swift
/// var sealer = try EnvelopeSealer(to: [partner], cipher: .aes256CBC, form: .definite(byteCount: length))
/// let contentLength = sealer.sealedByteCount
/// for piece in content { try sealer.take(piece) { try file.write($0) } }
/// try sealer.finish { try file.write($0) }
/// ```
public struct EnvelopeSealer: ~Copyable, Sendable {
    /// How lengths are written.
    public enum Form: Sendable, Hashable {
        /// BER with indefinite lengths and content in chunks, as streaming OpenSSL and BouncyCastle write it.
        case streamed
        /// DER: definite lengths throughout, for so many bytes of content.
        case definite(byteCount: Int64)
    }

    /// Bytes of the whole message; nil where the form does not know the content's length.
    public let sealedByteCount: Int64?

    /// Throws `SMIMEError.noRecipient`, and `.keyUnsuitable` for a recipient without an RSA key.
    public init(
        to recipients: [Certificate], cipher: ContentCipher, keyTransport: KeyTransport = .pkcs1, form: Form = .streamed
    ) throws(SMIMEError) {
        throw .noRecipient
    }

    /// Takes the next bytes of content and hands out the message as far as it goes.
    public mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        throw SMIMEError.finished
    }

    /// The content is over: hands out the rest of the message. Throws `SMIMEError.lengthDiffers` when it was not of the length announced.
    public mutating func finish(into sink: (RawSpan) throws -> Void) throws {
        throw SMIMEError.finished
    }
}
