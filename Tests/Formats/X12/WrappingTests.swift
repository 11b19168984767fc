// Interchanges cut into lines of eighty: what stands in and behind them is at its own place, however the file is cut.

import Parsing
import Testing

@testable import X12

@Suite struct WrappingTests {
    /// Cut into lines of eighty bytes.
    private static func wrapped(_ text: String, _ lineBreak: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for (offset, byte) in text.utf8.enumerated() {
            if offset > 0, offset.isMultiple(of: 80) { bytes += Array(lineBreak.utf8) }
            bytes.append(byte)
        }
        return bytes
    }

    private static let interchanges = [
        Fixtures.file,
        // Over before eight lines are.
        Fixtures.interchange([], control: "000000001"),
    ]

    @Test("What stands behind a wrapped interchange is found at its place", arguments: ["\n", "\r\n"], interchanges)
    func placesBehind(_ lineBreak: String, _ segments: [String]) throws {
        let interchange = Self.wrapped(Fixtures.text(segments, lineBreak: ""), lineBreak)
        let file = interchange + Array("\n\r\n\0\nrubbish\n\0\n".utf8)
        for size in [1, 7, 64, 80, 200, 513, 1 << 16] {
            let document = try Fixtures.read(file, pieceSize: size)
            let outside = [X12Findings.trailingData.code, X12Findings.dataOutside.code]
            let found = document.findings.kept.filter { outside.contains($0.rule.code) }
            let places: [Int] = found.map { $0.location.offset }
            #expect(places == [interchange.count + 3, interchange.count + 5], "in pieces of \(size)")
            #expect(document.interchanges.count == 1)
        }
    }

    @Test(
        "An interchange behind a wrapped one, wrapped or not, is read from where it begins", arguments: ["\n", "\r\n"])
    func interchangeBehind(_ lineBreak: String) throws {
        let first = Fixtures.text(Fixtures.file, lineBreak: "")
        let second = Fixtures.text(
            Fixtures.interchange(
                [Fixtures.group([Fixtures.set()], control: "2")], isa: Fixtures.isa(control: "000000002"),
                control: "000000002"))
        let begin = Self.wrapped(first, lineBreak).count + 1
        for behind in [Array(second.utf8), Self.wrapped(second.replacing("\n", with: ""), lineBreak)] {
            let file = Self.wrapped(first, lineBreak) + [0x0A] + behind
            for size in [1, 7, 80, 1 << 16] {
                let document = try Fixtures.read(file, pieceSize: size)
                #expect(document.interchanges.map(\.header.offset) == [0, begin], "in pieces of \(size)")
                #expect(document.verdict != .rejected)
            }
        }
    }

    @Test("A header whose lines are mostly empty is given up, not waited for")
    func endlessHeader() throws {
        let header = Array(Fixtures.isa().utf8)
        let file =
            header.prefix(80) + [UInt8](repeating: 0x0A, count: 1 << 20) + header.dropFirst(80)
        let document = try Fixtures.read(Array(file), pieceSize: 4096)
        #expect(document.verdict == .rejected)
    }
}
