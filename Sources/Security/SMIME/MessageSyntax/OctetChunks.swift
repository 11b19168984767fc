// Cuts a content of unknown length into octet strings of one size, as a constructed octet string of BER holds them.

struct OctetChunks: Sendable {
    /// Octets of content in each chunk but the last.
    static let byteCount = 16 << 10
    private static let head = DER.head(.octetString, isConstructed: false, count: Int64(byteCount))

    private var chunk: [UInt8]

    init() {
        chunk = Self.head
        chunk.reserveCapacity(Self.head.count + Self.byteCount)
    }

    /// Takes more content and hands out the chunks that are full.
    mutating func take(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        var done = 0
        while done < piece.byteCount {
            let room = Self.head.count + Self.byteCount - chunk.count
            let count = min(room, piece.byteCount - done)
            piece.extracting(done..<done + count).withUnsafeBytes { chunk.append(contentsOf: $0) }
            done += count
            if count == room {
                try sink(chunk.span.bytes)
                chunk.removeSubrange(Self.head.count...)
            }
        }
    }

    /// The content is over: hands out the last chunk, unless it would be empty.
    mutating func finish(into sink: (RawSpan) throws -> Void) throws {
        let rest = Array(chunk.dropFirst(Self.head.count))
        if !rest.isEmpty { try sink(DER.octetString(rest).span.bytes) }
    }
}
