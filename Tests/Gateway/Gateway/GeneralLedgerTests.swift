import Foundation
import Testing

@testable import Gateway

/// Batches in the general ledgers' own forms, periods and proofs, through the real program.
@Suite struct GeneralLedgerTests {
    private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first(
        where: FileManager.default.isExecutableFile)

    private func root(ledger: String) throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.write("organisation: { name: General Hospital }\nledger: \(ledger)\n", "Config/gateway.yaml")
        return root
    }

    private func drop(
        into root: HospitalRoot, day: String = "2026-03-09", sequence: Int = 1, opening: Int64 = 1_000_000
    )
        throws
    {
        let payments = [(trace: "EFT\(sequence)", cents: Int64(16_000))]
        try root.drop(
            HospitalFiles.statement(
                payments, day: day, sequence: sequence, opening: opening, message: "M\(sequence)"), "first-bank",
            "statement\(sequence).xml")
    }

    private func rows(_ outcome: HospitalRoot.Outcome) -> [[String: String]] {
        let lines = CSVLines.parse(outcome.output)
        return lines.dropFirst().map { Dictionary(zip(lines[0], $0), uniquingKeysWith: { first, _ in first }) }
    }

    @Test func aBatchLeavesInEveryFormAndComesBackTheSame() throws {
        let forms = "csv, hledger, beancount, xml, oracle-fbdi, sap, netsuite, quickbooks-iif, workday, own.txt"
        let root = try root(ledger: "{ export: [\(forms)], to: erp }")
        try root.write(
            "{{#entries}}{{#lines}}{{account-code}} {{amount}}\n{{/lines}}{{/entries}}",
            "Config/templates/own.txt.mustache")
        try drop(into: root)
        try root.runOnce()
        let sent = root.files(below: "outbox/erp").filter { $0.contains("-gl-0001-") }
        for form in forms.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }) {
            let outcome = try root.run(["export", "gl", "--batch", "1", "--as", form, "--output", "\(root.path)/again"])
            #expect(outcome.status == 0, "\(form): \(outcome.log)")
            let again = root.contents("again")
            #expect(!again.isEmpty && sent.contains { root.contents("outbox/erp/\($0)") == again }, "\(form): \(sent)")
        }
        #expect(sent.count { $0.hasSuffix("control.csv") } == 8)
        #expect(try root.run(["export", "gl", "--batch", "2"]).status == 4)
        #expect(try root.run(["export", "gl", "--batch", "1", "--as", "pdf"]).status == 4)
        // A second run finds nothing that no batch holds.
        try root.runOnce()
        #expect(root.files(below: "outbox/erp").filter { $0.contains("-gl-0002-") }.isEmpty)
    }

    @Test(.enabled(if: python != nil, "python3 is not installed")) func oraclesZipHoldsTheJournal() throws {
        let root = try root(ledger: "{ export: [oracle-fbdi], to: erp }")
        try drop(into: root)
        try root.runOnce()
        let zip = try #require(root.files(below: "outbox/erp").first { $0.hasSuffix("GlInterface.zip") })
        let script = """
            import csv, io, sys, zipfile
            from decimal import Decimal
            text = zipfile.ZipFile(sys.argv[1]).read("GlInterface.csv").decode()
            rows = list(csv.reader(io.StringIO(text)))
            print(len(rows), sum(Decimal(r[38] or 0) for r in rows), sum(Decimal(r[39] or 0) for r in rows))
            """
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.python))
        process.arguments = ["-c", script, "\(root.path)/outbox/erp/\(zip)"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // Opening balance 10,000.00, an EFT of 160.00, a fee of 15.00.
        #expect(output == "6 10175.00 10175.00\n")
    }

    @Test func aFormThatWasChangedSinceGivesNoOtherFileUnasked() throws {
        let root = try root(ledger: "{ export: [own], to: erp }")
        let layout = "name: own\nfile: own.csv\nrows: { line: [{ name: a, from: account-code }, { from: amount }] }\n"
        try root.write(layout, "Config/layouts/own.yaml")
        try drop(into: root)
        try root.runOnce()
        let before = try root.run(["export", "gl", "--batch", "1"])
        #expect(before.status == 0 && before.output.contains("1010,10000.00\n"))
        try root.write(layout.replacing("account-code", with: "account"), "Config/layouts/own.yaml")
        let after = try root.run(["export", "gl", "--batch", "1"])
        #expect(after.status == 7 && after.output.isEmpty && after.log.contains("ledger.changed-since"))
        #expect(try root.run(["export", "gl", "--batch", "1", "--as-now"]).output.contains("assets:cash:operating,"))
    }

    @Test func whatAFormRefusesStaysInTheJournalUntilItIsMended() throws {
        let root = try root(ledger: "{ export: [own], to: erp, close: on-demand }")
        let layout = "name: own\nfile: own.csv\nrows: { line: [{ name: memo, from: description, length: 5 }] }\n"
        try root.write(layout, "Config/layouts/own.yaml")
        try drop(into: root)
        try root.runOnce()
        #expect(try root.run(["ledger", "batches", "--format", "csv"]).output.split(separator: "\n").count == 1)
        let refused = try root.run(["ledger", "close"])
        #expect(refused.status == 5 && refused.log.contains("ledger.text-too-long"))
        #expect(root.files(below: "outbox/erp").allSatisfy { !$0.contains("-gl-") })
        try root.write(layout.replacing("length: 5", with: "length: 5, too-long: cut"), "Config/layouts/own.yaml")
        let closed = try root.run(["ledger", "close"])
        #expect(closed.status == 0 && closed.log.contains("Batch 1"), "\(closed.log)")
        try root.runOnce()
        #expect(root.files(below: "outbox/erp").contains { $0.hasSuffix("gl-0001-own.csv") })
    }

    @Test func whatComesForAClosedDayIsBookedOnTheFirstOpenOne() throws {
        let root = try root(ledger: "{ export: [csv], to: erp }")
        try drop(into: root)
        try root.runOnce()
        let close = ["ledger", "close-period", "--through", "2026-03-10", "--reason", "month end"]
        #expect(try root.run(close).status == 0)
        #expect(try root.run(close).status == 5)
        try drop(into: root, day: "2026-03-10", sequence: 2, opening: 1_014_500)
        try root.runOnce()
        let late = try root.export("journal").filter { $0["arrival_id"] == "2" }
        #expect(!late.isEmpty && late.allSatisfy { $0["effective_date"] == "2026-03-11" })
        let again = try root.run(["export", "gl", "--batch", "2"])
        #expect(rows(again).allSatisfy { $0["original_date"] == "2026-03-10" && $0["effective_date"] == "2026-03-11" })
        // Cash is proved by the day of what happened, and nothing moved in the closed period any more.
        let proofs = rows(try root.run(["ledger", "proof", "--format", "csv"]))
        #expect(proofs.map { $0["state"] } == ["proved", "proved"])
        let balance = try root.run([
            "ledger", "trial-balance", "--since", "2026-03-10", "--until", "2026-03-10", "--format", "csv",
        ])
        #expect(rows(balance).allSatisfy { $0["debit"] == "0.00" && $0["credit"] == "0.00" })
        #expect(try root.run(["ledger", "open-period", "--reason", "audit"]).status == 0)
        #expect(try root.run(["ledger", "open-period", "--reason", "audit"]).status == 5)
        #expect(
            rows(try root.run(["ledger", "periods", "--format", "csv"])).map { $0["closed_through"] } == [
                "2026-03-10", "all open",
            ])
        #expect(try root.run(["audit", "verify"]).status == 0)
    }

    @Test func theGeneralLedgersAnswerIsReadBack() throws {
        let root = try root(ledger: "{ export: [csv], to: erp }")
        try root.partner("erp", role: "department", expects: "[open-items, gl-acknowledgement]")
        try drop(into: root)
        try root.runOnce()
        let id = try #require(try root.export("journal").first?["journal_id"])
        func answer(_ rows: String, _ name: String) throws {
            try root.drop(Array("batch_id,journal_id,line_no,status,message\n\(rows)\n".utf8), "erp", name)
            try root.runOnce()
        }
        #expect(rows(try root.run(["ledger", "batches", "--format", "csv"])).first?["acknowledged"] == "waiting")
        try answer("gl-0001,,,accepted,\ngl-0001,\(id),2,rejected,account 2010 is closed", "one.csv")
        #expect(rows(try root.run(["ledger", "batches", "--format", "csv"])).first?["acknowledged"] == "rejected")
        let words = rows(try root.run(["ledger", "acknowledgements", "--format", "csv"]))
        #expect(words.map { $0["status"] } == ["accepted", "rejected"])
        #expect(words.last?["message"] == "account 2010 is closed" && words.last?["line_no"] == "2")
        // The last word counts.
        try answer("gl-0001,\(id),2,accepted,", "two.csv")
        #expect(rows(try root.run(["ledger", "batches", "--format", "csv"])).first?["acknowledged"] == "accepted")
        // What is about nothing that was sent is refused whole.
        for (index, stranger) in ["gl-0002,,,accepted,", "gl-0001,nobody,,accepted,", "gl-0001,\(id),99,rejected,"]
            .enumerated()
        {
            try answer(stranger, "stranger\(index).csv")
        }
        let states = try root.export("arrivals").suffix(3)
        #expect(states.allSatisfy { $0["state"] == "rejected" && $0["reason"]?.contains("ledger.strange") == true })
        #expect(rows(try root.run(["ledger", "acknowledgements", "--format", "csv"])).count == 2)
    }

    @Test func aMissingStatementIsExplainedAndMoneyInClearingAges() throws {
        let root = try root(ledger: "{ export: [csv], to: erp }")
        try drop(into: root)
        try drop(into: root, day: "2026-03-11", sequence: 3, opening: 1_050_000)
        try root.runOnce()
        let proof = try root.run(["ledger", "proof", "--format", "csv"])
        #expect(proof.status == 0)
        #expect(
            rows(proof).map { "\($0["state"] ?? "") \($0["difference"] ?? "")" } == ["proved 0.00", "explained 355.00"])
        let clearing = rows(try root.run(["ledger", "clearing", "--on", "2026-03-20", "--format", "csv"]))
        let unapplied = clearing.first { $0["account"] == "liabilities:unapplied cash" }
        #expect(unapplied?["balance"] == "-320.00" && unapplied?["open_since"] == "2026-03-09")
        #expect(unapplied?["overdue"] == "yes")
    }

    @Test(arguments: [
        ("2026-03-09T22:00:00.000Z", "2026-03-08T22:30:00.000Z"),
        ("2026-03-09T22:30:00.000Z", "2026-03-09T22:30:00.000Z"),
        ("2026-03-10T03:00:00.000Z", "2026-03-09T22:30:00.000Z"),
    ]) func theDaysTimeIsThatOfTheZone(now: String, due: String) throws {
        // 18:30 in New York is 22:30 UTC in summer, which began on 2026-03-08.
        let found = LedgerClosing.dueMoment(
            before: try #require(Instant(iso: now)), minute: 1110, zone: "America/New_York")
        #expect(found?.description == due)
    }
}
