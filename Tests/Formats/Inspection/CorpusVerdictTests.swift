import Foundation
import Parsing
import Testing

@testable import Inspection

/// Verdicts over the shared sample files, whatever their kind, through the one door that users have.
@Suite struct CorpusVerdictTests {
    static let corpus = URL(filePath: #filePath).appending(path: "../../../../../shared/corpus").standardizedFileURL
    static let isThere = FileManager.default.fileExists(atPath: corpus.path)

    /// Verdicts in which we hold the rule against the index; the arguments stand beside the script that prints the agreement.
    static let argued: Set<String> = {
        let list = URL(filePath: #filePath).appending(path: "../../../Agreement/argued.tsv").standardizedFileURL
        let text = (try? String(contentsOf: list, encoding: .utf8)) ?? ""
        return Set(
            text.split(separator: "\n").compactMap { line in
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                return fields.count == 4 && fields[2] == "verdict" ? "\(fields[0])/\(fields[1])" : nil
            })
    }()

    @Test(.enabled(if: isThere, "the shared corpus is not beside the checkout"), arguments: ["nacha", "x12", "camt"])
    func verdictsAgreeWithTheIndex(folder: String) throws {
        let index = try String(contentsOf: Self.corpus.appending(path: "\(folder)/INDEX.tsv"), encoding: .utf8)
        let lines = index.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        let header = try #require(lines.first).map(String.init)
        let column = try #require(header.firstIndex { ["verdict", "valid", "validity"].contains($0) })
        var agreed = 0
        for fields in lines.dropFirst() where fields.count > column {
            let name = String(fields[0])
            // Packed: the suite of NACHA unpacks it.
            if name.hasSuffix(".gz") || Self.argued.contains("\(folder)/\(name)") { continue }
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
