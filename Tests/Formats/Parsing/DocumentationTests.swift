import Foundation
import Money
import Parsing
import Testing

/// The documentation's code, compiled and run: each block of Swift in the catalogue stands in this file, line by line.
@Suite struct DocumentationTests {
    @Test func everyBlockOfCodeStandsHere() throws {
        var root = URL(fileURLWithPath: #filePath)
        let own = try Self.lines(String(contentsOf: root, encoding: .utf8))
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let catalogue = root.appendingPathComponent("Sources/Formats/Parsing/Parsing.docc")
        let articles = try FileManager.default.contentsOfDirectory(at: catalogue, includingPropertiesForKeys: nil)
        var blocks = 0
        for article in articles where article.pathExtension == "md" {
            let parts = try String(contentsOf: article, encoding: .utf8).components(separatedBy: "```swift\n")
                .dropFirst()
            for part in parts {
                let block = Self.lines(part.components(separatedBy: "\n```").first ?? "")
                blocks += 1
                let isHere = own.indices.contains { own[$0...].starts(with: block) }
                #expect(isHere, "\(article.lastPathComponent): \(block.first ?? "")")
            }
        }
        #expect(blocks == 4)
    }

    /// Without indentation and empty lines, which differ.
    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    }

    enum SampleRules {
        static let all = [lengthWrong, digitWrong]
        static let lengthWrong = FindingRule(
            "sample.record.length", .error, meaning: "A record has ten characters.",
            cure: "Ask the sender for a correct file.", wrong: "12345", right: "1234567890")
        static let digitWrong = FindingRule(
            "sample.record.digit", .error, meaning: "A record is made of digits.",
            cure: "Ask the sender for a correct file.", wrong: "12345x7890", right: "1234567890", leavesGap: true)
    }

    struct SampleReader {
        private(set) var findings = FindingLog()
        private(set) var cents = CheckedSum()
        private var value: Int64 = 0
        private var length = 0
        private var offset = 0
        private var line = 1

        mutating func take(_ piece: RawSpan) {
            for index in 0..<piece.byteCount {
                let byte = piece.unsafeLoad(fromByteOffset: index, as: UInt8.self)
                if byte == 0x0A { endRecord() } else { take(byte) }
                offset += 1
            }
        }

        private mutating func take(_ byte: UInt8) {
            length += 1
            if length > 10 { return }
            guard (0x30...0x39).contains(byte) else {
                findings.add(SampleRules.digitWrong, "Character \(length) is no digit.", at: place)
                return
            }
            value = value * 10 + Int64(byte - 0x30)
        }

        private mutating func endRecord() {
            if length != 10 {
                findings.add(SampleRules.lengthWrong, "The record has \(length) characters, not 10.", at: place)
            }
            cents.add(value)
            value = 0
            length = 0
            line += 1
        }

        private var place: Location { Location(offset: offset, line: line) }
    }

    @Test func theSampleFindsItsFault() throws {
        var reader = SampleReader()
        let source = MemoryByteSource(Array("1234567890\n12345x7890\n".utf8), pieceSize: 3)
        try source.forEachPiece { reader.take($0) }
        print(reader.findings.verdict, reader.findings.kept.map(\.code))
        #expect(reader.findings.verdict == .rejected)
        #expect(reader.findings.kept.map(\.code) == ["sample.record.digit"])
        #expect(reader.findings.kept.first?.location == Location(offset: 16, line: 2))
    }
}
