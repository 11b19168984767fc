// Packs content as CompressedData (RFC 3274), as a stream in constant memory.

/// Packs one compressed message: BER with indefinite lengths, since its length is not known before its end.
///
/// ```swift
/// var deflater = try Deflater()
/// for piece in content { try deflater.take(piece) { try file.write($0) } }
/// try deflater.finish { try file.write($0) }
/// ```
public struct Deflater: ~Copyable, Sendable {
    private let stream: ZlibStream
    private var chunks = OctetChunks()
    private var isBegun = false
    private var isUsable = true

    private static let head: [UInt8] =
        [0x30, 0x80] + DER.oid(.compressedData) + [0xA0, 0x80, 0x30, 0x80] + DER.integer(0)
        + DER.algorithm(.zlib, nil) + [0x30, 0x80] + DER.oid(.data) + [0xA0, 0x80, 0x24, 0x80]

    /// The ends of the six elements that the head leaves open.
    private static let tail = [UInt8](repeating: 0, count: 12)

    /// - Parameter level: zlib's, 1 (fast) to 9 (small).
    public init(level: Int = 6) throws(SMIMEError) {
        let stream = try ZlibStream(.deflate(level: level))
        self.stream = stream
    }

    /// Takes the next bytes of content and hands out the message as far as it goes. Throws what the sink throws.
    public mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        guard isUsable else { throw SMIMEError.finished }
        isUsable = false
        try giveHead(into: sink)
        let stream = stream
        try stream.update(piece) { try chunks.take($0, into: sink) }
        isUsable = true
    }

    /// The content is over: hands out the rest of the message.
    public mutating func finish(into sink: (RawSpan) throws -> Void) throws {
        guard isUsable else { throw SMIMEError.finished }
        isUsable = false
        try giveHead(into: sink)
        let stream = stream
        try stream.finish { try chunks.take($0, into: sink) }
        try chunks.finish(into: sink)
        try sink(Self.tail.span.bytes)
    }

    private mutating func giveHead(into sink: (RawSpan) throws -> Void) throws {
        if isBegun { return }
        isBegun = true
        try sink(Self.head.span.bytes)
    }
}
