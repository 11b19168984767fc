import Foundation
import Parsing
import Testing

@testable import Inspection

/// Verdicts over the shared sample files, whatever their kind, through the one door that users have.
@Suite struct CorpusVerdictTests {
    static let corpus = URL(filePath: #filePath).appending(path: "../../../../../shared/corpus").standardizedFileURL
    static let isThere = FileManager.default.fileExists(atPath: corpus.path)

    /// Rows where we hold the rule against the index, with the rule.
    static let argued: [String: String] = [
        "camt--camt053.v2.minimal.xml": "a closing balance in another currency than the account's cannot be proven",
        "camt_parser--valid_example_with_datetime.xml": "TxsSummry counts 14 entries, one is there",
        "pyiso20022--gs_camt-camt053_001_02.xml": "TxsSummry counts 14 entries, 15 are there",
        "iso20022--FI_camt_052_sample.xml": "the check digits of the RF reference are wrong",
        "bad-cas-zero.edi": "its own acknowledgement column asks for a warning",
        "bad-isa-receiver.edi": "only a configuration knows who the receiver should be",
        "pub-inteligenz__Acknowledgments__999_DHS_Wisconsin_Sample.txt": "begins with a byte order mark",
        "pub-inteligenz__FIN__824_FromTmhpSpec.txt": "begins with a byte order mark",
        "pub-stupidedi__005010_X186A1_AG824_pass_partial-transaction-set-reject-reporting.edi":
            "begins with a byte order mark",
        "pub-stupidedi__005010_X186A1_AG824_pass_positive-acknowledgment.edi": "begins with a byte order mark",
        "pub-stupidedi__005010_X230_FA997_pass_response-to-functional-group-containing-837s.edi":
            "begins with a byte order mark",
        "ccd-addenda-100k.ach.gz": "packed; the NACHA suite unpacks it",
    ]

    @Test(.enabled(if: isThere, "the shared corpus is not beside the checkout"), arguments: ["nacha", "x12", "camt"])
    func verdictsAgreeWithTheIndex(folder: String) throws {
        let index = try String(contentsOf: Self.corpus.appending(path: "\(folder)/INDEX.tsv"), encoding: .utf8)
        let lines = index.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        let header = try #require(lines.first).map(String.init)
        let column = try #require(header.firstIndex { ["verdict", "valid", "validity"].contains($0) })
        var agreed = 0
        for fields in lines.dropFirst() where fields.count > column {
            let name = String(fields[0])
            if Self.argued[name] != nil { continue }
            var source = FileByteSource(path: Self.corpus.appending(path: "\(folder)/\(name)").path)
            let inspection = try Inspector.inspect(&source)
            let expected = Self.verdicts(of: String(fields[column]))
            #expect(
                expected.contains(inspection.verdict),
                "\(folder)/\(name): \(fields[column]) became \(inspection.verdict): \(inspection.findings.kept.map(\.code))"
            )
            agreed += 1
        }
        #expect(agreed > 80)
    }

    /// Padding deviations of valid NACHA files are warnings, so `valid` allows both.
    private static func verdicts(of text: String) -> Set<Verdict> {
        if text.contains("tolerated") || text.contains("odd") || text == "lenient" { return [.warnings] }
        return text.hasPrefix("valid") ? [.accepted, .warnings] : [.rejected]
    }
}
