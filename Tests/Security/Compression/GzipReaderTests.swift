import Testing

@testable import Compression

@Suite struct GzipReaderTests {
    /// `printf hello | gzip -n`.
    static let hello: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x86,
        0xA6, 0x10, 0x36, 0x05, 0x00, 0x00, 0x00,
    ]

    private func unpack(_ bytes: [UInt8], pieceSize: Int = 1 << 16) throws -> String {
        var reader = try GzipReader()
        var text: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + pieceSize)
            try reader.read(Array(bytes[start..<end]).span.bytes) { piece in
                piece.withUnsafeBytes { text.append(contentsOf: $0) }
            }
            start = end
        }
        try reader.finish()
        return String(decoding: text, as: UTF8.self)
    }

    @Test(arguments: [1, 3, 100]) func unpacksInPieces(pieceSize: Int) throws {
        #expect(try unpack(Self.hello, pieceSize: pieceSize) == "hello")
        #expect(try unpack(Self.hello + Self.hello, pieceSize: pieceSize) == "hellohello")
    }

    @Test func everyCutIsNoticed() {
        for length in 0..<Self.hello.count {
            #expect(throws: GzipFault.self) { try unpack(Array(Self.hello.prefix(length))) }
        }
    }

    @Test func damageIsNoticed() {
        var damaged = Self.hello
        damaged[18] ^= 0xFF
        #expect(throws: GzipFault.damaged) { try unpack(damaged) }
    }
}
