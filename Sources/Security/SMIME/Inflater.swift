// Unpacks CompressedData (RFC 3274) as a stream, bounded so that a small message cannot become a flood.

/// Unpacks one compressed message, DER or BER, in pieces cut anywhere.
///
/// ```swift
/// var inflater = try Inflater(byteLimit: partner.largestMessage)
/// for piece in body { try inflater.take(piece) { try spool.write($0) } }
/// let byteCount = try inflater.finish { try spool.write($0) }
/// ```
public struct Inflater: ~Copyable, Sendable {
    /// - Parameters:
    ///   - byteLimit: more content throws `SMIMEError.contentTooLarge`.
    ///   - ratio: bytes of content allowed for each compressed byte, beyond the first mebibyte; more throws `.exploding`.
    public init(byteLimit: Int64, ratio: Int64 = 1_000) throws(SMIMEError) { throw .finished }

    /// Takes the next bytes of the message and hands out what they unpack to. Throws `SMIMEError`, and what the sink throws.
    public mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        throw SMIMEError.finished
    }

    /// The message is over. Throws `SMIMEError` when it is not, or its zlib stream is not.
    /// - Returns: bytes of content.
    public mutating func finish(into sink: (RawSpan) throws -> Void) throws -> Int64 {
        throw SMIMEError.finished
    }
}
