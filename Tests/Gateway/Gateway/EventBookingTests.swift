import Foundation
import Testing

/// What comes in by files goes into the books by the events of the chart, each entry balanced, and hledger's sums are ours.
@Suite struct EventBookingTests {
    private func balances(_ root: HospitalRoot) throws -> [String: String] {
        var balances: [String: String] = [:]
        for row in try root.export("trial-balance") where row["balance"] != "0.00" {
            balances["\(row["account"] ?? "")"] = row["balance"]
        }
        return balances
    }

    private func firstDay(_ root: HospitalRoot) throws {
        try root.partner("second-bank", role: "bank", expects: "[camt.053]")
        try root.drop(
            HospitalFiles.openItems([Claim(number: 1), Claim(number: 2), Claim(number: 3)]), "erp", "items.csv")
        try root.drop(
            BookFiles.advice(
                control: 1, trace: "T1", cents: 17_350,
                claims: BookFiles.claim(1, charge: 10_000, paid: 8_000, adjustments: ["CAS*CO*45*20.00"])
                    + BookFiles.claim(
                        2, charge: 10_000, paid: 6_000, adjustments: ["CAS*CO*45*20.00", "CAS*PR*1*20.00"])
                    + BookFiles.claim(3, charge: 10_000, paid: 5_000, adjustments: ["CAS*OA*94*50.00"]),
                adjustments: [
                    "PLB*1234567893*20261231*WO:ABC*10.00*L6:INT*-2.50*FB:F1*5.00*72:R1*3.00*CS:C1*1.00"
                ]), "payer-blue", "a.835")
        try root.drop(
            try BookFiles.statement(
                [
                    .init(cents: 17_350, text: "HCCLAIMPMT TRN*1*T1*1123456789~"), .init(cents: -1_500, code: "698"),
                    .init(cents: 125, code: "354"), .init(cents: 30_000, code: "115"),
                    .init(cents: 4_200, code: "165", text: "MERCHANT SERVICES DEPOSIT"),
                    .init(cents: -50_000, code: "575", text: "ZBA TRANSFER"),
                ], day: "2026-03-09", sequence: 1, opening: 1_000_000), "first-bank", "s1.xml")
        try root.drop(
            try BookFiles.statement(
                [.init(cents: 50_000, code: "275", text: "ZBA TRANSFER")], day: "2026-03-09", sequence: 1, opening: 0,
                account: "8812300045"), "second-bank", "s1.xml")
        try root.runOnce()
    }

    @Test func everyEventOfADayGoesWhereTheChartSays() throws {
        let root = try HospitalRoot()
        try firstDay(root)
        #expect(
            try balances(root) == [
                "assets:cash:operating": "10501.75", "assets:cash:lockbox clearing": "-300.00",
                "assets:cash:card clearing": "-42.00", "assets:receivable:payers": "-300.00",
                "assets:receivable:patients": "20.00", "assets:due from payers": "5.00",
                "liabilities:payer recoupments": "10.00", "liabilities:payer refunds": "3.00",
                "equity:opening balances": "-10000.00", "income:interest": "-1.25",
                "income:interest from payers": "-2.50", "income:contractual allowances": "40.00",
                "income:other adjustments": "50.00", "expenses:bank fees": "15.00",
                "expenses:payer adjustments": "1.00",
            ])
        // All money is matched: the clearing accounts are zero, and the bank agrees.
        #expect(try root.run(["ledger", "clearing", "--format", "csv"]).output.split(separator: "\n").count == 1)
        #expect(try root.run(["ledger", "proof", "--format", "csv"]).output.contains("proved"))
        try Hledger(root: root).check()
    }

    @Test func aReversalTakesBackAndAReturnOpensAgain() throws {
        let root = try HospitalRoot()
        try firstDay(root)
        // The payer takes claim 2 back and pays it again with another share; two entries of ours come back.
        try root.drop(
            BookFiles.advice(
                control: 2, trace: "T2", cents: 1_000,
                claims: BookFiles.claim(
                    2, charge: -10_000, paid: -6_000, status: "22",
                    adjustments: ["CAS*CO*45*-20.00", "CAS*PR*1*-20.00"])
                    + BookFiles.claim(
                        2, charge: 10_000, paid: 7_000, adjustments: ["CAS*CO*45*20.00", "CAS*PR*1*10.00"]),
                effective: "20260310"), "payer-blue", "b.835")
        try root.drop(
            BookFiles.returned(-2_000, code: "R01", trace: "071000280000003"), "first-bank", "debit.ach")
        try root.drop(
            BookFiles.returned(3_500, code: "R03", trace: "071000280000004", modifier: "B"), "first-bank", "credit.ach")
        try root.drop(
            try BookFiles.statement(
                [
                    .init(cents: 1_000, text: "HCCLAIMPMT TRN*1*T2*1123456789~"),
                    .init(cents: -2_000, code: "555", text: "ACH RETURN", clearing: "071000280000003"),
                    .init(cents: 3_500, code: "257", text: "ACH RETURN", clearing: "071000280000004"),
                ], day: "2026-03-10", sequence: 2, opening: 1_000_175), "first-bank", "s2.xml")
        try root.runOnce()
        let found = try balances(root)
        #expect(found["assets:receivable:patients"] == "30.00", "\(found)")
        #expect(found["assets:receivable:payers"] == "-300.00")
        #expect(found["liabilities:accounts payable"] == "-35.00")
        #expect(found["liabilities:unapplied cash"] == nil, "\(found)")
        let events = Set(try root.export("journal").compactMap { $0["event"] })
        #expect(events.isSuperset(of: ["debit-returned", "payment-returned"]))
        let day = try root.run(["report", "daily-reconciliation", "--format", "csv"]).output
        #expect(day.contains("the bank's ACH file explains it") && !day.contains("waits for"), "\(day)")
        try Hledger(root: root).check()
    }

    @Test func anAdviceOnInvoicesBooksDiscountsAndDeductions() throws {
        let root = try HospitalRoot()
        let items = """
            item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref
            I1,invoice,P2,,INV-9001,100.00,USD,2026-02-02,2026-03-02,

            """
        try root.drop(Array(items.utf8), "erp", "items.csv")
        let order = BookFiles.envelope(
            5, "RA", "005010",
            [
                "ST*820*0001",
                "BPR*I*78.00*C*ACH*CTX*01*071000288*DA*\(Canary.account)*1123456789**01*091000019*DA*\(Canary.account)*20260309",
                "TRN*1*PO1*1123456789", "N1*PE*GENERAL HOSPITAL", "N1*PR*BLUE HEALTH PLAN", "ENT*1", "ADX*-2.00*ZZ",
                "RMR*IV*INV-9001**80.00*100.00*5.00", "ADX*-15.00*01",
            ])
        try root.drop(order, "payer-blue", "a.820")
        try root.drop(
            try BookFiles.statement(
                [.init(cents: 7_800, text: "PAYMENT TRN*1*PO1*1123456789~")], day: "2026-03-09", sequence: 1,
                opening: 1_000_000), "first-bank", "s1.xml")
        try root.runOnce()
        #expect(
            try balances(root) == [
                "assets:cash:operating": "10078.00", "assets:receivable:invoices": "-100.00",
                "income:discounts given": "5.00", "income:deductions": "17.00", "equity:opening balances": "-10000.00",
            ])
        try Hledger(root: root).check()
    }

    @Test func eachEntityGetsAFileWhereTheLayoutSaysSo() throws {
        let root = try HospitalRoot()
        try root.write(
            "organisation: { name: General Hospital }\n"
                + "ledger: { chart-of-accounts: chart.yaml, export: [own, hledger], to: erp }\n", "Config/gateway.yaml")
        let shipped = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../Config/chart-of-accounts.yaml")
        let dimensions = """

            dimensions:
              default: { entity: "100" }
              bank-accounts: { "8812300045": { entity: "200" } }
              accounts: { "2010": { entity: "100" } }
            inter-entity: { due-from: "1910", due-to: "2910" }

            """
        try root.write(try String(contentsOf: shipped, encoding: .utf8) + dimensions, "Config/chart.yaml")
        try root.write(
            """
            name: own
            file: own.csv
            file-per: entity
            rows: { line: [{ from: line-id }, { from: entity }, { from: account-code }, { from: amount }] }

            """, "Config/layouts/own.yaml")
        try root.drop(
            try BookFiles.statement(
                [.init(cents: 7_800, text: "SOMETHING")], day: "2026-03-09", sequence: 1, opening: 50_000),
            "first-bank",
            "s1.xml")
        try root.drop(
            try BookFiles.statement(
                [.init(cents: 2_200, text: "SOMETHING ELSE")], day: "2026-03-09", sequence: 1, opening: 60_000,
                account: "8812300045"), "first-bank", "s2.xml")
        try root.runOnce()
        let files = root.files(below: "outbox/erp")
        var lines: Set<String> = []
        for entity in ["100", "200"] {
            let name = try #require(files.first { $0.hasSuffix("-gl-0001-\(entity)-own.csv") }, "\(files)")
            let rows = CSVLines.parse(String(decoding: root.contents("outbox/erp/\(name)"), as: UTF8.self))
            #expect(!rows.isEmpty && rows.allSatisfy { $0[1] == entity }, "\(rows)")
            // Each file balances by itself, and its control totals are its own.
            #expect(rows.reduce(0) { $0 + (Int($1[3].replacing(".", with: "")) ?? 1) } == 0, "\(rows)")
            let control = try #require(files.first { $0.hasSuffix("-gl-0001-\(entity)-own.control.csv") }, "\(files)")
            let totals = CSVLines.parse(String(decoding: root.contents("outbox/erp/\(control)"), as: UTF8.self))
            #expect(totals.last?[3] == String(rows.count), "\(totals)")
            lines.formUnion(rows.map { $0[0] })
            let again = try root.run([
                "export", "gl", "--batch", "1", "--as", "own", "--entity", entity, "--output", "\(root.path)/again",
            ])
            #expect(again.status == 0 && root.contents("again") == root.contents("outbox/erp/\(name)"), "\(again.log)")
        }
        // Every line of the journal left once, under its own number.
        let journal = Set(try root.export("journal").map { "\($0["journal_id"] ?? "")/\($0["line_no"] ?? "")" })
        #expect(lines == journal)
        #expect(try root.run(["export", "gl", "--batch", "1", "--as", "own", "--entity", "300"]).status == 4)
        try Hledger(root: root).check()
    }

    @Test func whatIsLateIsBookedOnTheFirstOpenDayAndUndoneByItsOwn() throws {
        let root = try HospitalRoot()
        let close = ["ledger", "close-period", "--through", "2026-03-15", "--reason", "half of the month"]
        #expect(try root.run(close).status == 0)
        func drop(_ day: String, _ sequence: Int, _ opening: Int64) throws {
            try root.drop(
                try BookFiles.statement(
                    [.init(cents: -500, code: "698")], day: day, sequence: sequence, opening: opening), "first-bank",
                "s\(sequence).xml")
            try root.runOnce()
        }
        // The later statement first: its opening balance is undone when the earlier one comes, all in the closed period.
        try drop("2026-03-11", 2, 999_500)
        try drop("2026-03-10", 1, 1_000_000)
        let journal = try root.export("journal")
        #expect(!journal.isEmpty && journal.allSatisfy { $0["effective_date"] == "2026-03-16" }, "\(journal)")
        let proofs = CSVLines.parse(try root.run(["ledger", "proof", "--format", "csv"]).output)
        let state = try #require(proofs.first?.firstIndex(of: "state"))
        #expect(proofs.dropFirst().map { $0[state] } == ["proved", "proved"], "\(proofs)")
        #expect(try root.export("exceptions").filter { $0["category"] == "bank-proof" }.isEmpty)
        let found = try balances(root)
        #expect(found["equity:opening balances"] == "-10000.00" && found["expenses:bank fees"] == "10.00")
        try Hledger(root: root).check()
    }

    @Test func eachCurrencyIsBooksOfItsOwn() throws {
        let root = try HospitalRoot()
        try root.write(
            "organisation: { name: General Hospital }\nledger: { export: [csv, hledger, beancount], to: erp }\n",
            "Config/gateway.yaml")
        for (place, (currency, opening)) in [("USD", 1_000_000), ("EUR", 250_000), ("JPY", 90_000), ("BHD", 1_234_567)]
            .enumerated()
        {
            try root.drop(
                try BookFiles.statement(
                    [.init(cents: 4_001, text: "TRANSFER"), .init(cents: -1_003, code: "698")], day: "2026-03-09",
                    sequence: 1, opening: Int64(opening), account: "55000\(place)", currency: currency), "first-bank",
                "\(currency).xml")
        }
        try root.runOnce()
        let cash = try root.export("trial-balance").filter { $0["account"] == "assets:cash:operating" }
        #expect(
            cash.map { "\($0["currency"] ?? "") \($0["balance"] ?? "")" } == [
                "BHD 1237.565", "EUR 2529.98", "JPY 92998", "USD 10029.98",
            ])
        let proofs = try root.run(["ledger", "proof", "--format", "csv"])
        #expect(proofs.status == 0 && CSVLines.parse(proofs.output).count == 5, "\(proofs.output)")
        try Hledger(root: root).check()
    }
}
