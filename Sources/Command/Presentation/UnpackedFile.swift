// A file as a byte source, unpacked on the way where it is gzip.

import Compression
import Parsing

struct UnpackedFile: ByteSource {
    private let file: FileByteSource
    private let isPacked: Bool

    private struct Enough: Error {}

    init(path: String) throws {
        file = FileByteSource(path: path)
        var beginning: [UInt8] = []
        do {
            try file.forEachPiece { piece in
                piece.extracting(first: 3).withUnsafeBytes { beginning.append(contentsOf: $0) }
                throw Enough()
            }
        } catch is Enough {}
        isPacked = GzipReader.looksLikeGzip(beginning)
    }

    func forEachPiece(_ body: (RawSpan) throws -> Void) throws {
        if !isPacked { return try file.forEachPiece(body) }
        var reader = try GzipReader()
        try file.forEachPiece { try reader.read($0, body) }
        try reader.finish()
    }
}
