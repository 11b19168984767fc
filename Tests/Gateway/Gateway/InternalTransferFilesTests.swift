import Testing

/// Money between two accounts of the hospital, each with a statement of its own, in any order.
@Suite(.serialized) struct InternalTransferFilesTests {
    private static let other = "9900112277"

    /// By day: what the operating account says, and what the other one says.
    private static func statements() throws -> [(bytes: [UInt8], name: String)] {
        [
            (
                try BookFiles.statement(
                    [
                        .init(cents: -40_000, code: "575", text: "ZBA TRANSFER TO"),
                        .init(cents: -25_000, code: "575", text: "ZBA TRANSFER TO REF SW20260309"),
                        .init(cents: -7_000, code: "495", text: "TRANSFER REF TRF77001"),
                    ], day: "2026-03-09", sequence: 1, opening: 1_000_000), "a1.xml"
            ),
            (
                try BookFiles.statement(
                    [
                        .init(cents: 40_000, code: "275", text: "ZBA TRANSFER FROM"),
                        .init(cents: 25_000, code: "399", text: "CREDIT REF SW20260309"),
                    ], day: "2026-03-09", sequence: 1, opening: 0, account: other), "b1.xml"
            ),
            (
                try BookFiles.statement(
                    [.init(cents: 7_000, code: "195", text: "TRANSFER REF TRF77001")], day: "2026-03-10", sequence: 2,
                    opening: 65_000, account: other), "b2.xml"
            ),
        ]
    }

    private static func pairs(_ root: HospitalRoot) throws -> [String] {
        try root.export("matches").filter { $0["kind"] == "internal-transfer" }.map { row in
            ["left", "right", "amount", "rule"].map { row[$0] ?? "" }.joined(separator: " ")
        }.sorted()
    }

    private static func balances(_ root: HospitalRoot) throws -> [String: String] {
        var balances: [String: String] = [:]
        for row in try root.export("trial-balance") { balances[row["account"] ?? ""] = row["balance"] }
        return balances
    }

    @Test func bothSidesMeetInAnyOrder() throws {
        let files = try Self.statements()
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let root = try HospitalRoot()
            for number in order {
                try root.drop(files[number].bytes, "first-bank", files[number].name)
                try root.runOnce()
            }
            #expect(
                try Self.pairs(root) == [
                    "FBUSD91202603090 FBUSD77202603090 400.00 transfer+amount+day",
                    "FBUSD91202603091 FBUSD77202603091 250.00 reference+amount+day",
                    "FBUSD91202603092 FBUSD77202603100 70.00 reference+amount+day",
                ], "order \(order)")
            // The sweeps keep their rule: they need no partner to be booked.
            #expect(try root.export("matches").filter { $0["kind"] == "rule" }.count == 3)
            #expect(try root.export("exceptions").filter { $0["state"] == "open" }.isEmpty, "order \(order)")
            let balances = try Self.balances(root)
            #expect(balances["assets:cash:sweep clearing", default: "0.00"] == "0.00", "\(balances)")
            #expect(balances["liabilities:unapplied cash", default: "0.00"] == "0.00", "\(balances)")
        }
    }

    @Test func oneSideAloneStaysInClearing() throws {
        let files = try Self.statements()
        let root = try HospitalRoot()
        try root.drop(files[0].bytes, "first-bank", files[0].name)
        try root.runOnce()
        #expect(try Self.pairs(root).isEmpty)
        #expect(try Self.balances(root)["assets:cash:sweep clearing"] == "650.00")
        let open = try root.export("exceptions").filter { $0["state"] == "open" }.map { $0["category"] ?? "" }
        #expect(open.contains("unmatched-bank-line"))
    }
}
