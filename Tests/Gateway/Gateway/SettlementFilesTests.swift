import Foundation
import Money
import NACHA
import Testing

/// A department's own ACH file, the lines that settle it, what comes back of it: in files, in any order.
@Suite(.serialized) struct SettlementFilesTests {
    private struct Files {
        let orders: [UInt8]
        let statement: [UInt8]
        let returned: [UInt8]
    }

    private static func files() throws -> Files {
        let day = try HospitalFiles.required(CalendarDate(iso: "2026-03-09"))
        var builder = try NACHAFileBuilder(
            destination: "091000019", destinationName: "FIRST BANK", origin: "1987654321",
            originName: "GENERAL HOSPITAL",
            created: day, time: "0830", idModifier: "A")
        for amounts in [[20_000, 3_500], [7_000]] as [[Int64]] {
            try builder.beginBatch(
                companyName: "GENERAL HOSP", companyID: "1987654321", description: "VENDOR PAY", effective: day,
                originatingDFI: "09100001")
            for cents in amounts {
                _ = try builder.addCredit(
                    routingNumber: "071000288", accountNumber: Canary.account, cents: cents,
                    identification: "V\(cents)",
                    name: Canary.party, trace: nil)
            }
        }
        let second = "091000010000002"
        let returned = String(
            decoding: BookFiles.returned(3_500, code: "R03", trace: "071000280000004"), as: UTF8.self
        ).replacingOccurrences(of: "091000010000077", with: second)
        let statement = try BookFiles.statement(
            [
                .init(cents: -23_500, code: "466", text: "ACH SETTLEMENT 1987654321 VENDOR PAY BATCH 0000001"),
                .init(cents: -7_000, code: "466", text: "ACH SETTLEMENT 1987654321 VENDOR PAY BATCH 0000002"),
                .init(cents: 3_500, code: "257", text: "ACH RETURN", clearing: "071000280000004"),
                .init(cents: -9_900, code: "699", text: "SOMETHING ELSE"),
            ], day: "2026-03-09", sequence: 1, opening: 1_000_000)
        return Files(orders: try builder.finish(), statement: statement, returned: Array(returned.utf8))
    }

    private static func root() throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.partner("treasury", role: "department", expects: "[nacha]", send: "originates: [gross-batch]")
        return root
    }

    private static func told(_ root: HospitalRoot) throws -> [String] {
        let matches = try root.export("matches").map { row in
            ["kind", "left", "right", "amount", "rule"].map { row[$0] ?? "" }.joined(separator: " ")
        }
        let open = try root.export("exceptions").filter { $0["state"] == "open" }.map { row in
            ["category", "subject", "amount"].map { row[$0] ?? "" }.joined(separator: " ")
        }
        return matches.sorted() + open.sorted()
    }

    @Test func ordersAndLinesMeetInAnyOrder() throws {
        let files = try Self.files()
        let expected = [
            "ach-bankline 071000280000004 FBUSD91202603092 35.00 ach-trace",
            "return 071000280000004 V3500 35.00 original-trace+amount",
            "settlement 1987654321/260309A/0000001 FBUSD91202603090 -235.00 company+amount+day",
            "settlement 1987654321/260309A/0000002 FBUSD91202603091 -70.00 company+amount+day",
            "returned-payment V3500 35.00", "unmatched-bank-line FBUSD91202603093 -99.00",
        ]
        let drops: [[(bytes: [UInt8], partner: String, name: String)]] = [
            [
                (files.orders, "treasury", "orders.ach"), (files.returned, "first-bank", "returned.ach"),
                (files.statement, "first-bank", "s1.xml"),
            ],
            [
                (files.statement, "first-bank", "s1.xml"), (files.returned, "first-bank", "returned.ach"),
                (files.orders, "treasury", "orders.ach"),
            ],
        ]
        for (number, order) in drops.enumerated() {
            let root = try Self.root()
            for file in order {
                try root.drop(file.bytes, file.partner, file.name)
                try root.runOnce()
            }
            #expect(try Self.told(root) == expected, "order \(number)")
            var balances: [String: String] = [:]
            for row in try root.export("trial-balance") { balances[row["account"] ?? ""] = row["balance"] }
            // Ordered 305.00, of which 35.00 came back and are owed again; clearing is empty; 99.00 nobody knows.
            #expect(balances["liabilities:accounts payable"] == "270.00")
            #expect(balances.filter { $0.key.contains("clearing") && $0.value != "0.00" }.isEmpty, "\(balances)")
            #expect(balances["liabilities:unapplied cash"] == "99.00", "\(balances)")
        }
    }

    @Test func whatTheBankDoesNotSettleIsTold() throws {
        let files = try Self.files()
        let root = try Self.root()
        try root.drop(files.orders, "treasury", "orders.ach")
        try root.drop(
            try BookFiles.statement(
                [.init(cents: -1_500, code: "698")], day: "2026-03-12", sequence: 1, opening: 1_000_000),
            "first-bank", "s1.xml")
        try root.runOnce()
        #expect(
            try Self.told(root).filter { $0.hasPrefix("unsettled") } == [
                "unsettled-batch 1987654321/260309A/0000001 -235.00",
                "unsettled-batch 1987654321/260309A/0000002 -70.00",
            ])
        try root.drop(
            try BookFiles.statement(
                [
                    .init(cents: -23_500, code: "466", text: "ACH SETTLEMENT 1987654321"),
                    .init(cents: -7_000, code: "466"),
                ],
                day: "2026-03-13", sequence: 2, opening: 998_500), "first-bank", "s2.xml")
        try root.runOnce()
        #expect(try Self.told(root).filter { $0.hasPrefix("unsettled") }.isEmpty)
        #expect(try root.export("matches").filter { $0["kind"] == "settlement" }.count == 2)
    }

    /// Two files of one day order the same amount. The first line names neither; a day later the bank names one of them.
    @Test func equalFilesAreAmbiguousUntilTheBankNamesOne() throws {
        let day = try HospitalFiles.required(CalendarDate(iso: "2026-03-09"))
        func orders(_ modifier: String) throws -> [UInt8] {
            var builder = try NACHAFileBuilder(
                destination: "091000019", destinationName: "FIRST BANK", origin: "1987654321",
                originName: "GENERAL HOSPITAL", created: day, time: "0830", idModifier: modifier)
            try builder.beginBatch(
                companyName: "GENERAL HOSP", companyID: "1987654321", description: "VENDOR PAY", effective: day,
                originatingDFI: "09100001")
            _ = try builder.addCredit(
                routingNumber: "071000288", accountNumber: Canary.account, cents: 50_000,
                identification: "V\(modifier)",
                name: Canary.party, trace: nil)
            return try builder.finish()
        }
        let files: [(bytes: [UInt8], partner: String, name: String)] = [
            (try orders("A"), "treasury", "a.ach"), (try orders("B"), "treasury", "b.ach"),
            (
                try BookFiles.statement(
                    [.init(cents: -50_000, code: "466", text: "ACH SETTLEMENT 1987654321")], day: "2026-03-09",
                    sequence: 1, opening: 1_000_000), "first-bank", "s1.xml"
            ),
            (
                try BookFiles.statement(
                    [.init(cents: -50_000, code: "466", text: "ACH SETTLEMENT REF 260309B-0000001")],
                    day: "2026-03-10", sequence: 2, opening: 950_000), "first-bank", "s2.xml"
            ),
        ]
        let settled = [
            "settlement 1987654321/260309A/0000001 FBUSD91202603090 -500.00 company+amount+day",
            "settlement 1987654321/260309B/0000001 FBUSD91202603100 -500.00 batch-key+amount",
        ]
        for order in [[0, 1, 2, 3], [2, 0, 1, 3], [3, 2, 1, 0]] {
            let root = try Self.root()
            for number in order {
                try root.drop(files[number].bytes, files[number].partner, files[number].name)
                try root.runOnce()
                guard number != 3, order.last == 3, number == order[2] else { continue }
                #expect(try Self.told(root) == ["ambiguous FBUSD91202603090 -500.00"])
                let told = try root.export("exceptions").first { $0["category"] == "ambiguous" }?["explanation"] ?? ""
                #expect(told.contains("1987654321/260309A/0000001, 1987654321/260309B/0000001"), "\(told)")
            }
            #expect(try Self.told(root) == settled, "order \(order)")
            #expect(try root.export("exceptions").allSatisfy { $0["state"] != "open" })
        }
    }

    @Test func originatesIsForThoseWhoSendOurOrders() throws {
        let root = try HospitalRoot()
        try root.partner("treasury", role: "department", expects: "[open-items]", send: "originates: [net-batch]")
        #expect(try root.run(["check"]).log.contains("`originates` is for"))
        try root.partner("treasury", role: "department", expects: "[nacha]", send: "originates: [each-entry]")
        #expect(try root.run(["check"]).log.contains("`originates` takes gross-batch"))
    }
}
