// Messages of the shared generator, where it is there: every defect is found with its code, every valid variant is clean,
// and the figures are those that the generator counted itself.

import Foundation
import ISO20022
import Parsing
import Testing

@Suite struct GeneratedMessageTests {
    static let script = CorpusAgreementTests.folder.appendingPathComponent("../../tools/make-camt.py").standardized
    static let isThere =
        FileManager.default.fileExists(atPath: script.path)
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

    static func generate(_ arguments: [String]) throws -> (bytes: [UInt8], expected: [String: Any]) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("camt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("a.xml")
        let figures = folder.appendingPathComponent("a.json")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments =
            [script.path, "-n", "24", "--seed", "11", "-o", file.path, "--expect", figures.path] + arguments
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(arguments)")
        let expected = try JSONSerialization.jsonObject(with: Data(contentsOf: figures)) as? [String: Any]
        return (try Array(Data(contentsOf: file)), expected ?? [:])
    }

    /// The defect, its code, and where it stands: a path, or nothing where the file's bytes are to blame.
    static let defects: [(kind: String, code: String, path: String?)] = [
        ("balance", "camt.balance.equation", "Document/BkToCstmrStmt/Stmt[2]"),
        ("dup-stmt", "camt.statement.duplicate", "Document/BkToCstmrStmt/Stmt[2]"),
        ("seq-gap", "camt.statement.sequence-gap", "Document/BkToCstmrStmt/Stmt[2]"),
        ("bad-ccy", "camt.amount.currency", "Document/BkToCstmrStmt/Stmt[1]/Ntry[1]/Amt"),
        ("bad-amount", "camt.amount.malformed", "Document/BkToCstmrStmt/Stmt[1]/Ntry[1]/Amt"),
        ("bad-cdtdbt", "camt.entry.direction", "Document/BkToCstmrStmt/Stmt[1]/Ntry[1]/CdtDbtInd"),
        ("truncated", "iso20022.xml.truncated", nil),
        ("doctype", "iso20022.xml.document-type", nil),
        ("lol", "iso20022.xml.document-type", nil),
        ("batch-sum", "camt.batch.sum", nil),
        ("summary", "camt.summary.count", "Document/BkToCstmrStmt/Stmt[2]"),
        ("wrong-ns", "iso20022.message.version-unsupported", "Document"),
        ("no-opening", "camt.balance.no-opening", "Document/BkToCstmrStmt/Stmt[1]"),
        ("txdtls-ccy", "camt.detail.currency", "Document/BkToCstmrStmt/Stmt[1]/Ntry[1]"),
        ("future-date", "camt.statement.future-date", "Document/BkToCstmrStmt/Stmt[1]/Ntry[1]"),
        ("two-docs", "iso20022.xml.after-end", nil),
    ]

    @Test(.enabled(if: isThere, "the shared generator is not beside the project"), arguments: defects.map(\.kind))
    func defectsAreFoundAtTheirPlace(kind: String) throws {
        let defect = try #require(GeneratedMessageTests.defects.first { $0.kind == kind })
        let (bytes, _) = try GeneratedMessageTests.generate(
            ["--defect", kind, "--statements", "2", "--batch", "0.4"])
        _ = XMLAgreementTests.compare(bytes, pieceSize: 997, kind)
        let report = try read(bytes)
        let finding = try #require(report.findings.kept.first { $0.code == defect.code }, "\(report.codes)")
        if let path = defect.path { #expect(finding.location.path == path) }
        #expect(finding.location.line != nil)
        if finding.severity == .error { #expect(report.findings.verdict == .rejected) }
        // Nothing of what is whole is blamed too.
        #expect(Set(report.codes).subtracting([defect.code]).isEmpty, "\(report.codes)")
    }

    static let variants: [[String]] =
        ["052", "053", "054"].flatMap { message in
            (2...14).map {
                ["--message", message, "--version", $0 < 10 ? "0\($0)" : "\($0)", "--charges", "0.5", "--fx", "0.5"]
            }
        } + [
            ["--prefix", "ns2"], ["--bom"], ["--utf16"], ["--utf16", "--prefix", "camt", "--pretty"], ["--pretty"],
            ["--ccy", "JPY,BHD,EUR", "--statements", "3", "--accounts", "3"], ["--rmt", "sepa"], ["--rmt", "mixed"],
            ["--rmt", "none"], ["--pending", "0.3"], ["--reversals", "0.3"], ["--batch", "0.6", "--max-batch", "5"],
            ["--statements", "6", "--accounts", "2"], ["--no-header-summary"],
        ]

    @Test(.enabled(if: isThere, "the shared generator is not beside the project"), arguments: variants)
    func validVariantsAreClean(arguments: [String]) throws {
        let (bytes, expected) = try GeneratedMessageTests.generate(arguments)
        _ = XMLAgreementTests.compare(bytes, pieceSize: 997, "\(arguments)")
        let report = try read(bytes, pieceSize: 1000)
        #expect(report.findings.errorCount == 0 && report.findings.warningCount == 0, "\(report.codes)")
        #expect(report.kind?.rawValue == expected["message"] as? String)
        let statements = expected["statements"] as? [[String: Any]] ?? []
        #expect(report.statements.count == statements.count)
        for (ours, theirs) in zip(report.statements, statements) {
            #expect(ours.id == theirs["id"] as? String)
            #expect(ours.entries == (theirs["entries"] as? Int).map(Int64.init))
            #expect(ours.details == (theirs["txDetails"] as? Int).map(Int64.init))
            #expect(ours.credits?.minorUnits == (theirs["credits"] as? Int).map(Int64.init))
            #expect(ours.debits?.minorUnits == (theirs["debits"] as? Int).map(Int64.init))
            if report.kind == .statement { #expect(ours.balanced == true) }
        }
    }
}
