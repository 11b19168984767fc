// Unpacks gzip (RFC 1952) piece by piece, bounded by a ratio so that a small file cannot become a flood.
// Relies on zlib; no pointer of it leaves this file.

import CZlib

/// Why packed bytes cannot be unpacked.
public enum GzipFault: Error, Sendable, Hashable, CustomStringConvertible {
    case damaged
    case truncated
    /// More than `ratio` bytes for each byte packed.
    case exploding(ratio: Int64)

    public var description: String {
        switch self {
        case .damaged: "the gzip stream is damaged"
        case .truncated: "the gzip stream is cut off"
        case .exploding(let ratio): "the gzip stream unpacks to more than \(ratio) times its size"
        }
    }
}

/// Unpacks one gzip file, also one of several members.
public struct GzipReader: ~Copyable {
    /// zlib keeps a pointer to the stream it began with, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableRawBufferPointer
    private let ratio: Int64
    private var taken: Int64 = 0
    private var given: Int64 = 0
    private var isAtMemberEnd = false

    /// - Parameter ratio: unpacked bytes allowed for each packed byte, beyond the first mebibyte.
    public init(ratio: Int64 = 1_000) throws(GzipFault) {
        self.ratio = ratio
        output = .allocate(byteCount: 1 << 18, alignment: 64)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        if hms_inflate_gzip_begin(stream) != Z_OK { throw .damaged }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Whether a file begins like gzip.
    public static func looksLikeGzip(_ beginning: some Sequence<UInt8>) -> Bool {
        Array(beginning.prefix(3)) == [0x1F, 0x8B, 0x08]
    }

    /// Takes the next packed piece and hands out what it unpacks to.
    public mutating func read(_ piece: RawSpan, _ body: (RawSpan) throws -> Void) throws {
        taken += Int64(piece.byteCount)
        try piece.withUnsafeBytes { packed in
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: packed.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.pointee.avail_in = UInt32(clamping: packed.count)
            while stream.pointee.avail_in > 0 {
                if isAtMemberEnd {
                    if inflateReset(stream) != Z_OK { throw GzipFault.damaged }
                    isAtMemberEnd = false
                }
                try inflateOnce(body)
            }
        }
    }

    /// The packed bytes are over. Throws `truncated` when the stream is not.
    public func finish() throws(GzipFault) {
        if !isAtMemberEnd { throw .truncated }
    }

    private mutating func inflateOnce(_ body: (RawSpan) throws -> Void) throws {
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(clamping: output.count)
        let code = inflate(stream, Z_NO_FLUSH)
        guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw GzipFault.damaged }
        let count = output.count - Int(stream.pointee.avail_out)
        given += Int64(count)
        if given > 1 << 20, given / max(1, taken) > ratio { throw GzipFault.exploding(ratio: ratio) }
        if count > 0 { try body(UnsafeRawBufferPointer(rebasing: output[0..<count]).bytes) }
        isAtMemberEnd = code == Z_STREAM_END
        if code == Z_BUF_ERROR && count == 0 { throw GzipFault.damaged }
    }
}
