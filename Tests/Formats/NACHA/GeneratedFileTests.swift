// Files of the shared generator: valid variants are clean, and each kind of corruption is found at its record.

import Foundation
import Parsing
import Testing

@testable import NACHA

@Suite(.enabled(if: SharedCorpus.hasGenerator, "the shared generator is not beside the package"))
struct GeneratedFileTests {
    @Test(arguments: [
        ["--eol", "lf"], ["--eol", "crlf"], ["--eol", "none"], ["--balanced"], ["--sec", "ppd"], ["--sec", "ccd"],
        ["--balanced", "--sec", "ccd,ppd", "--eol", "crlf"],
    ])
    func `a valid file is accepted without a finding and rewritten unchanged`(options: [String]) throws {
        let bytes = try SharedCorpus.generated(["-n", "300", "-b", "5", "-s", "7"] + options)
        for size in [94, 95, 1 << 18] {
            let report = try Fixture.check(bytes, pieceSize: size)
            #expect(report.findings.kept.isEmpty)
            #expect(report.summary.batches == 5)
        }
        #expect(try RewriteTests.rewritten(bytes) == bytes)
    }

    /// Kind, code and columns; the record is the one the generator names, or the file control.
    struct Corruption: Sendable, CustomStringConvertible {
        let kind: String
        let code: String
        let columns: String?
        var description: String { kind }
    }

    static let corruptions = [
        Corruption(kind: "hash", code: "nacha.batch.entry-hash", columns: "11-20"),
        Corruption(kind: "total", code: "nacha.batch.total-debit", columns: "21-32"),
        Corruption(kind: "count", code: "nacha.batch.entry-count", columns: "5-10"),
        Corruption(kind: "batchcount", code: "nacha.file.batch-count", columns: "2-7"),
        Corruption(kind: "blockcount", code: "nacha.file.block-count", columns: "8-13"),
        Corruption(kind: "checkdigit", code: "nacha.entry.check-digit", columns: "12"),
        Corruption(kind: "trace", code: "nacha.entry.trace-order", columns: "80-94"),
        Corruption(kind: "dupe", code: "nacha.entry.trace-repeated", columns: "80-94"),
        Corruption(kind: "addendaflag", code: "nacha.entry.addenda-indicator", columns: "79"),
        Corruption(kind: "shortline", code: "nacha.record.truncated", columns: nil),
        Corruption(kind: "nocontrol", code: "nacha.batch.no-control", columns: nil),
        Corruption(kind: "badtype", code: "nacha.record.type", columns: "1"),
        Corruption(kind: "amount", code: "nacha.field.not-numeric", columns: "30-39"),
        Corruption(kind: "scc", code: "nacha.batch.service-class", columns: "2-4"),
    ]

    @Test(arguments: corruptions, [1, 2, 3])
    func `each corruption is found where it stands`(corruption: Corruption, seed: Int) throws {
        let (bytes, talk) = try SharedCorpus.generatedWithTalk([
            "-n", "60", "-b", "4", "-s", "\(seed)", "--corrupt", corruption.kind,
        ])
        let report = try Fixture.check(bytes)
        #expect(report.verdict == .rejected)
        let named = talk.split(separator: "corrupted record ").last?.split(separator: ":").first.flatMap { Int($0) }
        let control = bytes.split(separator: 0x0A).firstIndex { $0.starts(with: Array("90".utf8)) }
        let line = named ?? (control.map { $0 + 1 })
        let found = report.findings.kept.filter { $0.code == corruption.code }
        #expect(found.contains { $0.location.line == line && $0.location.element == corruption.columns })
    }
}
