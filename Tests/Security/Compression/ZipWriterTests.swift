import Foundation
import Testing

@testable import Compression

private let python = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
}

@Suite struct ZipWriterTests {
    private func zip(_ content: [UInt8], pieceSize: Int = 1 << 16) throws -> [UInt8] {
        var out: [UInt8] = []
        func take(_ piece: RawSpan) { piece.withUnsafeBytes { out.append(contentsOf: $0) } }
        var writer = try ZipWriter(name: "GlInterface.csv", year: 2026, month: 3, day: 9)
        try writer.begin(take)
        var start = 0
        while start < content.count {
            let end = min(content.count, start + pieceSize)
            try writer.write(Array(content[start..<end]).span.bytes, take)
            start = end
        }
        try writer.finish(take)
        return out
    }

    private static let text = Array(String(repeating: "NEW,300000001,2026/03/09,END\n", count: 40_000).utf8)

    @Test(.enabled(if: python != nil, "python3 is not installed"), arguments: [[], Array("x".utf8), text])
    func `an independent reader finds the file whole`(content: [UInt8]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "zip-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(zip(content)).write(to: folder.appending(path: "a.zip"))
        try Data(content).write(to: folder.appending(path: "plain"))
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1] + "/a.zip") as packed:
                assert packed.testzip() is None
                info, = packed.infolist()
                assert info.filename == "GlInterface.csv" and info.date_time == (2026, 3, 9, 0, 0, 0), info
                assert packed.read(info) == open(sys.argv[1] + "/plain", "rb").read()
            """
        let process = Process()
        process.executableURL = URL(filePath: try #require(python))
        process.arguments = ["-c", script, folder.path]
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(String(decoding: output, as: UTF8.self))")
    }

    @Test(arguments: [1000, 4096, 100_000]) func `equal content gives equal bytes, however it is cut`(piece: Int) throws
    {
        #expect(try zip(Self.text, pieceSize: piece) == zip(Self.text))
    }

    @Test func `it is smaller`() throws {
        #expect(try zip(Self.text).count < Self.text.count / 20)
    }
}
