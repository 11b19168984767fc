import Foundation
import ISO20022
import Parsing
import Testing

/// Agreement with an independent reader's figures over a collection of public and hand-made messages, where it is there.
@Suite struct CorpusAgreementTests {
    static let folder: URL = {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("../shared/corpus/camt").standardized
    }()
    static let isThere = FileManager.default.fileExists(atPath: folder.appendingPathComponent("INDEX.tsv").path)

    struct Row {
        let fields: [String: String]
        subscript(_ name: String) -> String { fields[name] ?? "" }
    }

    static func rows() throws -> [Row] {
        let text = try String(contentsOf: folder.appendingPathComponent("INDEX.tsv"), encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        guard let names = lines.first else { return [] }
        return lines.dropFirst().map { line in
            Row(
                fields: Dictionary(
                    zip(names.map(String.init), line.map(String.init)), uniquingKeysWith: { first, _ in first }))
        }
    }

    /// Where we differ on the verdict, and why.
    static let argued: [String: String] = [
        "camt--camt053.v2.minimal.xml":
            "closing balance in SEK on an account kept in EUR, refused as in ea-ccy-mismatch",
        "camt_parser--valid_example_with_datetime.xml":
            "TxsSummry counts 14 entries where 1 is, refused as in ea-summary-off",
        "pyiso20022--gs_camt-camt053_001_02.xml":
            "TxsSummry counts 14 entries where 15 are, refused as in ea-summary-off",
        "iso20022--FI_camt_052_sample.xml": "RF reference with wrong check digits, refused as in ea-bad-rf",
    ]
    /// Where the index itself gives no whole minor units.
    static let figuresArgued: Set<String> = ["ea-sub-minor.xml"]

    @Test(.enabled(if: isThere, "the shared corpus is not beside the project"))
    func verdictsAgree() throws {
        for row in try CorpusAgreementTests.rows() {
            let name = row["file"]
            let path = CorpusAgreementTests.folder.appendingPathComponent(name).path
            var source = FileByteSource(path: path)
            let report = try ISO20022Reader.read(&source)
            let wanted: Verdict =
                switch row["validity"] {
                case "valid": .accepted
                case "lenient": .warnings
                default: .rejected
                }
            if CorpusAgreementTests.argued[name] != nil {
                #expect(report.findings.verdict != wanted, "\(name) no longer needs an argument")
                continue
            }
            #expect(report.findings.verdict == wanted, "\(name): \(row["why"]) \(report.codes)")
            if row["msg"] != "?" { #expect(report.kind?.rawValue == row["msg"], "\(name)") }
        }
    }

    @Test(.enabled(if: isThere, "the shared corpus is not beside the project"))
    func figuresAgree() throws {
        for row in try CorpusAgreementTests.rows() where row["msg"].hasPrefix("camt") {
            let name = row["file"]
            if row["why"].hasPrefix("SCHEMA") || CorpusAgreementTests.figuresArgued.contains(name) { continue }
            var source = FileByteSource(path: CorpusAgreementTests.folder.appendingPathComponent(name).path)
            let statements = try ISO20022Reader.read(&source).statements
            let wanted =
                try JSONSerialization.jsonObject(with: Data(row["per_statement"].utf8)) as? [[String: Any]] ?? []
            #expect(statements.count == wanted.count, "\(name)")
            #expect(statements.reduce(0) { $0 + Int($1.details) } == Int(row["txdtls"]) ?? 0, "\(name)")
            for (ours, theirs) in zip(statements, wanted) {
                #expect(ours.id == theirs["id"] as? String ?? "", "\(name)")
                #expect(ours.entries == (theirs["entries"] as? Int).map(Int64.init), "\(name)")
                let equation = ours.balanced.map { $0 ? "holds" : "fails" } ?? "n/a"
                #expect(equation == theirs["equation"] as? String, "\(name)")
                let opening = theirs["open"] as? [String: Any]
                #expect(ours.opening?.minorUnits == (opening?["minor"] as? Int).map(Int64.init), "\(name)")
                let closing = theirs["close"] as? [String: Any]
                #expect(ours.closing?.minorUnits == (closing?["minor"] as? Int).map(Int64.init), "\(name)")
                for (code, sum) in theirs["sum_booked"] as? [String: Int] ?? [:] where code == ours.currency {
                    let net = (ours.credits?.minorUnits ?? 0) - (ours.debits?.minorUnits ?? 0)
                    #expect(net == Int64(sum), "\(name)")
                }
            }
        }
    }
}
