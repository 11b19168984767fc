// Agreement with the index of the shared sample files: verdict and figures of every row.

import Money
import Parsing
import Testing

@testable import NACHA

@Suite(.enabled(if: SharedCorpus.isPresent, "the shared sample files are not beside the package"))
struct CorpusAgreementTests {
    @Test(arguments: SharedCorpus.rows)
    func `verdict and figures are those of the index`(row: SharedCorpus.Row) throws {
        var source = MemoryByteSource(try SharedCorpus.bytes(row["file"]))
        let report = try NACHAReader.check(&source)
        let codes = report.findings.counts.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", ")
        if row["verdict"] == "invalid" {
            #expect(report.verdict == .rejected, "\(row["why"]): \(codes)")
        } else if row["deviations_a_lenient_reader_may_accept"] == "-" {
            #expect(report.verdict != .rejected, "\(codes)")
        } else {
            #expect(report.verdict == .warnings, "\(codes)")
        }
        let summary = report.summary
        let figures = [
            "batches": Int64(summary.batches), "entries": Int64(summary.entries), "addenda": Int64(summary.addenda),
            "debit_cents": summary.debitCents, "credit_cents": summary.creditCents,
        ]
        for (name, figure) in figures where row[name] != "-" {
            #expect("\(figure)" == row[name], "\(name)")
        }
    }

    @Test(arguments: SharedCorpus.rows.filter { !$0["file"].hasSuffix(".gz") && !$0["file"].contains("5000") })
    func `any cut into pieces gives the same report`(row: SharedCorpus.Row) throws {
        let bytes = try SharedCorpus.bytes(row["file"])
        var whole = MemoryByteSource(bytes)
        let expected = try NACHAReader.check(&whole)
        for size in [1, 7, 94, 95, 1000] {
            var pieces = MemoryByteSource(bytes, pieceSize: size)
            let report = try NACHAReader.check(&pieces)
            #expect(report.summary == expected.summary, "pieces of \(size)")
            #expect(report.findings.kept == expected.findings.kept, "pieces of \(size)")
        }
    }
}
