import Foundation
import Testing

@testable import Gateway

/// What the books themselves find wrong is a list that people see, and goes when its cause goes.
@Suite struct BookControlTests {
    private func root(_ partners: (HospitalRoot) throws -> Void = { _ in }) throws -> HospitalRoot {
        let root = try HospitalRoot()
        try partners(root)
        return root
    }

    private func exceptions(_ root: HospitalRoot, _ category: String) throws -> [[String: String]] {
        try root.export("exceptions").filter { $0["category"] == category }
    }

    private func drop(
        _ lines: [BookFiles.Line], into root: HospitalRoot, day: String, sequence: Int, opening: Int64,
        closing: Int64? = nil
    ) throws {
        try root.drop(
            try BookFiles.statement(lines, day: day, sequence: sequence, opening: opening, closing: closing),
            "first-bank", "s\(sequence).xml")
        try root.runOnce()
    }

    @Test func aClearingAccountThatDoesNotClearIsAnExceptionUntilItDoes() throws {
        let root = try root()
        try root.drop(HospitalFiles.openItems([Claim(number: 1)]), "erp", "items.csv")
        let eft = BookFiles.Line(cents: 8_000, text: "HCCLAIMPMT TRN*1*T9*1123456789~")
        try drop([eft], into: root, day: "2026-03-09", sequence: 1, opening: 1_000_000)
        #expect(try exceptions(root, "clearing-overdue").isEmpty)
        try drop([], into: root, day: "2026-03-20", sequence: 2, opening: 1_008_000)
        let open = try #require(try exceptions(root, "clearing-overdue").first)
        #expect(open["subject"] == "2010/USD" && open["amount"] == "-80.00" && open["currency"] == "USD")
        // Five banking days are allowed, the sixth is too many.
        #expect(open["opened_on"] == "2026-03-17")
        let list = try root.run(["exceptions", "--owner", "general ledger", "--format", "csv"])
        #expect(list.output.contains("E-clearing-overdue-2010-USD"), "\(list.output)")
        let report = try root.run(["report", "daily-reconciliation"])
        #expect(
            report.output.contains("a clearing account is not back at zero")
                && report.output.contains("Clearing accounts"))
        #expect(try root.run(["exceptions", "show", "E-clearing-overdue-2010-USD"]).status == 0)
        // More comes that does not clear: the same exception, about more.
        try drop([eft], into: root, day: "2026-03-23", sequence: 3, opening: 1_008_000)
        try drop([], into: root, day: "2026-04-02", sequence: 4, opening: 1_016_000)
        #expect(try exceptions(root, "clearing-overdue").map { $0["amount"] } == ["-160.00"])
        // The advice comes, and the money goes where it belongs.
        try root.drop(
            HospitalFiles.remittance(
                control: 1, trace: "T9", claims: [Claim(number: 1, charge: 16_000, paid: 16_000)]), "payer-blue",
            "a.835")
        try root.runOnce()
        #expect(try exceptions(root, "clearing-overdue").isEmpty)
        #expect(try root.run(["audit", "verify"]).status == 0)
    }

    @Test func whatPeopleEndedStaysEndedUntilOtherMoneyIsOverdue() throws {
        let root = try root()
        let eft = BookFiles.Line(cents: 8_000, text: "HCCLAIMPMT TRN*1*T9*1123456789~")
        try drop([eft], into: root, day: "2026-03-09", sequence: 1, opening: 1_000_000)
        try drop([], into: root, day: "2026-03-20", sequence: 2, opening: 1_008_000)
        let ignore = ["resolve", "E-clearing-overdue-2010-USD", "--as", "ignore", "--reason", "known"]
        #expect(try root.run(ignore).status == 0)
        try drop([], into: root, day: "2026-03-23", sequence: 3, opening: 1_008_000)
        #expect(try exceptions(root, "clearing-overdue").map { $0["state"] } == ["resolved"])
    }

    @Test func cashThatTheLedgerDoesNotHaveIsAnExceptionOfItsDay() throws {
        let root = try root { root in
            try root.write(
                """
                name: own-balances
                deviations:
                  - code: camt.balance.equation
                    as: warning
                    who: treasury
                    when: 2026-03-02
                    why: the bank rounds its balances
                """, "Config/profiles/own-balances.yaml")
            try root.partner(
                "first-bank", role: "bank", expects: "[nacha, camt.053]", send: "\nprofile: own-balances")
        }
        let fee = BookFiles.Line(cents: -1_500, code: "698")
        try drop([fee], into: root, day: "2026-03-09", sequence: 1, opening: 1_000_000)
        #expect(try exceptions(root, "bank-proof").isEmpty)
        // The bank says 12.00 more than its lines make.
        try drop([fee], into: root, day: "2026-03-10", sequence: 2, opening: 998_500, closing: 998_200)
        #expect(try root.run(["ledger", "proof"]).status == 3)
        // A day later the difference is the same: nothing new to tell.
        try drop([fee], into: root, day: "2026-03-11", sequence: 3, opening: 998_200)
        let open = try exceptions(root, "bank-proof")
        #expect(open.count == 1, "\(open)")
        #expect(open.first?["subject"] == "1010/2026-03-10/USD" && open.first?["amount"] == "12.00")
        #expect(open.first?["opened_on"] == "2026-03-10")
        #expect(try root.run(["exceptions", "--owner", "treasury"]).output.contains("bank-proof"))
        // The bank takes it back.
        try drop([fee], into: root, day: "2026-03-12", sequence: 4, opening: 996_700, closing: 994_000)
        #expect(try exceptions(root, "bank-proof").isEmpty)
        #expect(try root.run(["ledger", "proof", "--format", "csv"]).output.contains("proved"))
    }

    @Test func whatTheGeneralLedgerRefusedIsAnExceptionUntilItAccepts() throws {
        let root = try root { root in
            try root.partner("erp", role: "department", expects: "[open-items, gl-acknowledgement]")
        }
        try drop(
            [BookFiles.Line(cents: -1_500, code: "698")], into: root, day: "2026-03-09", sequence: 1,
            opening: 1_000_000)
        let id = try #require(try root.export("journal").last?["journal_id"])
        func answer(_ rows: String, _ name: String) throws {
            try root.drop(Array("batch_id,journal_id,line_no,status,message\n\(rows)\n".utf8), "erp", name)
            try root.runOnce()
        }
        try answer(
            "gl-0001,\(id),1,rejected,\(Canary.party) is closed\ngl-0001,\(id),,rejected,no such period", "a.csv")
        // The entry as a whole is part of what is said of its line later, not the other way round.
        var open = try exceptions(root, "ledger-rejected")
        #expect(open.map { $0["subject"] } == ["gl-0001/\(id)"] && open.map { $0["amount"] } == ["15.00"], "\(open)")
        #expect(open.allSatisfy { $0["opened_on"] == "2026-03-09" })
        #expect(open.allSatisfy { $0["explanation"]?.contains(Canary.party) == false })
        let shown = try root.run(["exceptions", "show", try #require(open.first?["exception_id"])])
        #expect(shown.status == 0 && shown.output.contains("a.csv"), "\(shown.output)")
        try answer("gl-0001,\(id),,accepted,", "b.csv")
        #expect(try exceptions(root, "ledger-rejected").isEmpty)
        try answer("gl-0001,,,rejected,all of it", "c.csv")
        open = try exceptions(root, "ledger-rejected")
        #expect(open.map { $0["amount"] } == ["10015.00"])
        try answer("gl-0001,,,accepted,", "d.csv")
        #expect(try exceptions(root, "ledger-rejected").isEmpty)
    }

    /// The sums that are kept beside the journal are those of the journal, also of what no run has summed yet.
    @Test func balancesAreThoseOfTheJournal() throws {
        let root = try root()
        for day in 1...4 {
            try drop(
                [BookFiles.Line(cents: 1_000, text: "X\(day)"), BookFiles.Line(cents: -250, code: "698")], into: root,
                day: "2026-03-0\(day + 1)", sequence: day, opening: 1_000_000 + Int64(day - 1) * 750)
        }
        let installation = try root.installation(FixedClock("2026-03-09T08:00:00.000Z"))
        var sums: [String: Int64] = [:]
        try installation.database.read { session in
            try session.dailySums { sums[$0.account, default: 0] += $0.debit - $0.credit }
        }
        #expect(sums == ["1010": 1_003_000, "2010": -4_000, "3010": -1_000_000, "5010": 1_000])
        var days: [String: Int64] = [:]
        try installation.database.write { session in
            try session.execute("DELETE FROM account_days")
            try session.execute("UPDATE account_days_through SET sequence = 0")
            while try session.sumJournalLines(limit: 3) {}
            try session.dailySums { days[$0.account, default: 0] += $0.debit - $0.credit }
        }
        #expect(days == sums)
    }
}
