// Entries keep their texts wherever the pieces of a file are cut. Fixtures are of our own making.

import Parsing
import Testing

@testable import ISO20022

struct PieceBoundaryTests {
    private struct Texts: StatementHandler {
        var lines: [String] = []
        mutating func statementBegan(_ header: StatementHeader) {}
        mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) {}
        mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) {
            for detail in [nil] + entry.details.indices.map(Optional.init) {
                entry.forEachText(detail: detail) { field, text in
                    let value = text.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                    lines.append("\(entry.ordinal) \(detail ?? -1) \(field) \(value)")
                }
            }
        }
    }

    private static let document = SampleMessage.document(
        SampleMessage.statement(
            closing: "137.50",
            SampleMessage.entry(reference: "REF-1", details: SampleMessage.detail("12.50", extra: remittance("first"))),
            SampleMessage.entry(
                reference: "REF-2", details: SampleMessage.detail("12.50", extra: remittance("second"))),
            SampleMessage.entry(reference: "REF-3", details: SampleMessage.detail("12.50", extra: remittance("third"))))
    )

    private static func remittance(_ text: String) -> String { "<RmtInf><Ustrd>\(text)</Ustrd></RmtInf>" }

    private func read(pieceSize: Int) throws -> (lines: [String], report: ISO20022Report) {
        var source = MemoryByteSource(Array(PieceBoundaryTests.document.utf8), pieceSize: pieceSize)
        var texts = Texts()
        let report = try ISO20022Reader.read(&source, into: &texts)
        return (texts.lines, report)
    }

    @Test func textsDoNotDependOnWhereThePiecesEnd() throws {
        let whole = try read(pieceSize: 1 << 18)
        #expect(whole.lines.count == 9)
        #expect(whole.lines.contains("1 -1 servicerReference REF-2"))
        #expect(whole.lines.contains("2 0 unstructured third"))
        #expect(whole.report.findings.errorCount == 0)
        for size in 1..<PieceBoundaryTests.document.utf8.count {
            let cut = try read(pieceSize: size)
            #expect(cut.lines == whole.lines, "pieces of \(size) bytes")
            #expect(cut.report.findings.kept.map(\.code) == whole.report.findings.kept.map(\.code))
        }
    }
}
