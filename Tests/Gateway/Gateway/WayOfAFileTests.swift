import Foundation
import Testing

/// One day through the real program: files in, reconciled, answered, booked.
@Suite struct WayOfAFileTests {
    private func day() throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.openItems([Claim(number: 1), Claim(number: 2)]), "erp", "items.csv")
        try root.drop(
            HospitalFiles.remittance(control: 1, trace: "EFT1001", claims: [Claim(number: 1), Claim(number: 2)]),
            "payer-blue", "era1.835")
        try root.drop(HospitalFiles.ach([("EFT1001", 16_000)]), "first-bank", "detail.ach")
        try root.drop(HospitalFiles.statement([("EFT1001", 16_000)]), "first-bank", "statement.xml")
        return root
    }

    @Test func aDayIsMatchedBookedAndAnswered() throws {
        let root = try day()
        try root.runOnce()
        #expect(try root.export("arrivals").map { $0["state"] } == Array(repeating: "answered", count: 4))
        let matches = try root.export("matches").map { "\($0["kind"] ?? "") \($0["left"] ?? "") \($0["right"] ?? "")" }
        #expect(
            Set(matches).isSuperset(of: [
                "remittance-funds EFT1001 FB202603090", "claim-payment EFT1001 C1", "claim-payment EFT1001 C2",
                "rule bank-fee FB20260309FEE",
            ]), "\(matches)")
        #expect(try root.export("exceptions").isEmpty)
        let outbox = root.files(below: "outbox")
        #expect(outbox.contains { $0.hasSuffix("era1.835-999.edi") })
        #expect(outbox.contains { $0.hasSuffix("era1.835-ta1.edi") })
        #expect(outbox.contains { $0.hasSuffix("statement.xml-report.csv") })
        #expect(outbox.contains { $0.hasSuffix("hledger.journal") })
        #expect(root.files(below: "inbox").allSatisfy { $0.contains("/done/") })
        // Cash is what the bank says: opening plus money less fee.
        let cash = try root.export("trial-balance").first { $0["account"] == "assets:cash:operating" }
        #expect(cash?["balance"] == "10145.00")
    }

    @Test func aSecondRunAddsNothing() throws {
        let root = try day()
        try root.runOnce()
        let before = try root.outcome()
        try root.runOnce()
        #expect(try root.outcome() == before)
    }

    @Test func orderOfArrivalDoesNotMatter() throws {
        var outcomes: [Set<String>] = []
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
            let root = try HospitalRoot()
            let files: [([UInt8], String, String)] = [
                (HospitalFiles.openItems([Claim(number: 1)]), "erp", "items.csv"),
                (
                    HospitalFiles.remittance(
                        control: 1, trace: "EFT7", claims: [Claim(number: 1), Claim(number: 9)]), "payer-blue",
                    "era.835"
                ),
                (try HospitalFiles.ach([("EFT7", 16_000)]), "first-bank", "detail.ach"),
                (HospitalFiles.statement([("EFT7", 16_000)]), "first-bank", "statement.xml"),
            ]
            for index in order {
                try root.drop(files[index].0, files[index].1, files[index].2)
                try root.runOnce()
            }
            let kept = ["kind", "left", "right", "category", "subject", "amount", "account", "balance", "state"]
            outcomes.append(
                Set(
                    try (root.export("matches") + root.export("exceptions") + root.export("trial-balance")).map { row in
                        kept.compactMap { row[$0] }.joined(separator: " ")
                    }))
        }
        #expect(outcomes[0].symmetricDifference(outcomes[1]) == [])
        #expect(outcomes[0].symmetricDifference(outcomes[2]) == [])
        #expect(outcomes[0].contains { $0.hasPrefix("unknown-item") })
    }

    @Test(.enabled(if: Hledger.isThere, "hledger is not installed")) func booksPassHledgerAndAgreeWithIt() throws {
        let root = try day()
        try root.runOnce()
        try Hledger(root: root).check()
    }
}
