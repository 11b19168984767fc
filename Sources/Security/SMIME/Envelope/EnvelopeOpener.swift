// Decrypts EnvelopedData (RFC 5652, section 6) and AuthEnvelopedData (RFC 5083) as a stream, in constant memory.

/// Opens one envelope, DER or BER, in pieces cut anywhere.
///
/// **Nothing that the sink gets may be used before `finish` has returned**: until then it may be forged, or the noise that a wrong
/// key makes. The sink writes to a sealed spool file and judges nothing; the caller abandons that file when `take` or `finish` throws,
/// and answers all of `cannotDecrypt` alike.
///
/// ```swift
/// var opener = EnvelopeOpener(keys: ours)
/// for piece in body { try opener.take(piece) { try spool.write($0) } }
/// let description = try opener.finish { try spool.write($0) }
/// ```
public struct EnvelopeOpener: ~Copyable, Sendable {
    private let keys: [Identity]
    private let accepting: Set<ContentCipher>
    private var reader = MessageReader()
    private var kind = ContentKind.data
    private var parts: [BERElement] = []
    private var opened: Opened?
    private var tag: [UInt8] = []
    private var byteCount: Int64 = 0
    private var isUsable = true

    /// What is known once the content begins.
    private struct Opened {
        let stream: CipherStream
        let parameters: CipherParameters
        let transport: KeyTransport
        let recipient: String
    }

    /// - Parameters:
    ///   - keys: our identities, current and former; the message says which of them it is for.
    ///   - accepting: other ciphers throw `SMIMEError.cipherRefused`.
    public init(keys: [Identity], accepting: Set<ContentCipher> = ContentCipher.current) {
        self.keys = keys
        self.accepting = accepting
    }

    /// Takes the next bytes of the message and hands out what they decrypt to. Throws `SMIMEError`, and what the sink throws.
    public mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        guard isUsable else { throw SMIMEError.finished }
        isUsable = false
        var cursor = 0
        while let event = try reader.next(in: piece, at: &cursor) {
            switch event {
            case .kind(let found):
                guard found == .envelopedData || found == .authEnvelopedData else {
                    throw SMIMEError.unexpectedContent(found: found)
                }
                kind = found
            case .part(let element): try take(element)
            case .contentBegins: opened = try open()
            case .content(let range):
                guard let stream = opened?.stream else { throw SMIMEError.finished }
                var count: Int64 = 0
                try stream.update(piece.extracting(range)) { plain in
                    count += Int64(plain.byteCount)
                    try sink(plain)
                }
                byteCount += count
            case .contentEnds: break
            }
        }
        isUsable = true
    }

    /// The message is over: hands out the last bytes, once padding or tag are right. Throws `SMIMEError`.
    public mutating func finish(into sink: (RawSpan) throws -> Void) throws -> EnvelopeDescription {
        guard isUsable else { throw SMIMEError.finished }
        isUsable = false
        try reader.finish()
        guard let opened else { throw SMIMEError.finished }
        if tag.count != opened.parameters.tagByteCount { throw SMIMEError.cannotDecrypt }
        var count: Int64 = 0
        try opened.stream.finish(tag: tag) { plain in
            count += Int64(plain.byteCount)
            try sink(plain)
        }
        return EnvelopeDescription(
            kind: kind, cipher: opened.parameters.cipher, keyTransport: opened.transport,
            recipient: opened.recipient, byteCount: byteCount + count)
    }

    private mutating func take(_ element: BERElement) throws(SMIMEError) {
        if opened == nil {
            parts.append(element)
        } else if kind == .authEnvelopedData, element.tag == .context(1) {
            throw .authenticatedAttributes
        } else if kind == .authEnvelopedData, element.tag == .octetString {
            tag = element.joined
        }
    }

    /// Finds the recipient that we are, and begins to decrypt.
    private func open() throws(SMIMEError) -> Opened {
        guard parts.count >= 4, let recipients = parts.first(where: { $0.tag == .set }),
            let algorithm = parts.last, parts.dropLast().last?.oid != nil
        else { throw malformed("recipients or content cipher are missing") }
        let parameters = try CipherParameters(algorithm, at: reader.offset)
        guard parameters.cipher.isAuthenticated == (kind == .authEnvelopedData) else {
            throw malformed("the cipher does not fit the kind of message")
        }
        guard accepting.contains(parameters.cipher) else { throw .cipherRefused(parameters.cipher) }
        for info in recipients.children.compactMap(RecipientInfo.init) {
            guard let ours = keys.first(where: { $0.certificate.isMeant(by: info.identifier) }) else { continue }
            let transport = try info.keyTransport(at: reader.offset)
            let key = try ours.privateKey.unwrap(
                info.wrappedKey, by: transport, byteCount: parameters.cipher.keyByteCount)
            let stream = try CipherStream(parameters.cipher, key: key, vector: parameters.vector, .decrypt)
            return Opened(
                stream: stream, parameters: parameters, transport: transport, recipient: ours.certificate.fingerprint)
        }
        throw .notForUs
    }

    private func malformed(_ reason: String) -> SMIMEError { .malformed(offset: reader.offset, reason: reason) }
}
