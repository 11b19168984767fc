import Foundation
import Ledger
import Parsing
import Testing

@testable import Configuration

private struct Files: ConfigurationFiles {
    var texts: [String: String]

    func text(of name: String) throws -> String? { texts[name] }
    func names(in folder: String) throws -> [String] {
        texts.keys.filter { $0.hasPrefix("\(folder)/") && $0.hasSuffix(".yaml") }.map {
            String($0.dropFirst(folder.count + 1))
        }.sorted()
    }
}

private let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized

private func shipped(_ name: String) throws -> String {
    try String(contentsOf: root.appending(path: "Config/\(name)"), encoding: .utf8)
}

@Suite struct LedgerReaderTests {
    private func read(ledger: String, _ more: [String: String] = [:]) throws -> GatewayConfiguration {
        try GatewayReader.read(Files(texts: more.merging(["gateway.yaml": "ledger: \(ledger)"]) { $1 }), rules: [])
    }

    private func complaints(ledger: String, _ more: [String: String] = [:]) -> [String] {
        do {
            _ = try read(ledger: ledger, more)
            return []
        } catch { return (error as? ConfigurationFailure)?.complaints.map(\.description) ?? ["\(error)"] }
    }

    @Test(arguments: LedgerLayout.standard) func `the layout that is shipped is the one in the program`(
        layout: LedgerLayout
    ) throws {
        let name = "layouts/\(layout.name).yaml"
        let configuration = try read(ledger: "{ export: [\(layout.name)] }", [name: shipped(name)])
        #expect(configuration.ledger.forms == [.rows(layout)])
        #expect(try read(ledger: "{ export: [\(layout.name)] }").ledger.forms == [.rows(layout)])
    }

    @Test func `the chart that is shipped is the one in the program`() throws {
        let configuration = try read(
            ledger: "{}", ["chart-of-accounts.yaml": shipped("chart-of-accounts.yaml")])
        #expect(configuration.chartOfAccounts == .standard)
    }

    @Test func `a layout of one's own goes before the program's`() throws {
        let own = "name: csv\nfile: own.csv\nrows: { line: [{ name: a, from: amount, decimal-mark: comma }] }"
        guard case .rows(let layout)? = try read(ledger: "{}", ["layouts/csv.yaml": own]).ledger.forms.first else {
            Issue.record("csv is no layout of rows")
            return
        }
        #expect(layout.file == "own.csv" && layout.line.first?.decimalMark == 0x2C)
    }

    @Test func `journals and templates stand beside layouts`() throws {
        let text = "{{#entries}}{{journal-id}}{{/entries}}"
        let ledger = try read(
            ledger: "{ export: [hledger, beancount, xml, old.txt], to: erp }",
            ["templates/old.txt.mustache": text, "partners/erp.yaml": shipped("partners/erp.yaml")]
        ).ledger
        #expect(ledger.forms.map(\.file) == ["hledger.journal", "journal.beancount", "journal.xml", "old.txt"])
        #expect(ledger.partner == "erp")
    }

    @Test(arguments: [
        ("{}", GatewayConfiguration.LedgerExport.Closing.whenIdle), ("{ close: on-demand }", .onDemand),
        ("{ close: { at: \"18:30\", zone: America/New_York } }", .daily(minute: 1110, zone: "America/New_York")),
    ]) func `batches are closed on a schedule or on demand`(
        text: String, closing: GatewayConfiguration.LedgerExport.Closing
    ) throws {
        #expect(try read(ledger: text).ledger.closing == closing)
    }

    @Test(arguments: [
        ("{ export: [pdf] }", "`export` names `pdf`"), ("{ close: { at: \"25:00\", zone: UTC } }", "`at` takes"),
        ("{ close: { at: \"18:00\", zone: Here } }", "`zone` takes"), ("{ close: weekly }", "key: value"),
        ("{ export: [../secret] }", "`export` names"), ("{ export: [csv, csv] }", "two forms"),
        ("{ colour: red }", "unknown key"),
    ]) func `what does not fit is complained of`(text: String, words: String) {
        let found = complaints(ledger: text)
        #expect(found.contains { $0.contains(words) && $0.hasPrefix("Config/gateway.yaml") }, "\(found)")
    }

    @Test(arguments: [
        ("file: a.csv\nrows: { line: [{ from: debit }] }", "`name` is missing"),
        ("name: a\nfile: a.csv", "`rows` is missing"),
        ("name: a\nfile: a.csv\nrows: { line: [{ from: amuont }] }", "takes one of"),
        ("name: a\nfile: a.csv\nrows: { line: [{ from: debit, date: YYYY }] }", "is no date"),
        ("name: a\nfile: a.csv\nrows: { line: [{ from: effective-date, date: Q1 }] }", "is made of"),
        ("name: a\nfile: a.csv\nrows: { line: [{ from: event, digits: 3 }] }", "is no amount"),
        ("name: a\nfile: a.csv\nrows: { line: [{ from: debit, decimals: 12 }] }", "9 decimals"),
        ("name: a\nfile: a.csv\nrows: { line: [{ from: debit, value: x }] }", "not both"),
        ("name: a\nfile: a.csv\nrows: { line: [{ name: x, blank: 9-1 }] }", "numbers like"),
        ("name: a\nfile: a.csv\nrows: { line: [{ from: event, length: long }] }", "takes a number"),
        ("name: a\nfile: a.csv\nseparator: pipe\nrows: { line: [{ from: debit }] }", "comma, semicolon"),
        ("name: a\nfile: a.zip\ncontainer: zip\nrows: { line: [{ from: debit }] }", "inner-file"),
        ("name: a\nfile: a.csv\ndocument: { of: day }\nrows: { line: [{ from: debit }] }", "documents of a day"),
        ("name: hledger\nfile: a.csv\nrows: { line: [{ from: debit }] }", "is a form of the program"),
    ]) func `a layout that does not fit is complained of with its file`(text: String, words: String) {
        let found = complaints(ledger: "{}", ["layouts/a.yaml": text])
        #expect(found.contains { $0.contains(words) && $0.hasPrefix("Config/layouts/a.yaml") }, "\(found)")
    }

    @Test func `dimensions are read, and their faults have a line`() throws {
        let chart = try shipped("chart-of-accounts.yaml")
        let good = """

            dimensions:
              default: { entity: "100" }
              bank-accounts: { "4400123456": { entity: "200" } }
              accounts: { "2010": { entity: "100" } }
            inter-entity: { due-from: "1910", due-to: "2910" }
            """
        let dimensions = try read(ledger: "{}", ["chart-of-accounts.yaml": chart + good]).chartOfAccounts.dimensions
        #expect(dimensions.entities == ["100", "200"] && dimensions.dueTo == "2910")
        let bad = "\ndimensions:\n  accounts:\n    \"9999\": { entity: \"1\" }\n"
        let found = complaints(ledger: "{}", ["chart-of-accounts.yaml": chart + bad])
        let line = chart.split(separator: "\n", omittingEmptySubsequences: false).count + 3
        #expect(found.contains { $0.hasPrefix("Config/chart-of-accounts.yaml:\(line): dimensions.accounts.9999") })
    }

    @Test func `a layout that divides entries needs its account in the chart`() {
        let chart = """
            accounts:
              - { code: "1", name: "assets:cash", type: asset }
            """
        let found = complaints(ledger: "{ export: [sap] }", ["chart-of-accounts.yaml": chart])
        #expect(found.contains { $0.contains("Config/chart-of-accounts.yaml") })
        let kept = complaints(
            ledger: "{ export: [own] }",
            [
                "layouts/own.yaml":
                    "name: own\nfile: o\ndocument: { lines: 9, clearing-account: \"77\" }\nrows: { line: [{ from: debit }] }"
            ])
        #expect(kept.contains { $0.contains("the account 77") }, "\(kept)")
    }
}
