// One zlib stream (RFC 1950) at work through a buffer of its own. Relies on zlib; no pointer of it leaves this file.

import CZlib

// Sendable because the one message that made it never hands it out, and messages cannot be copied.
final class ZlibStream: @unchecked Sendable {
    enum Direction: Sendable, Hashable {
        case inflate
        case deflate(level: Int)
    }

    private static let bufferByteCount = 64 << 10

    /// zlib keeps a pointer to the stream it began with, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let buffer: UnsafeMutableRawBufferPointer
    private let isInflating: Bool
    /// Whether the stream's own end has come.
    private(set) var isOver = false
    private(set) var taken: Int64 = 0
    private(set) var given: Int64 = 0

    init(_ direction: Direction) throws(SMIMEError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        buffer = .allocate(byteCount: Self.bufferByteCount, alignment: 64)
        isInflating = direction == .inflate
        let outcome =
            switch direction {
            case .inflate: hms_inflate_begin(stream)
            case .deflate(let level): hms_deflate_begin(stream, Int32(min(max(level, 1), 9)))
            }
        if outcome != Z_OK { throw .engine(operation: "begin a zlib stream") }
    }

    deinit {
        if isInflating { inflateEnd(stream) } else { deflateEnd(stream) }
        stream.deallocate()
        buffer.deallocate()
    }

    /// Works on the next bytes and hands out what comes of them. Throws `SMIMEError.compressionDamaged` for bytes that are no
    /// zlib stream, or stand behind its end.
    func update(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        if isOver, piece.byteCount > 0 { throw SMIMEError.compressionDamaged }
        // zlib counts in 32 bits.
        var done = 0
        while done < piece.byteCount {
            let count = min(piece.byteCount - done, 1 << 30)
            try work(on: piece.extracting(done..<done + count), flush: Z_NO_FLUSH, into: sink)
            done += count
        }
    }

    /// Deflating: no more bytes will come; hands out the rest.
    func finish(into sink: (RawSpan) throws -> Void) throws {
        try work(on: [UInt8]().span.bytes, flush: Z_FINISH, into: sink)
    }

    private func work(on piece: RawSpan, flush: Int32, into sink: (RawSpan) throws -> Void) throws {
        taken += Int64(piece.byteCount)
        try piece.withUnsafeBytes { bytes in
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.pointee.avail_in = UInt32(clamping: bytes.count)
            repeat {
                if isOver { throw SMIMEError.compressionDamaged }
                stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(clamping: buffer.count)
                let outcome = isInflating ? inflate(stream, flush) : deflate(stream, flush)
                guard outcome == Z_OK || outcome == Z_STREAM_END || outcome == Z_BUF_ERROR else {
                    throw SMIMEError.compressionDamaged
                }
                isOver = outcome == Z_STREAM_END
                let count = buffer.count - Int(stream.pointee.avail_out)
                given += Int64(count)
                if count > 0 { try sink(UnsafeRawBufferPointer(rebasing: buffer[0..<count]).bytes) }
                if outcome == Z_BUF_ERROR { break }
            } while stream.pointee.avail_in > 0 || (stream.pointee.avail_out == 0 && !isOver)
        }
    }
}
