import Foundation
import Testing

/// The same files, together or in portions and in any order, killed in between or not: the same books.
@Suite(.serialized) struct OrderOfFilesTests {
    private struct File {
        let bytes: [UInt8]
        let partner: String
        let name: String
    }

    /// Three days: money that comes early, late and not at all, a payment that two claims of one spelling could take.
    private static func files() throws -> [File] {
        let claims = (1...6).map { Claim(number: $0) }
        let days = ["2026-03-09", "2026-03-10", "2026-03-19"]
        var files = [File(bytes: HospitalFiles.openItems(claims), partner: "erp", name: "items.csv")]
        for (place, claim) in claims.enumerated() where place < 5 {
            files.append(
                File(
                    bytes: HospitalFiles.remittance(control: place + 1, trace: "EFT\(place + 1)", claims: [claim]),
                    partner: "payer-blue", name: "era-\(place + 1).835"))
        }
        files.append(
            File(
                bytes: HospitalFiles.remittance(control: 9, trace: "EFT9", claims: [claims[0]]), partner: "payer-blue",
                name: "era-9.835"))
        // EFT1 and EFT2 on the first day, EFT3 on the second, EFT4 after its window, EFT5 never, EFT8 without advice.
        let paid: [[String]] = [["EFT1", "EFT2"], ["EFT3", "EFT8"], ["EFT4"]]
        var opening: Int64 = 1_000_000
        for (place, traces) in paid.enumerated() {
            let payments = traces.map { (trace: $0, cents: claims[0].paid) }
            files.append(
                File(
                    bytes: HospitalFiles.statement(
                        payments, day: days[place], sequence: place + 1, opening: opening, message: "M\(place)"),
                    partner: "first-bank", name: "statement-\(place).xml"))
            files.append(
                File(
                    bytes: try HospitalFiles.ach(payments, modifier: ["A", "B", "C"][place]), partner: "first-bank",
                    name: "detail-\(place).ach"))
            opening += payments.reduce(0) { $0 + $1.cents } - 1_500
        }
        return files
    }

    /// What the books say, without the gateway's own numbers, and without entries beside the mirror that undid them.
    private static func books(_ root: HospitalRoot) throws -> [String: [String]] {
        func rows(_ subject: String, _ columns: [String]) throws -> [[String]] {
            try root.export(subject).map { row in columns.map { row[$0] ?? "" } }
        }
        let journal = try rows("journal", ["effective_date", "account", "currency", "debit", "credit", "event"])
        var sums: [String: Int] = [:]
        for row in journal {
            let event = row[5].replacingOccurrences(of: "-withdrawn", with: "")
            let isDebit = !row[3].isEmpty
            let cents = Int((isDebit ? row[3] : row[4]).replacingOccurrences(of: ".", with: "")) ?? 0
            sums[(row[0...2] + [event]).joined(separator: " "), default: 0] += isDebit ? cents : -cents
        }
        return [
            "matches": try rows("matches", ["kind", "left", "right", "amount", "rule"]).map {
                $0.joined(separator: " ")
            }.sorted(),
            "exceptions": try rows("exceptions", ["category", "subject", "amount", "opened_on", "state"]).map {
                $0.joined(separator: " ")
            }.sorted(),
            "journal": sums.filter { $0.value != 0 }.map { "\($0.key) \($0.value)" }.sorted(),
        ]
    }

    private static func dropped(_ portions: [[File]], crash step: String? = nil) throws -> [String: [String]] {
        let root = try HospitalRoot()
        for (place, portion) in portions.enumerated() {
            for file in portion { try root.drop(file.bytes, file.partner, file.name) }
            if let step, place == portions.count / 2 {
                let died = try root.run(["run", "--once"], environment: ["HMS_ACH_CRASH_AT": "\(step):1"])
                #expect(died.status == -SIGKILL)
            }
            try root.runOnce()
        }
        return try books(root)
    }

    @Test func theEndDoesNotTellTheOrder() throws {
        let files = try Self.files()
        let together = try Self.dropped([files])
        #expect(together["matches"]?.count == 17)
        let orders: [([File], String?)] = [
            (files.reversed(), nil), (files.reversed(), "post.staged"),
            (files.indices.map { files[($0 * 5 + 3) % files.count] }, "load.batch"),
        ]
        for (order, step) in orders {
            let portions = stride(from: 0, to: order.count, by: 4).map { Array(order[$0..<min($0 + 4, order.count)]) }
            let books = try Self.dropped(portions, crash: step)
            for (part, rows) in together {
                let got = books[part] ?? []
                #expect(
                    got == rows,
                    "\(part): missing \(Set(rows).subtracting(got).sorted()), more \(Set(got).subtracting(rows).sorted())"
                )
            }
        }
    }
}
