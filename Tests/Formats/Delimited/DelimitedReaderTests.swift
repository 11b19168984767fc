import Parsing
import Testing

@testable import Delimited

@Suite struct DelimitedReaderTests {
    struct Read: Equatable {
        var rows: [[String]] = []
        var lines: [Int] = []
        var codes: [String] = []
    }

    static func read(_ bytes: [UInt8], pieceSize: Int = 1 << 16) throws -> Read {
        var result = Read()
        var reader = DelimitedReader()
        let source = MemoryByteSource(bytes, pieceSize: pieceSize)
        let take: (DelimitedRow) -> Void = { row in
            result.rows.append((0..<row.count).map { row.text($0) })
            result.lines.append(row.line)
        }
        try source.forEachPiece { piece in reader.push(piece, take) }
        reader.finish(take)
        result.codes = reader.findings.kept.map(\.code)
        return result
    }

    static func read(_ text: String) throws -> Read { try read(Array(text.utf8)) }

    @Test func rowsAndFields() throws {
        #expect(try Self.read("a,b\n1,2\n").rows == [["a", "b"], ["1", "2"]])
        #expect(try Self.read("a,b\r\n1,2\r\n").rows == [["a", "b"], ["1", "2"]])
        #expect(try Self.read("a,b\n1,2").rows == [["a", "b"], ["1", "2"]])
        #expect(try Self.read(",\n").rows == [["", ""]])
        #expect(try Self.read("a\n\n\r\nb\n").rows == [["a"], ["b"]])
        #expect(try Self.read("").rows.isEmpty)
    }

    @Test func quotedFields() throws {
        let read = try Self.read("\"a,\"\"b\"\"\nc\",2\n3,\"\"\n")
        #expect(read.rows == [["a,\"b\"\nc", "2"], ["3", ""]])
        #expect(read.lines == [1, 3])
        #expect(read.codes.isEmpty)
    }

    @Test func byteOrderMarkIsNoText() throws {
        #expect(try Self.read([0xEF, 0xBB, 0xBF, 0x61, 0x0A]).rows == [["a"]])
        #expect(try Self.read([0xEF, 0xBB]).codes == ["csv.encoding"])
    }

    @Test func aLoneCarriageReturnIsText() throws {
        #expect(try Self.read("a\rb,c\n").rows == [["a\rb", "c"]])
    }

    @Test func wrongQuotesAreTold() throws {
        #expect(try Self.read("a\"b,c\n").codes == ["csv.quote.in-field"])
        #expect(try Self.read("\"a\"b,c\n").codes == ["csv.quote.text-after"])
        #expect(try Self.read("\"a,c\n").codes == ["csv.quote.unterminated"])
        #expect(try Self.read("a\0b\n").codes == ["csv.nul"])
        #expect(try Self.read([0x61, 0xFF, 0x0A]).codes == ["csv.encoding"])
    }

    @Test func cutsAnywhereGiveTheSame() throws {
        let bytes = Array("\u{FEFF}id,\"na\"\"me\"\r\n1,\"Mül\nler\"\r\n\r\n2,x\ry\n3,\"\"".utf8)
        let whole = try Self.read(bytes)
        #expect(whole.rows.count == 4)
        for size in 1...bytes.count { #expect(try Self.read(bytes, pieceSize: size) == whole, "\(size)") }
    }

    @Test func endlessRowsAreBounded() throws {
        let long = [UInt8](repeating: 0x41, count: 3 << 20)
        #expect(try Self.read(long).codes == ["csv.row.too-long"])
        #expect(try Self.read([0x22] + long).codes.contains("csv.row.too-long"))
        #expect(try Self.read([UInt8](repeating: 0x2C, count: 5000)).codes == ["csv.row.too-many-fields"])
    }

    @Test func anyBytesEndInRows() throws {
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let alphabet: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x61, 0x00, 0xC3, 0xBC, 0xEF, 0xBB, 0xBF]
        for _ in 0..<5_000 {
            let bytes = (0..<next(30)).map { _ in alphabet[next(alphabet.count)] }
            let whole = try Self.read(bytes)
            #expect(try Self.read(bytes, pieceSize: 1 + next(5)) == whole)
        }
    }
}
