import Foundation
import Parsing
import Testing

/// Whatever the size of pieces, a source gives all bytes, in order, and no empty piece.
@Suite struct ByteSourceTests {
    static func pieces(_ source: inout some ByteSource) throws -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        try source.forEachPiece { piece in pieces.append(piece.withUnsafeBytes { Array($0) }) }
        return pieces
    }

    static let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    @Test(arguments: [1, 2, 3, 7, 94, 999, 1000, 1001, 1 << 18])
    func memoryIsCutIntoPieces(size: Int) throws {
        var source = MemoryByteSource(Self.bytes, pieceSize: size)
        let pieces = try Self.pieces(&source)
        #expect(pieces.flatMap(\.self) == Self.bytes)
        #expect(pieces.dropLast().allSatisfy { $0.count == size } && pieces.allSatisfy { !$0.isEmpty })
    }

    @Test(arguments: [0, -5])
    func aSizeThatIsNoneMeansOneByte(size: Int) throws {
        var source = MemoryByteSource([1, 2, 3], pieceSize: size)
        #expect(try Self.pieces(&source) == [[1], [2], [3]])
    }

    @Test func nothingHasNoPieces() throws {
        var source = MemoryByteSource([])
        #expect(try Self.pieces(&source).isEmpty)
    }

    @Test func memoryCanBeReadTwice() throws {
        var source = MemoryByteSource(Self.bytes, pieceSize: 64)
        let first = try Self.pieces(&source)
        #expect(try Self.pieces(&source) == first)
    }

    @Test func whatTheBodyThrowsEndsTheReading() throws {
        struct Enough: Error {}
        let source = MemoryByteSource(Self.bytes, pieceSize: 10)
        var count = 0
        #expect(throws: Enough.self) {
            try source.forEachPiece { _ in
                count += 1
                if count == 3 { throw Enough() }
            }
        }
        #expect(count == 3)
    }

    private static func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("bytes-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url.path)
    }

    @Test(arguments: [1, 10, 1000, 4096])
    func aFileIsReadWhole(size: Int) throws {
        try Self.withFile(Self.bytes) { path in
            var source = FileByteSource(path: path, pieceSize: size)
            let pieces = try Self.pieces(&source)
            #expect(pieces.flatMap(\.self) == Self.bytes)
            #expect(pieces.allSatisfy { !$0.isEmpty && $0.count <= size })
            #expect(try Self.pieces(&source) == pieces)
        }
    }

    @Test func anEmptyFileHasNoPieces() throws {
        try Self.withFile([]) { path in
            var source = FileByteSource(path: path)
            let pieces = try Self.pieces(&source)
            #expect(pieces.isEmpty)
        }
    }

    @Test func aFileThatIsNotThereSaysSo() throws {
        let source = FileByteSource(path: "no/such/file")
        let failure = try #require(throws: FileReadFailure.self) { try source.forEachPiece { _ in } }
        #expect(failure.systemError == ENOENT && failure.path == "no/such/file")
        #expect(failure.description == "no/such/file: No such file or directory")
    }

    @Test func aFolderIsNoFile() throws {
        let source = FileByteSource(path: FileManager.default.temporaryDirectory.path)
        let failure = try #require(throws: FileReadFailure.self) { try source.forEachPiece { _ in } }
        #expect(failure.systemError == EISDIR)
    }
}
