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
    /// - Parameters:
    ///   - keys: our identities, current and former; the message says which of them it is for.
    ///   - accepting: other ciphers throw `SMIMEError.cipherRefused`.
    public init(keys: [Identity], accepting: Set<ContentCipher> = ContentCipher.current) {}

    /// Takes the next bytes of the message and hands out what they decrypt to. Throws `SMIMEError`, and what the sink throws.
    public mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        throw SMIMEError.finished
    }

    /// The message is over: hands out the last bytes, once padding or tag are right. Throws `SMIMEError`.
    public mutating func finish(into sink: (RawSpan) throws -> Void) throws -> EnvelopeDescription {
        throw SMIMEError.finished
    }
}
