import Foundation
import Testing

@testable import Gateway

/// Reports: readable, in agreement with each other and with the exports, and sent once to who subscribes.
@Suite struct ReportTests {
    private static let names = [
        "daily-reconciliation", "discrepancies", "unapplied-cash", "aged-items", "denials", "days-in-receivables",
        "payment-lag", "return-rates", "match-rate", "cash-position",
    ]

    private static let moved = "Money that moved on the day"

    private func hospital() throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.drop(
            HospitalFiles.openItems([Claim(number: 1), Claim(number: 2), Claim(number: 3)]), "erp", "items.csv")
        try root.drop(
            HospitalFiles.remittance(control: 1, trace: "T1", claims: [Claim(number: 1), Claim(number: 77)]),
            "payer-blue", "a.835")
        try root.drop(
            HospitalFiles.statement([("T1", 16_000), ("T9", 8_000)]), "first-bank", "s1.xml")
        try root.drop(
            HospitalFiles.statement([], day: "2026-03-20", sequence: 2, opening: 1_022_500, message: "M2"),
            "first-bank",
            "s2.xml")
        try root.runOnce()
        return root
    }

    /// The values of a column of a table, from the CSV form.
    private func values(
        _ root: HospitalRoot, _ report: String, _ table: String, _ column: String, _ more: [String] = []
    )
        throws -> [String]
    {
        let outcome = try root.run(["report", report, "--format", "csv"] + more)
        #expect(outcome.status == 0, "\(outcome.log)")
        return CSVLines.parse(outcome.output).filter { $0.count == 6 && $0[2] == table && $0[4] == column }.map {
            $0[5]
        }
    }

    private func cents(_ texts: [String]) -> Int { texts.reduce(0) { $0 + (Int($1.replacing(".", with: "")) ?? 0) } }

    @Test func everyReportCanBeReadInEveryForm() throws {
        let root = try hospital()
        #expect(try root.run(["report"]).output.split(separator: "\n").map(String.init) == Self.names)
        for name in Self.names {
            let html = try root.run(["report", name, "--format", "html"])
            #expect(html.status == 0, "\(html.log)")
            #expect(html.output.hasPrefix("<!DOCTYPE html>") && html.output.contains("What is counted"))
            #expect(!html.output.contains("<script") && !html.output.contains("http"))
            let text = try root.run(["report", name])
            #expect(text.output.contains("General Hospital") && text.output.contains("as of 2026-03-20"))
            let json = try root.run(["report", name, "--format", "json"])
            let parsed = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            #expect(parsed?["report"] as? String == name)
            for secret in Canary.all where secret != Canary.claim {
                for output in [html.output, text.output, json.output] { #expect(!output.contains(secret)) }
            }
        }
        #expect(try root.run(["report", "profits"]).status == 2)
        #expect(try root.run(["report", "denials", "--as-of", "soon"]).status == 2)
    }

    @Test func figuresAgreeWithTheExports() throws {
        let root = try hospital()
        let day = ["--as-of", "2026-03-09"]
        // All money of the day is explained, once.
        #expect(cents(try values(root, "daily-reconciliation", Self.moved, "came in", day)) == 16_000 + 8_000)
        #expect(cents(try values(root, "daily-reconciliation", Self.moved, "went out", day)) == -1_500)
        #expect(try values(root, "daily-reconciliation", "Bank statements", "difference", day) == ["0.00"])
        #expect(try values(root, "daily-reconciliation", "Bank statements", "closing", day) == ["10225.00"])
        // The account is that of the trial balance.
        let balance = try values(
            root, "unapplied-cash", "Account 2010 liabilities:unapplied cash, by what was booked", "amount")
        let trial = try root.export("trial-balance").first { $0["account"] == "liabilities:unapplied cash" }
        #expect(cents(balance) == -cents([trial?["balance"] ?? ""]))
        // The exceptions are those of the export.
        let open = try root.export("exceptions").filter { $0["state"] == "open" }
        let listed = try values(root, "discrepancies", "Exceptions, oldest first", "exception")
        #expect(listed.sorted() == open.compactMap { $0["exception_id"] }.sorted() && !listed.isEmpty)
        #expect(
            cents(try values(root, "daily-reconciliation", "To be acted on, by owner", "open"))
                == cents(open.compactMap { $0["open"] }))
        // Claim 1 is paid and written down; two are open.
        #expect(cents(try values(root, "aged-items", "Open items by kind and days past due", "open")) == 20_000)
        #expect(cents(try values(root, "days-in-receivables", "Days in accounts receivable", "open")) == 20_000)
        #expect(
            cents(try values(root, "cash-position", "Expected receipts", "amount")) == 20_000)
        #expect(try values(root, "cash-position", "Cash position", "closing balance") == ["10210.00"])
        #expect(
            try values(root, "match-rate", "All matches", "count").first
                == String(try root.export("matches").count))
    }

    @Test func theCloseOfADayShowsTheBooks() throws {
        let root = try hospital()
        let day = ["--as-of", "2026-03-09"]
        func close(_ table: String, _ column: String, _ more: [String] = []) throws -> [String] {
            try values(root, "daily-reconciliation", table, column, more)
        }
        // Bank and books agree on each day.
        for more in [day, []] { #expect(try close("Bank proof", "difference", more) == ["0.00"]) }
        #expect(try close("Bank proof", "bank says", day) == ["10225.00"])
        // What is not applied is taken apart to the cent: the parts are the account's balance.
        let trial = try root.export("trial-balance").first { $0["account"] == "liabilities:unapplied cash" }
        let parts = try close("Money not applied", "amount")
        #expect(cents(parts) == -cents([trial?["balance"] ?? ""]) && parts.count > 1, "\(parts)")
        #expect(try close("Money not applied", "what it consists of").allSatisfy { !$0.hasPrefix("left there") })
        // Debits are credits, in the batches and in the trial balance.
        let debits =
            try close("Batches for the general ledger", "debits", day)
            + close("Batches for the general ledger", "debits")
        #expect(try root.export("journal").map { $0["debit"] ?? "" }.reduce(0) { $0 + cents([$1]) } == cents(debits))
        #expect(try close("Batches for the general ledger", "in balance").allSatisfy { $0 == "yes" })
        for column in ["opening", "closing"] { #expect(cents(try close("Trial balance of the day", column)) == 0) }
        #expect(
            cents(try close("Trial balance of the day", "debits", day))
                == cents(try close("Trial balance of the day", "credits", day)))
        // The oldest of what must be acted on comes first.
        #expect(
            try close("To be acted on, the oldest first", "days", ["--as-of", "2026-03-16"]).allSatisfy { $0 <= "5" })
        let ages = try close("To be acted on, the oldest first", "days").compactMap { Int($0) }
        #expect(!ages.isEmpty && ages == ages.sorted(by: >))
        let text = try root.run(["report", "daily-reconciliation"] + day).output
        #expect(text.contains("10,225.00") && text.contains("in USD") && !text.contains("remittance-funds"))
    }

    @Test func amountsAreGroupedForPeople() {
        for (plain, shown) in [
            ("1825407.66", "1,825,407.66"), ("-1234", "-1,234"), ("999.00", "999.00"), ("-", "-"), ("", ""),
            ("too large", "too large"), ("2026-03-09", "2026-03-09"), ("1000", "1,000"),
        ] { #expect(ReportTable.grouped(plain) == shown) }
    }

    @Test func whatPeopleDecideShowsInTheFigures() throws {
        let root = try hospital()
        let exception = try #require(
            try root.export("exceptions").first { $0["category"] == "funds-without-remittance" }?["exception_id"])
        let why = ["--reason", "the test says so"]
        try root.run(["resolve", exception, "--as", "write-off"] + why, environment: ["SUDO_USER": "ann"])
        try root.run(["approve", "1"] + why, environment: ["SUDO_USER": "bob"])
        let day = ["--as-of", "2026-03-09"]
        let fates = try values(root, "daily-reconciliation", Self.moved, "what became of it", day)
        #expect(fates.contains("settled by people") && !fates.contains { $0.hasPrefix("open: ") })
        #expect(cents(try values(root, "daily-reconciliation", Self.moved, "came in", day)) == 16_000 + 8_000)
        let balance = try values(
            root, "unapplied-cash", "Account 2010 liabilities:unapplied cash, by what was booked", "amount")
        #expect(cents(balance) == 8_000)
    }

    @Test func subscribersGetEachReportOnce() throws {
        let root = try HospitalRoot()
        try root.partner(
            "erp", role: "department", expects: "[open-items]",
            send: """

                reports:
                  - { report: daily-reconciliation, format: html, when: after-statement }
                  - { report: discrepancies, format: csv, when: daily }
                  - { report: aged-items, when: monthly }
                """)
        func reports() -> [String] { root.files(below: "outbox/erp").filter { $0.contains("-report-") } }
        try root.runOnce()
        #expect(reports().isEmpty)
        try root.drop(HospitalFiles.statement([("T1", 16_000)]), "first-bank", "s1.xml")
        try root.runOnce()
        #expect(reports().count == 3, "\(reports())")
        try root.runOnce()
        #expect(reports().count == 3)
        try root.drop(
            HospitalFiles.statement([], day: "2026-03-10", sequence: 2, opening: 1_014_500, message: "M2"),
            "first-bank",
            "s2.xml")
        try root.runOnce()
        #expect(reports().count == 5, "\(reports())")
        #expect(reports().allSatisfy { $0.hasPrefix("2026") })
        #expect(try root.export("dispatches").filter { $0["kind"] == "report" }.count == 5)
        let html = try #require(reports().first { $0.hasSuffix("daily-reconciliation.html") })
        #expect(String(decoding: root.contents("outbox/erp/\(html)"), as: UTF8.self).contains("Daily reconciliation"))
        try root.partner(
            "erp", role: "department", expects: "[open-items]", send: "\nreports: [{ report: profits }]")
        #expect(try root.run(["check"]).status == 2)
    }

    @Test func denialsAreToldByReason() throws {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.openItems([Claim(number: 1), Claim(number: 2)]), "erp", "items.csv")
        let plain = HospitalFiles.remittance(
            control: 1, trace: "T1", claims: [Claim(number: 1), Claim(number: 2, paid: 0)])
        let denied = String(decoding: plain, as: UTF8.self)
            .replacing("CLP*\(Canary.claim)2*1*", with: "CLP*\(Canary.claim)2*4*")
            .replacing("CAS*CO*45*100.00", with: "CAS*CO*29*70.00**45*30.00")
        try root.drop(Array(denied.utf8), "payer-blue", "a.835")
        try root.drop(HospitalFiles.statement([("T1", 8_000)]), "first-bank", "s1.xml")
        try root.runOnce()
        let table = "Denied claim lines by reason (CARC) and payer"
        #expect(try values(root, "denials", table, "reason") == ["CO-29"])
        #expect(try values(root, "denials", table, "charged") == ["100.00"])
        #expect(try values(root, "denials", "Denial rate by payer", "per cent") == ["50.00"])
    }

    @Test func quotientsAreExact() {
        #expect(percentage(1, of: 3) == "33.33" && percentage(0, of: 5) == "0.00" && percentage(1, of: 0) == "-")
        #expect(percentage(5, of: 100_000) == "0.01" && percentage(2, of: 3) == "66.67")
        #expect(average(-5, over: 2) == "-2.5" && average(0, over: 3) == "0.0" && average(1, over: 0) == "-")
        #expect(percentage(.max, of: .max) == "100.00")
    }
}
