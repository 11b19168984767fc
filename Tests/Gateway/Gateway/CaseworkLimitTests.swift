import Foundation
import Testing

/// What people must not be able to do by detours, and what later files must not do to what people decided.
@Suite struct CaseworkLimitTests {
    private let ann = ["SUDO_USER": "ann"]
    private let bob = ["SUDO_USER": "bob"]
    private let why = ["--reason", "the test says so"]

    /// Money without advice, an advice with an unknown claim, items of several kinds and currencies.
    private func hospital() throws -> HospitalRoot {
        let root = try HospitalRoot()
        let items = String(
            decoding: HospitalFiles.openItems([
                Claim(number: 1), Claim(number: 2), Claim(number: 3, charge: 8_000),
            ]), as: UTF8.self)
        let others = """
            E1,invoice,P2,,INV-9001,80.00,EUR,2026-02-02,2026-03-02,
            I1,invoice,P2,,INV-9002,80.00,USD,2026-02-02,2026-03-02,
            D1,cashier-deposit,P2,,SLIP-1,80.00,USD,2026-02-02,,

            """
        try root.drop(Array((items + others).utf8), "erp", "items.csv")
        try root.drop(
            HospitalFiles.remittance(control: 1, trace: "T1", claims: [Claim(number: 1), Claim(number: 77)]),
            "payer-blue", "a.835")
        try root.drop(HospitalFiles.statement([("T1", 16_000), ("T9", 8_000)]), "first-bank", "s1.xml")
        try root.drop(
            HospitalFiles.statement([], day: "2026-03-20", sequence: 2, opening: 1_022_500, message: "M2"),
            "first-bank", "s2.xml")
        try root.runOnce()
        return root
    }

    private func id(_ root: HospitalRoot, _ category: String) throws -> String {
        let open = try root.export("exceptions").filter { $0["category"] == category && $0["state"] == "open" }
        return try #require(open.first?["exception_id"], "no open \(category)")
    }

    private func act(_ root: HospitalRoot, _ order: [String], by user: [String: String]) throws -> HospitalRoot.Outcome
    {
        try root.run(order + why, environment: user)
    }

    private func count(_ root: HospitalRoot, _ kind: String) throws -> Int {
        try root.export("matches").filter { $0["kind"] == kind }.count
    }

    @Test func theRestOfAMatchIsWrittenOffWithinTheLimitForWriteOffsOnly() throws {
        let root = try hospital()
        func roles(_ approval: String) throws {
            try root.write(
                """
                users: { ann: clerk, bob: head, cid: matcher }
                roles:
                  clerk: { acts: [match, write-off], alone: { match: 1000.00, write-off: 5.00 } }
                  matcher: { acts: [match], alone: { match: 1000.00 } }
                  head: { acts: [ignore], approves: { \(approval) } }
                """, "Config/roles.yaml")
        }
        try roles("match: any")
        let exception = try id(root, "funds-without-remittance")
        let order = ["resolve", exception, "--as", "match", "--with", "I1=50.00", "--write-off-rest"]
        let without = try act(root, order, by: ["SUDO_USER": "cid"])
        #expect(without.status == 5 && without.log.contains("casework.not-allowed"), "\(without.log)")
        let proposed = try act(root, order, by: ann)
        #expect(proposed.status == 0 && proposed.log.contains("approve 1"), "\(proposed.log)")
        let refused = try act(root, ["approve", "1"], by: bob)
        #expect(refused.status == 5 && refused.log.contains("casework.needs-another"), "\(refused.log)")
        try roles("match: any, write-off: 30.00")
        #expect(try act(root, ["approve", "1"], by: bob).status == 0)
        let written = try root.export("trial-balance").first { $0["account"] == "expenses:write-offs" }
        #expect(written?["balance"] == "-30.00")
    }

    @Test func whatDoesNotBelongTogetherIsNotMatched() throws {
        let root = try hospital()
        let money = try id(root, "funds-without-remittance")
        let line = try id(root, "unknown-item")
        for (exception, target, code) in [
            (money, "E1", "casework.other-currency"), (line, "E1", "casework.other-currency"),
            (line, "I1", "casework.not-here"), (line, "D1", "casework.not-here"), (money, "I1=80.01", "casework"),
            (money, "I1=-5.00", "casework"), (money, "I1=1e3", "casework.beyond-open"), (money, "", "casework"),
        ] {
            let outcome = try act(root, ["resolve", exception, "--as", "match", "--with", target], by: ann)
            #expect(outcome.status == 5 && outcome.log.contains(code), "\(target): \(outcome.status) \(outcome.log)")
        }
        #expect(try root.run(["proposals"]).output.contains("Nothing waits"))
    }

    @Test func aProposalToUndoIsNotForTheMatchThatCameAfter() throws {
        let root = try hospital()
        let match = try #require(try root.export("matches").first { $0["kind"] == "claim-payment" }?["match_id"])
        #expect(try act(root, ["resolve", match, "--as", "undo-match"], by: ann).status == 0)
        #expect(try act(root, ["resolve", match, "--as", "undo-match"], by: bob).status == 0)
        #expect(try act(root, ["approve", "2"], by: ann).status == 0)
        let undone = try id(root, "undone-match")
        #expect(try act(root, ["resolve", undone, "--as", "match", "--with", "C1"], by: ann).status == 0)
        #expect(try act(root, ["approve", "3"], by: bob).status == 0)
        // The match stands again, by hand; the first proposal was about another.
        let late = try act(root, ["approve", "1"], by: bob)
        #expect(late.status == 7, "\(late.log)")
        #expect(try count(root, "claim-payment") == 1)
    }

    @Test func anAdviceThatPeopleWorkedIsKnownWhenItComesAgain() throws {
        let root = try hospital()
        let match = try #require(try root.export("matches").first { $0["kind"] == "remittance-funds" }?["match_id"])
        #expect(try act(root, ["resolve", match, "--as", "undo-match"], by: ann).status == 0)
        #expect(try act(root, ["approve", "1"], by: bob).status == 0)
        let before = try root.export("journal").count
        try root.drop(
            HospitalFiles.remittance(control: 9, trace: "T1", claims: [Claim(number: 1), Claim(number: 77)]),
            "payer-blue", "again.835")
        try root.runOnce()
        #expect(try root.export("exceptions").contains { $0["category"] == "duplicate-remittance" })
        #expect(try root.export("journal").count == before)
        #expect(try count(root, "claim-payment") == 1 && count(root, "remittance-funds") == 0)
    }

    @Test func anOverpaymentThatGrowsIsToldAgain() throws {
        let root = try hospital()
        func pay(_ number: Int) throws {
            try root.drop(
                HospitalFiles.remittance(control: number, trace: "P\(number)", claims: [Claim(number: 1)]),
                "payer-blue", "p\(number).835")
            try root.runOnce()
        }
        try pay(20)
        let first = try id(root, "overpayment")
        #expect(try act(root, ["resolve", first, "--as", "ignore"], by: ann).status == 0)
        try root.drop(HospitalFiles.openItems([Claim(number: 50)], prefix: "N"), "erp", "more.csv")
        try root.runOnce()
        #expect(
            try root.export("exceptions").filter { $0["category"] == "overpayment" && $0["state"] == "open" }.isEmpty)
        try pay(21)
        let again = try root.export("exceptions").filter { $0["category"] == "overpayment" && $0["state"] == "open" }
        #expect(again.map { $0["amount"] } == ["140.00"] && again.map { $0["open"] } == ["80.00"], "\(again)")
    }

    @Test func whatPeopleAppliedToAClaimCountsWhenMoreIsPaid() throws {
        let root = try hospital()
        let line = try id(root, "unknown-item")
        #expect(try act(root, ["resolve", line, "--as", "match", "--with", "C3"], by: ann).status == 0)
        #expect(try act(root, ["approve", "1"], by: bob).status == 0)
        try root.drop(
            HospitalFiles.remittance(
                control: 30, trace: "P30", claims: [Claim(number: 3, charge: 8_000, paid: 8_000)]), "payer-blue",
            "p30.835")
        try root.runOnce()
        let over = try root.export("exceptions").filter { $0["category"] == "overpayment" }
        #expect(over.map { $0["subject"] } == ["C3"] && over.map { $0["amount"] } == ["80.00"], "\(over)")
    }

    @Test func anExceptionThatWentMeanwhileIsNotActedUpon() throws {
        let root = try hospital()
        let money = try id(root, "funds-without-remittance")
        #expect(try act(root, ["resolve", money, "--as", "write-off"], by: ann).status == 0)
        try root.drop(
            HospitalFiles.remittance(control: 40, trace: "T9", claims: [Claim(number: 2)]), "payer-blue", "late.835")
        try root.runOnce()
        let late = try act(root, ["approve", "1"], by: bob)
        #expect([4, 5, 7].contains(late.status), "\(late.status) \(late.log)")
        #expect(try !root.export("trial-balance").contains { $0["account"] == "expenses:write-offs" })
        #expect(try act(root, ["refuse", "1"], by: bob).status == 0)
    }
}
