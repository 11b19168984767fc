// A file read into records and written again is the same file, byte for byte.

import Parsing
import Testing

@testable import NACHA

@Suite struct RewriteTests {
    static func rewritten(_ bytes: [UInt8], pieceSize: Int = 1 << 18) throws -> [UInt8] {
        var source = MemoryByteSource(bytes, pieceSize: pieceSize)
        var output: [UInt8] = []
        try NACHARewriter.rewrite(&source) { piece in
            for index in 0..<piece.byteCount { output.append(piece.unsafeLoad(fromByteOffset: index, as: UInt8.self)) }
        }
        return output
    }

    @Test(
        .enabled(if: SharedCorpus.isPresent, "the shared sample files are not beside the package"),
        arguments: SharedCorpus.rows.filter { $0["verdict"] == "valid" })
    func `every valid sample comes back byte for byte`(row: SharedCorpus.Row) throws {
        let bytes = try SharedCorpus.bytes(row["file"])
        #expect(try Self.rewritten(bytes) == bytes)
    }

    @Test(arguments: ["\n", "\r\n", "\r", ""]) func `every kind of line end is kept`(end: String) throws {
        let bytes = Fixture.file(Fixture.healthcare, end: end)
        for size in [1, 95, 1 << 18] { #expect(try Self.rewritten(bytes, pieceSize: size) == bytes) }
    }

    @Test func `cut blanks, extra blanks, blank lines and a missing last line end are kept`() throws {
        var lines = Fixture.payroll
        lines[1] += "   "
        let text = lines.joined(separator: "\r\n") + "\n\n  \r\n" + String(repeating: "9", count: 94)
        let bytes = Array(text.utf8)
        #expect(try Self.rewritten(bytes) == bytes)
    }

    @Test func `a record is laid out from its fields`() throws {
        let bytes = Fixture.file([Fixture.payroll[2]], filled: false, end: "")
        let read = NACHARecord(EntryFields.general, reading: bytes.span.bytes)
        var record = try #require(read)
        #expect(record[EntryFields.name] == "ALEX ABBOTT")
        #expect(record.number(EntryFields.amount) == 10_000)
        record.set(EntryFields.amount, 7)
        var output: [UInt8] = []
        record.write(to: &output)
        let expected = Fixture.changed([Fixture.payroll[2]], line: 1, column: 30, "0000000007")
        #expect(output == Fixture.file(expected, filled: false, end: ""))
    }

    @Test func `a record of no known type is refused with its place`() throws {
        let bytes = Fixture.file(Fixture.changed(Fixture.payroll, line: 3, column: 1, "4"))
        let refusal = #expect(throws: NACHARewriteRefusal.self) { try Self.rewritten(bytes) }
        #expect(refusal?.line == 3 && refusal?.offset == 190)
    }
}
