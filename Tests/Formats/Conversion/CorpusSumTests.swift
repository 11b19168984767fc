import Foundation
import ISO20022
import Inspection
import Money
import NACHA
import Parsing
import Testing
import X12

@testable import Conversion

/// The rows of every shared sample file add up to the figures that inspection gives.
@Suite struct CorpusSumTests {
    static let corpus = URL(filePath: #filePath).appending(path: "../../../../../shared/corpus").standardizedFileURL
    static let isThere = FileManager.default.fileExists(atPath: corpus.path)

    @Test(.enabled(if: isThere, "the shared corpus is not beside the checkout"), arguments: ["nacha", "x12", "camt"])
    func `rows add up to the figures`(folder: String) throws {
        let path = Self.corpus.appending(path: folder).path
        var compared = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted() where Self.isSample(name) {
            var source = FileByteSource(path: "\(path)/\(name)")
            var rows = Rows()
            let inspection = try Conversion.convert(&source, into: &rows)
            let sums = Sums(rows.texts)
            // A statement that is cut off has rows and no figures.
            if inspection.findings.counts.keys.contains(where: { $0.contains(".xml.") }) { continue }
            switch inspection.summary {
            case .nacha(let summary): Self.compare(summary, sums, name)
            case .x12(let summary): Self.compare(summary, sums, name)
            case .iso20022(.cash(let cash)): Self.compare(cash, sums, name)
            case .iso20022(.creditTransfers(let order)): Self.compare(order, sums, name)
            case .iso20022(.paymentStatus(let report)):
                #expect(sums.rows(["transfer"]).count == report.transactions, "\(name)")
            default: continue
            }
            compared += 1
        }
        #expect(compared > 80)
    }

    private static func isSample(_ name: String) -> Bool {
        [".ach", ".edi", ".txt", ".dat", ".835", ".xml"].contains { name.hasSuffix($0) } && name != "README.txt"
    }

    private static func compare(_ summary: NACHASummary, _ sums: Sums, _ name: String) {
        #expect(sums.rows.count == summary.entries, "\(name)")
        #expect(sums.of("amount") { $0["direction"] == "debit" } == summary.debitCents, "\(name)")
        #expect(sums.of("amount") { $0["direction"] == "credit" } == summary.creditCents, "\(name)")
    }

    private static func compare(_ summary: X12Summary, _ sums: Sums, _ name: String) {
        let payments = summary.transactions.compactMap(\.payment)
        let claims = payments.filter { $0.kind == .claimPayment }
        let orders = payments.filter { $0.kind == .paymentOrder }
        // Sets that were cut off have rows and no figures.
        if payments.contains(where: { !$0.isComplete }) || payments.count < sums.rows(["payment"]).count { return }
        func total(_ payments: [PaymentTransaction], _ figure: KeyPath<PaymentTransaction, Int64?>) -> Int64? {
            payments.reduce(Optional(0)) { sum, payment in
                sum.flatMap { sum in payment[keyPath: figure].map { sum + $0 } }
            }
        }
        func expect(_ column: String, _ row: String, _ figure: Int64?) {
            guard let figure else { return }
            #expect(sums.of(column) { $0["row"] == row } == figure, "\(name) \(column) of \(row)")
        }
        #expect(sums.rows(["claim"]).count == claims.reduce(0) { $0 + $1.claims }, "\(name)")
        #expect(sums.rows(["item"]).count == orders.reduce(0) { $0 + $1.remittances }, "\(name)")
        expect("charged", "claim", total(claims, \.charged))
        expect("paid", "claim", total(claims, \.paid))
        expect("adjustments", "claim", total(claims, \.claimAdjustments))
        expect("paid", "item", total(orders, \.remitted))
        expect("amount", "payment", total(payments, \.hundredths))
        expect("amount", "adjustment", total(payments, \.adjustmentTotal))
    }

    private static func compare(_ order: CreditTransferSummary, _ sums: Sums, _ name: String) {
        #expect(sums.rows.count == order.transactions, "\(name)")
        for (currency, amount) in order.amounts {
            #expect(sums.of("amount") { $0["currency"] == currency } == Sums.units(amount), "\(name) \(currency)")
        }
    }

    private static func compare(_ cash: CashSummary, _ sums: Sums, _ name: String) {
        let entries = sums.rows(["entry"])
        #expect(entries.count == cash.statements.reduce(0) { $0 + Int($1.entries) }, "\(name)")
        var figures: [String: Int64] = [:]
        for statement in cash.statements {
            guard let credits = statement.credits, let debits = statement.debits else { return }
            figures["credit \(credits.currency.code)", default: 0] += credits.minorUnits
            figures["debit \(debits.currency.code)", default: 0] += debits.minorUnits
            for other in statement.otherCurrencies {
                figures["credit \(other.currency)", default: 0] += Sums.units(other.credits)
                figures["debit \(other.currency)", default: 0] += Sums.units(other.debits)
            }
        }
        for (key, figure) in figures {
            let found = sums.of("amount") {
                $0["row"] == "entry" && $0["status"] == "booked"
                    && "\($0["direction"] ?? "") \($0["currency"] ?? "")" == key
            }
            #expect(found == figure, "\(name) \(key)")
        }
    }
}

/// Sums over columns of decimal text, in units of the text's last digit.
private struct Sums {
    let rows: [[String: String]]

    init(_ rows: [[String: String]]) { self.rows = rows }

    func rows(_ kinds: Set<String>) -> [[String: String]] { rows.filter { kinds.contains($0["row"] ?? "") } }

    func of(_ column: String, where isWanted: ([String: String]) -> Bool) -> Int64 {
        rows.filter(isWanted).reduce(0) { $0 &+ Sums.units($1[column] ?? "") }
    }

    static func units(_ decimal: String) -> Int64 { Int64(decimal.replacing(".", with: "")) ?? 0 }
}
