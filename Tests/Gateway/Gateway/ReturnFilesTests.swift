import Foundation
import Testing

/// Payments of a department that come back, are dishonored and contested, and changes that are asked for: in files, in any
/// order, with the books behind them.
@Suite(.serialized) struct ReturnFilesTests {
    private typealias File = (bytes: [UInt8], partner: String, name: String)

    private static let ours = ["091000010000001", "091000010000002"]

    /// A debit of 20.00 and a credit of 35.00, ordered for 9 March; the debit comes back on 11 March.
    private static func files() throws -> [File] {
        let orders = ReturnFiles.file(
            [
                .init(cents: 2_000, name: "PR-1", trace: ours[0]),
                .init(cents: 3_500, isDebit: false, name: "PV-2", trace: ours[1]),
            ], made: "260306")
        let returned = ReturnFiles.file(
            [.init(cents: 2_000, name: "PR-1", trace: "071000280000001", code: "R01", original: ours[0])],
            made: "260311", settled: "070")
        let dishonored = ReturnFiles.file(
            [
                .init(
                    cents: 2_000, name: "PR-1", trace: "091000010000101", code: "R68", original: ours[0],
                    answers: "071000280000001")
            ], made: "260312", settled: "071")
        let contested = ReturnFiles.file(
            [
                .init(
                    cents: 2_000, name: "PR-1", trace: "071000280000201", code: "R73", original: ours[0],
                    answers: "091000010000101")
            ], made: "260313", settled: "072")
        let change = ReturnFiles.file(
            [
                .init(
                    cents: 0, isDebit: false, name: "PV-2", trace: "071000280000301", code: "C01", original: ours[1],
                    correction: Canary.account)
            ], made: "260311", settled: "070", modifier: "B")
        func day(_ number: Int, _ date: String, _ opening: Int64, _ lines: [BookFiles.Line]) throws -> File {
            let bytes = try BookFiles.statement(lines, day: date, sequence: number, opening: opening)
            return (bytes, "first-bank", "s\(number).xml")
        }
        return [
            (orders, "treasury", "orders.ach"),
            try day(
                1, "2026-03-09", 100_000,
                [
                    .init(cents: 2_000, code: "166", text: "ACH SETTLEMENT 1987654321 BATCH 0000001"),
                    .init(cents: -3_500, code: "466", text: "ACH SETTLEMENT 1987654321 BATCH 0000001"),
                ]),
            (returned, "first-bank", "returned.ach"), (change, "first-bank", "change.ach"),
            try day(
                2, "2026-03-11", 98_500,
                [.init(cents: -2_000, code: "555", text: "ACH RETURN", clearing: "071000280000001")]),
            (dishonored, "first-bank", "dishonored.ach"),
            try day(
                3, "2026-03-12", 96_500,
                [.init(cents: 2_000, code: "257", text: "ACH RETURN", clearing: "091000010000101")]),
            (contested, "first-bank", "contested.ach"),
            try day(
                4, "2026-03-13", 98_500,
                [.init(cents: -2_000, code: "555", text: "ACH RETURN", clearing: "071000280000201")]),
        ]
    }

    /// The payment of the credit again, some days later, to the account given.
    private static func again(_ account: String, _ trace: String, _ effective: String, _ modifier: String) -> File {
        let entry = ReturnFiles.Entry(
            cents: 4_100, isDebit: false, name: "PV-\(modifier)", trace: trace, account: account)
        let bytes = ReturnFiles.file([entry], made: effective, effective: effective, modifier: modifier)
        return (bytes, "treasury", "again-\(modifier).ach")
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
        let exceptions = try root.export("exceptions").map { row in
            ["category", "subject", "amount", "state", "opened_on", "explanation"].map { row[$0] ?? "" }.joined(
                separator: " ")
        }
        return matches.sorted() + exceptions.sorted()
    }

    /// Without day and words.
    private static func short(_ told: [String]) -> [String] {
        told.map { $0.components(separatedBy: " 2026-")[0] }
    }

    private static func balances(_ root: HospitalRoot) throws -> [String: String] {
        var balances: [String: String] = [:]
        for row in try root.export("trial-balance") where row["balance"] != "0.00" {
            balances[row["account"] ?? ""] = row["balance"]
        }
        return balances
    }

    @Test func aReturnGoesBackAndForth() throws {
        let root = try Self.root()
        // What the patients owe, and what the exceptions say, after each file.
        let steps: [String: (owed: String?, open: [String])] = [
            "s1.xml": ("-20.00", []), "s2.xml": (nil, ["notification-of-change PV-2", "returned-payment PR-1"]),
            "s3.xml": ("-20.00", ["notification-of-change PV-2"]),
            "s4.xml": (nil, ["contested-return PR-1", "notification-of-change PV-2"]),
        ]
        for file in try Self.files() {
            try root.drop(file.bytes, file.partner, file.name)
            try root.runOnce()
            guard let step = steps[file.name] else { continue }
            let balances = try Self.balances(root)
            #expect(balances["assets:receivable:patients"] == step.owed, "\(file.name): \(balances)")
            #expect(balances["liabilities:unapplied cash"] == nil, "\(file.name): \(balances)")
            #expect(balances.keys.allSatisfy { !$0.contains("clearing") }, "\(file.name): \(balances)")
            let open = try root.export("exceptions").filter { $0["state"] == "open" }.map {
                "\($0["category"] ?? "") \($0["subject"] ?? "")"
            }
            #expect(open.sorted() == step.open, "\(file.name)")
        }
        #expect(
            try Self.short(Self.told(root)).filter { !$0.hasPrefix("settlement") && !$0.hasPrefix("ach-bankline") } == [
                "change 071000280000301 PV-2 0.00 original-trace",
                "contested-dishonor 071000280000201 091000010000101 20.00 dishonor-trace",
                "dishonored-return 091000010000101 071000280000001 20.00 return-trace+amount",
                "return 071000280000001 PR-1 20.00 original-trace+amount",
                "contested-return PR-1 20.00 open", "notification-of-change PV-2 0.00 open",
                "returned-payment PR-1 20.00 resolved",
            ])
        #expect(try root.export("matches").filter { $0["kind"] == "ach-bankline" }.count == 3)
        try Hledger(root: root).check()
        try departmentIsTold(root)
        for name in root.files(below: "state")
            + root.files(below: "outbox/treasury").map({ "../outbox/treasury/\($0)" })
        {
            let text = String(decoding: root.contents("state/\(name)"), as: UTF8.self)
            for secret in [Canary.account, Canary.party] {
                #expect(!text.contains(secret), "\(secret) stands in \(name)")
            }
        }
    }

    /// The department has a file for each arrival that told of its payments; account numbers are hidden where it goes plain.
    private func departmentIsTold(_ root: HospitalRoot) throws {
        let notices = root.files(below: "outbox/treasury").filter { $0.hasSuffix("returns.csv") }.sorted()
        #expect(notices.count == 4, "\(notices)")
        let rows = notices.flatMap { name in
            let bytes = FileManager.default.contents(atPath: "\(root.path)/outbox/treasury/\(name)") ?? Data()
            return CSVLines.parse(String(decoding: bytes, as: UTF8.self)).dropFirst()
        }
        let told = rows.map { $0.prefix(3).joined(separator: " ") }
        #expect(
            Set(told) == [
                "PR-1 returned R01", "PV-2 change C01", "PR-1 return refused by our bank R68",
                "PR-1 return insisted on by their bank R73",
            ])
        let change = try #require(rows.first { $0[1] == "change" })
        #expect(change[7] == "2026-03-19")
        #expect(change.last == "new account number: •••\(Canary.account.suffix(4))")
        let exception = try #require(try root.export("exceptions").first { $0["category"] == "notification-of-change" })
        let id = exception["exception_id"] ?? ""
        let masked = try root.run(["exceptions", "show", id]).output
        #expect(masked.contains("PV-2, trace 091000010000002 of orders.ach from treasury"))
        #expect(!masked.contains(Canary.account) && masked.contains("•••\(Canary.account.suffix(4))"))
        #expect(try root.run(["exceptions", "show", id, "--reveal"]).output.contains(Canary.account))
    }

    @Test func theOrderOfArrivalPlaysNoPart() throws {
        let files = try Self.files()
        var first: (told: [String], balances: [String: String])?
        for (number, order) in [
            files, files.reversed(),
            files.filter { $0.name.hasSuffix("xml") } + files.filter { !$0.name.hasSuffix("xml") },
        ]
        .enumerated() {
            let root = try Self.root()
            for file in order {
                try root.drop(file.bytes, file.partner, file.name)
                if number > 0 { try root.runOnce() }
            }
            if number == 0 { try root.runOnce() }
            let (told, balances) = (try Self.told(root), try Self.balances(root))
            if let first {
                #expect(told == first.told, "order \(number)")
                #expect(balances == first.balances, "order \(number)")
            }
            first = first ?? (told, balances)
        }
    }

    @Test func lateAndRepeatedReturnsAreTold() throws {
        let root = try Self.root()
        let files = try Self.files()
        func returned(_ trace: String, _ made: String, _ settled: String) -> [UInt8] {
            ReturnFiles.file(
                [.init(cents: 2_000, name: "PR-1", trace: trace, code: "R01", original: Self.ours[0])], made: made,
                settled: settled)
        }
        try root.drop(files[0].bytes, "treasury", "orders.ach")
        try root.drop(returned("071000280000001", "260313", "072"), "first-bank", "late.ach")
        try root.drop(returned("071000280000002", "260316", "075"), "first-bank", "again.ach")
        try root.runOnce()
        let open = try root.export("exceptions").filter { $0["state"] == "open" }
        #expect(
            open.map { "\($0["category"] ?? "") \($0["subject"] ?? "") \($0["owner"] ?? "")" }.sorted() == [
                "duplicate-return PR-1/071000280000002 payments", "late-return PR-1 payments",
                "returned-payment PR-1 payments",
            ])
        let late = open.first { $0["category"] == "late-return" }?["explanation"] ?? ""
        #expect(late.contains("its last day was 2026-03-11") && late.contains("(R68) until 2026-03-20"), "\(late)")
    }

    @Test func aChangeEndsWithTheEntryThatUsesIt() throws {
        let all = try Self.files()
        let change = ReturnFiles.file(
            [
                .init(
                    cents: 0, isDebit: false, name: "PV-2", trace: "071000280000301", code: "C01",
                    original: Self.ours[1],
                    correction: "77001122")
            ], made: "260311", settled: "070")
        let files: [File] = [
            all[0], (change, "first-bank", "change.ach"),
            Self.again(Canary.account, "091000010000003", "260320", "F"),
            Self.again("77001122", "091000010000004", "260323", "N"),
        ]
        // The change came on 11 March: six banking days later is the 19th.
        let expected = [
            ["notification-of-change PV-2 open"], ["change-not-applied PV-2 open", "notification-of-change PV-2 open"],
            ["change-not-applied PV-2 resolved", "notification-of-change PV-2 resolved"],
        ]
        func told(_ root: HospitalRoot) throws -> (short: [String], whole: [[String: String]]) {
            let rows = try root.export("exceptions").filter { ($0["category"] ?? "").contains("change") }
            let short = rows.map { row in
                ["category", "subject", "state"].map { row[$0] ?? "" }.joined(separator: " ")
            }
            return (short.sorted(), rows)
        }
        let root = try Self.root()
        for (index, file) in files.enumerated() {
            try root.drop(file.bytes, file.partner, file.name)
            try root.runOnce()
            if index > 0 { #expect(try told(root).short == expected[index - 1], "\(file.name)") }
        }
        let other = try Self.root()
        for file in files.reversed() {
            try other.drop(file.bytes, file.partner, file.name)
            try other.runOnce()
        }
        func words(_ root: HospitalRoot) throws -> Set<String> {
            Set(try told(root).whole.map { "\($0["opened_on"] ?? "") \($0["explanation"] ?? "")" })
        }
        #expect(try told(other).short == expected[2])
        #expect(try words(other) == words(root))
    }

    @Test func theLastDayCountsFromTheLineThatSettled() throws {
        let files = try Self.files()
        let late = ReturnFiles.file(
            [.init(cents: 2_000, name: "PR-1", trace: "071000280000001", code: "R01", original: Self.ours[0])],
            made: "260312", settled: "071")
        let settled = try BookFiles.statement(
            [
                .init(cents: 2_000, code: "166", text: "ACH SETTLEMENT 1987654321 BATCH 0000001"),
                .init(cents: -3_500, code: "466", text: "ACH SETTLEMENT 1987654321 BATCH 0000001"),
            ], day: "2026-03-10", sequence: 1, opening: 100_000)
        let all: [File] = [files[0], (late, "first-bank", "late.ach"), (settled, "first-bank", "s1.xml")]
        for order in [all, all.reversed(), [all[1], all[0], all[2]]] {
            let root = try Self.root()
            for file in order {
                try root.drop(file.bytes, file.partner, file.name)
                try root.runOnce()
            }
            // The bank moved the money a day late, so the return of 12 March is in time.
            #expect(try Self.told(root).filter { $0.hasPrefix("late-return") }.isEmpty)
            #expect(try Self.short(Self.told(root)).contains("returned-payment PR-1 20.00 open"))
        }
    }

    @Test func theMoneyOfADishonorCanBeTakenFromIt() throws {
        let root = try Self.root()
        for file in try Self.files().prefix(7) { try root.drop(file.bytes, file.partner, file.name) }
        try root.runOnce()
        let line = try #require(
            try root.export("matches").first { $0["kind"] == "ach-bankline" && $0["left"] == "091000010000101" })
        let before = try Self.balances(root)
        #expect(before["liabilities:unapplied cash"] == nil && before["assets:receivable:patients"] == "-20.00")
        let environment = ["SUDO_USER": "ann"]
        let proposed = try root.run(
            ["resolve", line["match_id"] ?? "", "--as", "undo-match", "--reason", "another's"], environment: environment
        )
        #expect(proposed.status == 0, "\(proposed.log)\(proposed.output)")
        let approved = try root.run(["approve", "1", "--reason", "seen"], environment: ["SUDO_USER": "bob"])
        #expect(approved.status == 0, "\(approved.log)")
        let after = try Self.balances(root)
        #expect(
            after["liabilities:unapplied cash"] == "-20.00" && after["assets:receivable:patients"] == nil, "\(after)")
        // The money is somebody's to dispose of, and what comes later leaves it alone.
        for file in try Self.files().dropFirst(7) { try root.drop(file.bytes, file.partner, file.name) }
        try root.runOnce()
        let open = try root.export("exceptions").filter { $0["category"] == "undone-match" && $0["state"] == "open" }
        #expect(open.map { $0["amount"] } == ["20.00"])
        #expect(try Self.balances(root)["liabilities:unapplied cash"] == "-20.00")
        #expect(try root.export("matches").filter { $0["kind"] == "dishonored-return" }.count == 1)
        try Hledger(root: root).check()
    }

    @Test func ratesCountReturnsOfOurDebits() throws {
        let root = try Self.root()
        for file in try Self.files() where !file.name.hasSuffix("xml") {
            try root.drop(file.bytes, file.partner, file.name)
        }
        try root.drop(
            try BookFiles.statement([], day: "2026-03-16", sequence: 9, opening: 0), "first-bank", "s9.xml")
        try root.runOnce()
        let report = try root.run(["report", "return-rates", "--format", "csv"]).output
        let overall = CSVLines.parse(report).filter { $0.count == 6 && $0[3] == "3" }
        // One return of one debit; dishonor and contest are none, nor is the credit a debit.
        #expect(overall.contains { $0[4] == "returns" && $0[5] == "1" }, "\(report)")
        #expect(overall.contains { $0[4] == "debits" && $0[5] == "1" }, "\(report)")
    }
}
