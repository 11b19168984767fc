// Where a reader's bytes come from: pieces of a file, in order, through one reused buffer.
// Readers are fed pieces and never ask for a whole file.

/// A sequence of pieces of one file. A piece is valid only while `body` runs.
public protocol ByteSource {
    /// Calls `body` with each piece in order, none empty, until the end.
    mutating func forEachPiece(_ body: (RawSpan) throws -> Void) throws
}

/// Bytes already in memory, cut into pieces of a chosen size: for small documents, and for tests that cut at every byte.
public struct MemoryByteSource: ByteSource {
    private let bytes: [UInt8]
    private let pieceSize: Int

    public init(_ bytes: [UInt8], pieceSize: Int = 1 << 18) {
        self.bytes = bytes
        self.pieceSize = max(1, pieceSize)
    }

    public func forEachPiece(_ body: (RawSpan) throws -> Void) throws {
        var start = 0
        while start < bytes.count {
            let end = min(start + pieceSize, bytes.count)
            try body(bytes.span.bytes.extracting(start..<end))
            start = end
        }
    }
}
