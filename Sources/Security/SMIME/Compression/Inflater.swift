// Unpacks CompressedData (RFC 3274) as a stream, bounded so that a small message cannot become a flood.

/// Unpacks one compressed message, DER or BER, in pieces cut anywhere.
///
/// ```swift
/// var inflater = try Inflater(byteLimit: partner.largestMessage)
/// for piece in body { try inflater.take(piece) { try spool.write($0) } }
/// let byteCount = try inflater.finish()
/// ```
public struct Inflater: ~Copyable, Sendable {
    private let byteLimit: Int64
    private let ratio: Int64
    private let stream: ZlibStream
    private var reader = MessageReader()
    private var parts: [BERElement] = []
    private var isUsable = true

    /// - Parameters:
    ///   - byteLimit: more content throws `SMIMEError.contentTooLarge`.
    ///   - ratio: bytes of content allowed for each compressed byte, beyond the first mebibyte; more throws `.exploding`.
    public init(byteLimit: Int64, ratio: Int64 = 1_000) throws(SMIMEError) {
        let stream = try ZlibStream(.inflate)
        self.stream = stream
        self.byteLimit = byteLimit
        self.ratio = ratio
    }

    /// Takes the next bytes of the message and hands out what they unpack to. Throws `SMIMEError`, and what the sink throws.
    public mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        guard isUsable else { throw SMIMEError.finished }
        isUsable = false
        let (stream, byteLimit, ratio) = (stream, byteLimit, ratio)
        var cursor = 0
        while let event = try reader.next(in: piece, at: &cursor) {
            switch event {
            case .kind(let found):
                if found != .compressedData { throw SMIMEError.unexpectedContent(found: found) }
            case .part(let element): parts.append(element)
            case .contentBegins: try checkAlgorithm()
            case .content(let range):
                try stream.update(piece.extracting(range)) { plain in
                    if stream.given > byteLimit { throw SMIMEError.contentTooLarge(limit: byteLimit) }
                    if stream.given > 1 << 20, stream.given / max(1, stream.taken) > ratio {
                        throw SMIMEError.exploding(ratio: ratio)
                    }
                    try sink(plain)
                }
            case .contentEnds:
                if !stream.isOver { throw SMIMEError.compressionDamaged }
            }
        }
        isUsable = true
    }

    /// The message is over. Throws `SMIMEError` when it is not, or its zlib stream is not.
    /// - Returns: bytes of content.
    public mutating func finish() throws(SMIMEError) -> Int64 {
        guard isUsable else { throw .finished }
        isUsable = false
        try reader.finish()
        return stream.given
    }

    /// Version, compression, content type stand before the content.
    private func checkAlgorithm() throws(SMIMEError) {
        guard parts.count == 3, let oid = parts[1].child(0)?.oid, parts[2].oid != nil else {
            throw .malformed(offset: reader.offset, reason: "the compression is missing")
        }
        if oid != .zlib { throw .compressionUnknown(oid) }
    }
}
