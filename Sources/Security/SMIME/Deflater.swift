// Packs content as CompressedData (RFC 3274), as a stream in constant memory.

/// Packs one compressed message: BER with indefinite lengths, since its length is not known before its end.
public struct Deflater: ~Copyable, Sendable {
    /// - Parameter level: zlib's, 1 (fast) to 9 (small).
    public init(level: Int = 6) throws(SMIMEError) { throw .finished }

    /// Takes the next bytes of content and hands out the message as far as it goes.
    public mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        throw SMIMEError.finished
    }

    /// The content is over: hands out the rest of the message.
    public mutating func finish(into sink: (RawSpan) throws -> Void) throws {
        throw SMIMEError.finished
    }
}
