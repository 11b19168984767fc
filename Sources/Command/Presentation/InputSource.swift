// A file or standard input as a byte source, unpacked on the way where it is gzip, and watched where somebody waits for it.

import Compression
import Parsing

struct InputSource: ByteSource {
    private enum Base {
        case file(FileByteSource)
        case standardInput(StandardInput)
    }

    private var base: Base
    private var isPacked = false
    private let progress: Progress?

    private struct Enough: Error {}

    /// `-` is standard input. Throws `FileReadFailure`.
    init(_ name: String, progress: Progress? = nil) throws {
        base = name == "-" ? .standardInput(StandardInput()) : .file(FileByteSource(path: name))
        self.progress = progress
        var beginning: [UInt8] = []
        do {
            try forEachRawPiece { piece in
                piece.extracting(first: 3 - beginning.count).withUnsafeBytes { beginning.append(contentsOf: $0) }
                if beginning.count >= 3 { throw Enough() }
            }
        } catch is Enough {}
        isPacked = GzipReader.looksLikeGzip(beginning)
    }

    mutating func forEachPiece(_ body: (RawSpan) throws -> Void) throws {
        let progress = progress
        progress?.begin()
        defer { progress?.end() }
        if !isPacked {
            try forEachRawPiece { piece in
                progress?.took(piece.byteCount)
                try body(piece)
            }
            return
        }
        var reader = try GzipReader()
        try forEachRawPiece { piece in
            progress?.took(piece.byteCount)
            try reader.read(piece, body)
        }
        try reader.finish()
    }

    private mutating func forEachRawPiece(_ body: (RawSpan) throws -> Void) throws {
        switch base {
        case .file(let file): try file.forEachPiece(body)
        case .standardInput(var input):
            defer { base = .standardInput(input) }
            try input.forEachPiece(body)
        }
    }
}
