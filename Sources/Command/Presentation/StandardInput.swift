// Standard input as a byte source that can be begun anew: what was read first is kept, up to a bound, since a document is
// looked at before it is read, and again to quote its lines.

import Glibc
import Parsing

struct StandardInput: ByteSource {
    /// Bytes kept for another pass.
    private static let limit = 8 << 20

    private var kept: [UInt8] = []
    /// Everything read so far is kept.
    private var isWhole = true
    private var isAtEnd = false

    /// A second whole pass gives only what was kept. Throws `FileReadFailure`.
    mutating func forEachPiece(_ body: (RawSpan) throws -> Void) throws {
        let replayed = kept
        if !replayed.isEmpty { try body(replayed.span.bytes) }
        if !isWhole || isAtEnd { return }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw FileReadFailure.last("standard input") }
            if count == 0 {
                isAtEnd = true
                return
            }
            if isWhole, kept.count + count <= StandardInput.limit {
                kept.append(contentsOf: buffer[..<count])
            } else {
                isWhole = false
            }
            try body(buffer.span.bytes.extracting(first: count))
        }
    }
}
