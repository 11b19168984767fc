import Foundation
import Parsing
import Testing

@testable import Inspection

/// Inputs that once broke a reader, and small files of every kind: read whole, and byte by byte, they give the same findings.
@Suite struct FuzzingFindingsTests {
    static let files: [String] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fuzzing/Findings")
            .standardized
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.contains("/") }.sorted().map { folder.appending(path: $0).path }
    }()

    @Test func thereAreSome() { #expect(Self.files.count >= 8) }

    @Test(arguments: files) func findingsDoNotDependOnTheCut(_ file: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        var whole = MemoryByteSource(bytes)
        let expected = try Inspector.inspect(&whole).findings
        for size in [1, 7, 94, 95, 1000] {
            var pieces = MemoryByteSource(bytes, pieceSize: size)
            let found = try Inspector.inspect(&pieces).findings
            #expect(found.kept == expected.kept, "\(file) in pieces of \(size)")
            #expect(found.counts == expected.counts, "\(file) in pieces of \(size)")
        }
    }
}
