// The bytes around findings, gathered in one more pass that stops behind the last of them: memory depends on how many
// places are asked for, not on the file. Relies on nothing but the source.

public import Parsing

/// Bytes of a document around one place.
public struct Excerpt: Sendable, Hashable {
    /// Byte of the document at which `bytes` begin.
    public let start: Int
    public internal(set) var bytes: [UInt8]
    /// Index in `bytes` of the place asked for; may be behind the last byte.
    public let focus: Int
}

public struct Excerpts: Sendable {
    /// Bytes kept before a place (a record's columns before the wrong one) and from it on.
    static let before = 512
    static let after = 1536
    /// Bytes of the document's beginning that are kept: the header line of a table.
    static let opening = 4096

    private var byOffset: [Int: Excerpt] = [:]
    /// The first bytes of the document.
    public private(set) var beginning: [UInt8] = []

    private struct Enough: Error {}

    /// Gathers the bytes around each of the offsets. Throws what the source throws.
    public init(of source: inout some ByteSource, around offsets: some Sequence<Int>) throws {
        var last = Excerpts.opening
        for offset in offsets where offset >= 0 {
            let start = max(0, offset - Excerpts.before)
            byOffset[offset] = Excerpt(start: start, bytes: [], focus: offset - start)
            last = max(last, offset.addingReportingOverflow(Excerpts.after).partialValue)
        }
        var position = 0
        do {
            try source.forEachPiece { piece in
                take(piece, at: position)
                position += piece.byteCount
                if position >= last { throw Enough() }
            }
        } catch is Enough {}
    }

    public subscript(offset: Int) -> Excerpt? {
        guard let excerpt = byOffset[offset], excerpt.focus < excerpt.bytes.count else { return nil }
        return excerpt
    }

    private mutating func take(_ piece: RawSpan, at position: Int) {
        Excerpts.copy(piece, at: position, from: 0, to: Excerpts.opening, into: &beginning)
        for offset in byOffset.keys {
            guard let start = byOffset[offset]?.start else { continue }
            if start >= position + piece.byteCount || offset + Excerpts.after <= position { continue }
            byOffset[offset].map { excerpt in
                var copy = excerpt
                Excerpts.copy(piece, at: position, from: start, to: offset + Excerpts.after, into: &copy.bytes)
                byOffset[offset] = copy
            }
        }
    }

    private static func copy(_ piece: RawSpan, at position: Int, from: Int, to end: Int, into bytes: inout [UInt8]) {
        let first = max(from, position) - position
        let last = min(end, position + piece.byteCount) - position
        guard first < last else { return }
        piece.extracting(first..<last).withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
}
