import Foundation
import Testing

@testable import Gateway
@testable import Store

/// People decide about exceptions: by four eyes, by new events only, with balanced books.
@Suite struct CaseworkTests {
    private let ann = ["SUDO_USER": "ann"]
    private let bob = ["SUDO_USER": "bob"]
    private let why = ["--reason", "the test says so"]

    /// Money without advice, an advice with an unknown claim, and statements that close their windows.
    private func hospital() throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.drop(
            HospitalFiles.openItems([Claim(number: 1), Claim(number: 2), Claim(number: 3, charge: 8_000)]), "erp",
            "items.csv")
        let strange = Claim(number: 77)
        try root.drop(
            HospitalFiles.remittance(control: 1, trace: "T1", claims: [Claim(number: 1), strange]), "payer-blue",
            "a.835")
        try root.drop(
            HospitalFiles.statement([("T1", 16_000), ("T9", 8_000)]), "first-bank", "s1.xml")
        try root.drop(
            HospitalFiles.statement([], day: "2026-03-20", sequence: 2, opening: 1_022_500, message: "M2"),
            "first-bank",
            "s2.xml")
        try root.runOnce()
        return root
    }

    private func open(_ root: HospitalRoot, _ category: String) throws -> [String: String] {
        try #require(
            try root.export("exceptions").first { $0["category"] == category && $0["state"] == "open" },
            "no open \(category)")
    }

    private func id(_ root: HospitalRoot, _ category: String) throws -> String {
        try #require(try open(root, category)["exception_id"])
    }

    private func balance(_ root: HospitalRoot, _ account: String) throws -> String {
        try root.export("trial-balance").first { $0["account"] == account }?["balance"] ?? "0.00"
    }

    private func isBalanced(_ root: HospitalRoot) throws -> Bool {
        var sums: [String: Int] = [:]
        for row in try root.export("journal") {
            func cents(_ text: String?) -> Int { Int((text ?? "").replacing(".", with: "")) ?? 0 }
            sums[row["journal_id"] ?? "", default: 0] += cents(row["debit"]) - cents(row["credit"])
        }
        return !sums.isEmpty && sums.values.allSatisfy { $0 == 0 }
    }

    @Test func aWriteOffTakesTwoAndPostsAnEntry() throws {
        let root = try hospital()
        let exception = try id(root, "funds-without-remittance")
        let before = try root.export("journal").count
        let preview = try root.run(["resolve", exception, "--as", "write-off", "--dry-run"] + why, environment: ann)
        #expect(preview.status == 0 && preview.output.contains("5050"), "\(preview.output)\(preview.log)")
        #expect(try root.export("journal").count == before)
        #expect(try root.run(["proposals"]).output.contains("Nothing waits"))
        let proposed = try root.run(["resolve", exception, "--as", "write-off"] + why, environment: ann)
        #expect(proposed.status == 0 && proposed.log.contains("approve 1"), "\(proposed.log)")
        #expect(try root.export("journal").count == before)
        let own = try root.run(["approve", "1"] + why, environment: ann)
        #expect(own.status == 5 && own.log.contains("casework.needs-another"))
        let approved = try root.run(["approve", "1"] + why, environment: bob)
        #expect(approved.status == 0 && approved.log.contains("Done"), "\(approved.log)")
        #expect(try root.run(["approve", "1"] + why, environment: bob).status == 7)
        #expect(try root.export("journal").count == before + 2)
        #expect(try balance(root, "expenses:write-offs") == "-80.00")
        #expect(try isBalanced(root))
        let row = try root.export("exceptions").first { $0["exception_id"] == exception }
        #expect(row?["state"] == "resolved" && row?["open"] == "0.00")
        let actors = try root.export("audit").filter { $0["subject"] == "exception \(exception)" }
        #expect(actors.map { $0["action"] } == ["proposed", "resolved"])
        #expect(actors.allSatisfy { $0["actor"] == "operator ann" })
        #expect(actors.last?["detail"]?.contains("approved by bob") == true)
        #expect(try root.run(["trace", "s1.xml"]).output.contains("written-off"))
        #expect(try root.run(["resolve", exception, "--as", "ignore"] + why, environment: ann).status == 5)
        // Taken back, by a mirror, by two again.
        #expect(try root.run(["resolve", exception, "--as", "reopen"] + why, environment: bob).status == 0)
        #expect(try root.run(["approve", "2"] + why, environment: ann).status == 0)
        #expect(try balance(root, "expenses:write-offs") == "0.00")
        #expect(try open(root, "funds-without-remittance")["open"] == "80.00")
        #expect(try root.run(["audit", "verify"]).status == 0)
    }

    @Test func aMatchByHandSplitsMoneyAndLateEvidenceLeavesItAlone() throws {
        let root = try hospital()
        let exception = try id(root, "funds-without-remittance")
        let order = ["resolve", exception, "--as", "match", "--with", "C2=50.00", "--with", "C3=30.00"] + why
        #expect(try root.run(order, environment: ann).status == 0)
        #expect(try root.run(["approve", "1"] + why, environment: bob).status == 0)
        let matches = try root.export("matches").filter { $0["rule"] == "by-hand" }
        #expect(matches.map { $0["right"] } == ["C2", "C3"] && matches.map { $0["amount"] } == ["50.00", "30.00"])
        #expect(matches.allSatisfy { $0["explanation"]?.contains("by ann, approved by bob") == true })
        #expect(try isBalanced(root))
        // The advice comes after all: its money is taken, and nobody takes it twice.
        try root.drop(
            HospitalFiles.remittance(control: 9, trace: "T9", claims: [Claim(number: 2)]), "payer-blue", "late.835")
        try root.runOnce()
        let funds = try root.export("matches").filter { $0["kind"] == "remittance-funds" }
        #expect(funds.count == 1, "\(funds)")
        #expect(try root.export("exceptions").contains { $0["exception_id"] == exception && $0["state"] == "resolved" })
    }

    @Test func anUndoneMatchIsMirroredAndStaysWithPeople() throws {
        let root = try hospital()
        let match = try #require(try root.export("matches").first { $0["kind"] == "claim-payment" }?["match_id"])
        let receivable = try balance(root, "assets:receivable:payers")
        #expect(try root.run(["resolve", match, "--as", "undo-match"] + why, environment: ann).status == 0)
        #expect(try root.run(["approve", "1"] + why, environment: bob).status == 0)
        #expect(try root.export("matches").filter { $0["kind"] == "claim-payment" }.isEmpty)
        #expect(try balance(root, "assets:receivable:payers") != receivable)
        #expect(try balance(root, "assets:receivable:payers") == "0.00")
        #expect(try open(root, "undone-match")["amount"] == "80.00")
        // Something new about the same claim does not bring it back.
        try root.drop(
            HospitalFiles.remittance(
                control: 2, trace: "T2", claims: [Claim(number: 1, charge: 2_000, paid: 2_000)]), "payer-blue", "b.835")
        try root.runOnce()
        #expect(try !root.export("matches").contains { $0["match_id"] == match })
        // By hand it comes back, and is booked anew.
        let exception = try id(root, "undone-match")
        #expect(
            try root.run(["resolve", exception, "--as", "match", "--with", "C1"] + why, environment: ann).status == 0)
        #expect(try root.run(["approve", "2"] + why, environment: bob).status == 0)
        #expect(try root.export("matches").contains { $0["match_id"] == match && $0["rule"] == "by-hand" })
        #expect(try isBalanced(root))
        // And is undone again.
        #expect(try root.run(["resolve", match, "--as", "undo-match"] + why, environment: ann).status == 0)
        #expect(try root.run(["approve", "3"] + why, environment: bob).status == 0)
        #expect(try open(root, "undone-match")["exception_id"] == exception)
        #expect(try isBalanced(root))
        #expect(try root.run(["resolve", match, "--as", "undo-match"] + why, environment: ann).status == 4)
    }

    @Test func whatIsBookedAnewInAClosedPeriodKeepsItsDay() throws {
        let root = try hospital()
        let match = try #require(try root.export("matches").first { $0["kind"] == "claim-payment" }?["match_id"])
        let day = try #require(
            try root.export("journal").first { $0["journal_id"] == "M\(match)" }?["effective_date"])
        #expect(try root.run(["resolve", match, "--as", "undo-match"] + why, environment: ann).status == 0)
        #expect(try root.run(["approve", "1"] + why, environment: bob).status == 0)
        #expect(try root.run(["ledger", "close-period", "--through", "2026-03-31"] + why).status == 0)
        let exception = try id(root, "undone-match")
        #expect(
            try root.run(["resolve", exception, "--as", "match", "--with", "C1"] + why, environment: ann).status == 0)
        #expect(try root.run(["approve", "2"] + why, environment: bob).status == 0)
        let anew = try #require(
            try root.export("journal").compactMap { $0["journal_id"] }.first { $0.hasPrefix("M\(match)~") })
        let installation = try root.installation(FixedClock("2026-03-21T08:00:00.000Z"))
        let entry = try #require(try installation.database.read { try $0.journalEntry(anew) })
        #expect("\(entry.effectiveOn)" == "2026-04-01")
        #expect("\(entry.occurredOn)" >= day && "\(entry.occurredOn)" <= "2026-03-20", "\(entry.occurredOn)")
    }

    @Test func anUndoneTieOfMoneyAndAdviceLeavesBothOpen() throws {
        let root = try hospital()
        let match = try #require(try root.export("matches").first { $0["kind"] == "remittance-funds" }?["match_id"])
        #expect(try root.run(["resolve", match, "--as", "undo-match"] + why, environment: ann).status == 0)
        #expect(try root.run(["approve", "1"] + why, environment: bob).status == 0)
        let undone = try root.export("exceptions").filter { $0["category"] == "undone-match" }
        #expect(undone.count == 2 && undone.allSatisfy { $0["amount"] == "160.00" && $0["state"] == "open" })
        // Tied again from the side of the advice, both are over.
        let advice = try #require(undone.first { $0["subject"]?.hasPrefix("T1/") == true })
        let line = try #require(advice["subject"]?.split(separator: "/").last)
        let id = try #require(advice["exception_id"])
        #expect(
            try root.run(["resolve", id, "--as", "match", "--with", String(line)] + why, environment: ann).status == 0)
        #expect(try root.run(["approve", "2"] + why, environment: bob).status == 0)
        #expect(
            try root.export("exceptions").filter { $0["category"] == "undone-match" }.allSatisfy {
                $0["state"] == "resolved"
            })
    }

    @Test func whatChangedMeanwhileIsAConflict() throws {
        let root = try hospital()
        let exception = try id(root, "funds-without-remittance")
        #expect(try root.run(["resolve", exception, "--as", "write-off"] + why, environment: ann).status == 0)
        #expect(try root.run(["resolve", exception, "--as", "unapplied"] + why, environment: ann).status == 0)
        let late = try root.run(["approve", "1"] + why, environment: bob)
        #expect(late.status == 5 || late.status == 7, "\(late.log)")
        #expect(try root.run(["refuse", "1"] + why, environment: bob).status == 0)
        #expect(try root.run(["refuse", "1"] + why, environment: bob).status == 7)
        #expect(try root.run(["approve", "99"] + why, environment: bob).status == 4)
        #expect(try root.run(["resolve", "E-nothing", "--as", "ignore"] + why).status == 4)
        #expect(try root.run(["resolve", exception, "--as", "burn"] + why).status == 2)
        #expect(try root.run(["resolve", exception, "--as", "match"] + why).status == 2)
    }

    @Test func rolesDecideWhoMayDoHowMuch() throws {
        let root = try hospital()
        try root.write(
            """
            users: { ann: clerk, bob: [clerk, head] }
            roles:
              clerk: { acts: [match, write-off], alone: { write-off: 100.00 } }
              head: { acts: [ignore], approves: { match: any } }
            """, "Config/roles.yaml")
        let exception = try id(root, "funds-without-remittance")
        let ignored = try root.run(["resolve", exception, "--as", "ignore"] + why, environment: ann)
        #expect(ignored.status == 5 && ignored.log.contains("casework.not-allowed"))
        let alone = try root.run(["resolve", exception, "--as", "write-off"] + why, environment: ann)
        #expect(alone.status == 0 && alone.log.contains("Done"), "\(alone.log)")
        #expect(try root.run(["resolve", exception, "--as", "reopen"] + why, environment: ann).status == 5)
        try root.write("users: { ann: boss }\nroles: { clerk: { acts: [burn] } }\n", "Config/roles.yaml")
        let check = try root.run(["check"])
        #expect(check.status == 2 && check.log.contains("roles.yaml:1") && check.log.contains("burn"), "\(check.log)")
    }

    @Test func theListIsFilteredAndTellsAges() throws {
        let root = try hospital()
        let all = try root.run(["exceptions", "--format", "csv"])
        let rows = CSVLines.parse(all.output)
        #expect(rows.first?.suffix(3) == ["open", "age", "bucket"])
        #expect(rows.count > 2)
        let treasury = try root.run(["exceptions", "--owner", "payer relations", "--format", "csv"])
        #expect(CSVLines.parse(treasury.output).count == 2)
        #expect(try root.run(["exceptions", "--amount-over", "160.00"]).output.contains("Nothing is open"))
        #expect(try root.run(["exceptions", "--older-than", "500"]).output.contains("Nothing is open"))
        #expect(try root.run(["exceptions", "--category", "nonsense"]).status == 2)
        let exception = try id(root, "funds-without-remittance")
        #expect(try root.run(["exceptions", "assign", exception, "--to", "cid"], environment: ann).status == 0)
        #expect(try root.run(["exceptions", "note", exception, "asked the payer"], environment: ann).status == 0)
        #expect(try root.run(["exceptions", "--owner", "cid", "--format", "csv"]).output.contains(exception))
        #expect(try !root.run(["exceptions", "--owner", "payer relations"]).output.contains(exception))
        let told = try root.run(["exceptions", "show", exception])
        for part in ["asked the payer", "cid", "bank line", "banking days", "--as write-off", "C3"] {
            #expect(told.output.contains(part), "\(part) in \(told.output)")
        }
        for secret in Canary.all { #expect(!told.output.contains(secret)) }
        #expect(try root.run(["exceptions", "show", "E-none"]).status == 4)
    }

    @Test func anActBesideARunningGatewayIsCarriedOutByIt() throws {
        let root = try hospital()
        let exception = try id(root, "funds-without-remittance")
        let service = try root.start(["run"])
        defer {
            service.terminate()
            service.waitUntilExit()
        }
        for _ in 0..<600 where try root.run(["run", "--once"]).status != 7 { usleep(50_000) }
        let act = try root.run(["resolve", exception, "--as", "ignore"] + why, environment: ann)
        #expect(act.status == 0 && act.log.contains("Done"), "\(act.log)")
        #expect(try root.export("exceptions").contains { $0["exception_id"] == exception && $0["state"] == "resolved" })
    }

    @Test func everyCodeIsExplained() {
        #expect(Set(CaseworkRules.all.map(\.code)).count == CaseworkRules.all.count)
        for rule in CaseworkRules.all { #expect(RuleCatalogue.rule(rule.code) == rule && !rule.cure.isEmpty) }
    }
}
