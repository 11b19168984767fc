// Agreement with a corpus of X12 files kept beside the project: verdict and every figure of its index.
// Skipped where the corpus is absent.

import Foundation
import Money
import Parsing
import Testing

@testable import X12

private enum Corpus {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/corpus/x12").standardized
    static let index = folder.appending(path: "INDEX.tsv")
    static var isThere: Bool { FileManager.default.fileExists(atPath: index.path) }

    static func rows() throws -> [[String: String]] {
        let lines = try String(contentsOf: index, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
    }

    static func document(_ name: String, receivers: [InterchangeParty]? = nil) throws -> X12Document {
        let data = try Data(contentsOf: folder.appending(path: name))
        var options = X12Reader.Options()
        options.receivers = receivers
        var source = MemoryByteSource(Array(data))
        return try X12Reader.document(of: &source, options: options)
    }
}

/// Where we judge otherwise than the index, and why.
private let disagreements: [String: Verdict] = [
    // "valid", but begins with a byte order mark, which the index elsewhere calls tolerated with a warning.
    "pub-inteligenz__Acknowledgments__999_DHS_Wisconsin_Sample.txt": .warnings,
    "pub-inteligenz__FIN__824_FromTmhpSpec.txt": .warnings,
    "pub-inteligenz__Acknowledgments_TechnicalAcknowledgment_SampleFromJeffN825.txt": .warnings,
    "pub-stupidedi__005010_X186A1_AG824_pass_partial-transaction-set-reject-reporting.edi": .warnings,
    "pub-stupidedi__005010_X186A1_AG824_pass_positive-acknowledgment.edi": .warnings,
    "pub-stupidedi__005010_X230_FA997_pass_response-to-functional-group-containing-837s.edi": .warnings,
]

@Suite(.enabled(if: Corpus.isThere, "needs ../shared/corpus/x12"))
struct CorpusAgreementTests {
    private func expectedVerdict(_ row: [String: String]) -> Verdict {
        let name = row["file"] ?? ""
        if let verdict = disagreements[name] { return verdict }
        let valid = row["valid"] ?? ""
        if valid.hasPrefix("valid, tolerated") { return .warnings }
        if valid.hasPrefix("valid") { return .accepted }
        return (row["expected_ack"] ?? "").hasSuffix("warn") ? .warnings : .rejected
    }

    /// Our own identifiers as far as a file needs them.
    private func receivers(_ name: String) -> [InterchangeParty]? {
        name == "bad-isa-receiver.edi" ? [InterchangeParty(qualifier: "ZZ", identifier: "HMSACH")] : nil
    }

    @Test("The verdict of every file is the index's")
    func verdicts() throws {
        for row in try Corpus.rows() {
            let name = row["file"] ?? ""
            let document = try Corpus.document(name, receivers: receivers(name))
            let codes = Set(document.findings.kept.filter { $0.severity > .notice }.map(\.code)).sorted()
            #expect(document.verdict == expectedVerdict(row), "\(name): \(codes)")
        }
    }

    @Test("The figures of every file are the index's")
    func figures() throws {
        for row in try Corpus.rows() {
            let name = row["file"] ?? ""
            let document = try Corpus.document(name)
            let payments = document.summary.transactions.compactMap(\.payment)
            let claims = payments.filter { $0.kind == .claimPayment }
            let orders = payments.filter { $0.kind == .paymentOrder }
            let found: [String: String] = [
                "tx": String(document.summary.transactionCount),
                "bpr02": sum(payments, \.hundredths, missing: 0),
                "trn02": payments.filter { $0.hundredths != nil || !$0.handling.isEmpty }.map(\.trace)
                    .joined(separator: "|"),
                "claims": String(claims.map(\.claims).reduce(0, +)),
                "services": String(claims.map(\.services).reduce(0, +)),
                "sum_clp03": sum(claims, \.charged), "sum_clp04": sum(claims, \.paid),
                "sum_cas": sum(claims, \.claimAdjustments), "sum_plb": sum(claims, \.adjustmentTotal),
                "rmr": String(orders.map(\.remittances).reduce(0, +)), "sum_rmr04": sum(orders, \.remitted),
                "balances": payments.isEmpty ? "-" : payments.allSatisfy(\.isBalanced) ? "yes" : "no",
            ]
            for (key, value) in found {
                let expected = normal(row[key] ?? "", key)
                // The index cuts long lists of traces.
                let isEqual = key == "trn02" && expected.count >= 190 ? value.hasPrefix(expected) : value == expected
                #expect(isEqual, "\(name) \(key): \(value)")
            }
        }
    }

    private func sum(
        _ payments: [PaymentTransaction], _ figure: KeyPath<PaymentTransaction, Int64?>, missing: Int64? = nil
    ) -> String {
        var total: Int64 = 0
        for payment in payments {
            guard let value = payment[keyPath: figure] ?? (payment.handling.isEmpty ? missing : nil) else {
                return "NaN"
            }
            total += value
        }
        return String(total)
    }

    /// Amounts of the index in hundredths.
    private func normal(_ text: String, _ key: String) -> String {
        guard ["bpr02", "sum_clp03", "sum_clp04", "sum_cas", "sum_plb", "sum_rmr04"].contains(key) else { return text }
        if case .success(let hundredths) = DecimalText.minorUnits(of: text, exponent: 2) { return String(hundredths) }
        return text
    }
}
