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

    private let form: Form
    private let cipher: ContentCipher
    private let stream: CipherStream
    private var head: [UInt8]
    private var chunks = OctetChunks()
    private var byteCount: Int64 = 0
    private var isUsable = true

    /// Throws `SMIMEError.noRecipient`, and `.keyUnsuitable` for a recipient without an RSA key.
    public init(
        to recipients: [Certificate], cipher: ContentCipher, keyTransport: KeyTransport = .pkcs1, form: Form = .streamed
    ) throws(SMIMEError) {
        // Everything that may throw comes before the first property is set: a value that cannot be copied is whole or not at all.
        guard !recipients.isEmpty else { throw .noRecipient }
        var key = try Noise.octets(cipher.keyByteCount)
        if cipher == .tripleDES { key = key.map { $0 & 0xFE | UInt8(($0 & 0xFE).nonzeroBitCount & 1 ^ 1) } }
        let parameters = CipherParameters(cipher, vector: try Noise.octets(cipher.vectorByteCount))
        let stream = try CipherStream(cipher, key: key, vector: parameters.vector, .encrypt)
        var infos: [[UInt8]] = []
        for recipient in recipients {
            infos.append(try RecipientInfo.written(for: recipient, contentKey: key, by: keyTransport))
        }
        let layout = EnvelopeLayout(
            type: cipher.isAuthenticated ? .authEnvelopedData : .envelopedData, recipients: DER.set(infos),
            algorithm: parameters.written)
        let opening: (head: [UInt8], byteCount: Int64?)
        switch form {
        case .streamed: opening = (layout.streamedHead, nil)
        case .definite(let byteCount):
            guard let sealed = cipher.sealedByteCount(of: byteCount),
                let definite = layout.definiteHead(
                    contentByteCount: sealed, tagByteCount: cipher.isAuthenticated ? 16 : 0)
            else { throw .lengthDiffers(declared: byteCount) }
            opening = (definite.head, definite.byteCount)
        }
        self.form = form
        self.cipher = cipher
        self.stream = stream
        (head, sealedByteCount) = opening
    }

    /// Takes the next bytes of content and hands out the message as far as it goes.
    public mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        guard isUsable else { throw SMIMEError.finished }
        isUsable = false
        byteCount += Int64(piece.byteCount)
        if case .definite(let declared) = form, byteCount > declared {
            throw SMIMEError.lengthDiffers(declared: declared)
        }
        try giveHead(into: sink)
        switch form {
        case .definite: try stream.update(piece, into: sink)
        case .streamed:
            let stream = stream
            try stream.update(piece) { try chunks.take($0, into: sink) }
        }
        isUsable = true
    }

    /// The content is over: hands out the rest of the message. Throws `SMIMEError.lengthDiffers` when it was not of the length announced.
    public mutating func finish(into sink: (RawSpan) throws -> Void) throws {
        guard isUsable else { throw SMIMEError.finished }
        isUsable = false
        if case .definite(let declared) = form, byteCount != declared {
            throw SMIMEError.lengthDiffers(declared: declared)
        }
        try giveHead(into: sink)
        switch form {
        case .definite: try stream.finish(into: sink)
        case .streamed:
            let stream = stream
            try stream.finish { try chunks.take($0, into: sink) }
            try chunks.finish(into: sink)
        }
        let tag = cipher.isAuthenticated ? DER.octetString(try stream.tag()) : []
        let tail = form == .streamed ? EnvelopeLayout.streamedTail(tag: tag) : tag
        if !tail.isEmpty { try sink(tail.span.bytes) }
    }

    private mutating func giveHead(into sink: (RawSpan) throws -> Void) throws {
        if head.isEmpty { return }
        try sink(head.span.bytes)
        head = []
    }
}
