import Facts
import Foundation
import Money
import Testing

@testable import Ledger

private let yen = Currency("JPY") ?? .usd
private let dinar = Currency("BHD") ?? .usd

@Suite("Journals that independent programs read")
struct PlainTextJournalTests {
    @Test(
        "hledger takes the journal strictly, whatever the descriptions hold, and balances as we do in every period",
        .enabled(if: IndependentReader.hledger != nil, "hledger is not installed"), arguments: [1, 2, 3] as [UInt64])
    func hledger(seed: UInt64) throws {
        let entries = try RandomJournal.entries(60, seed: seed, currencies: [.usd, .eur, dinar, yen])
        let text = try RandomJournal.render(.hledger, entries).text
        let check = try IndependentReader.run(
            IndependentReader.hledger, ["-f", "{}/test.journal", "check", "--strict"], on: ["test.journal": text])
        #expect(check.status == 0, "\(check.output)")
        for (month, through) in [("2026-01", 31), ("2026-02", 28), ("2026-03", 31)] {
            let from = try #require(CalendarDate(iso: "\(month)-01"))
            let end = try #require(CalendarDate(iso: "\(month)-\(through)"))
            var trial = TrialBalance()
            for entry in entries where (from...end).contains(entry.effectiveOn) { trial.add(entry) }
            let theirs = try IndependentReader.run(
                IndependentReader.hledger,
                ["-f", "{}/test.journal", "bal", "-p", month, "-N", "-E", "--flat", "--layout=bare", "-O", "csv"],
                on: ["test.journal": text])
            let rows = try #require(trial.rows)
            #expect(!rows.isEmpty)
            for row in rows where row.balance.currency != yen {
                let name = ChartOfAccounts.standard.name(of: row.account)
                // hledger writes a zero without decimals.
                let balance = row.balance.isZero ? "0" : row.balance.decimalText
                let line = "\"\(name)\",\"\(row.balance.currency)\",\"\(balance)\""
                #expect(theirs.output.contains(line), "\(line) in \(theirs.output)")
            }
        }
        // Two files of different days may be read together.
        let twice = try IndependentReader.run(
            IndependentReader.hledger, ["-f", "{}/test.journal", "check", "--strict"],
            on: ["test.journal": text + "\n" + text])
        #expect(twice.status == 0)
    }

    @Test(
        "hledger refuses the journal when one cent is off",
        .enabled(if: IndependentReader.hledger != nil, "hledger is not installed"))
    func oneCentOff() throws {
        let text = try RandomJournal.render(.hledger, try RandomJournal.entries(1, seed: 5)).text
        let line = try #require(text.split(separator: "\n").last)
        let digit: Character = line.dropLast(4).last == "1" ? "2" : "1"
        let off = text.replacing(line, with: "\(line.dropLast(5))\(digit) USD")
        let check = try IndependentReader.run(
            IndependentReader.hledger, ["-f", "{}/test.journal", "check", "--strict"], on: ["test.journal": off])
        #expect(check.status != 0)
    }

    @Test(
        "beancount passes the ledger and refuses it when a cent is off",
        .enabled(if: IndependentReader.beanCheck != nil, "bean-check is not there: export HMS_ACH_PEERS"))
    func beancount() throws {
        let entries = try RandomJournal.entries(
            80, seed: 9, currencies: [.usd, .eur, dinar, yen], entities: ["", "20"])
        let text = try RandomJournal.render(.beancount, entries).text
        let check = try IndependentReader.run(
            IndependentReader.beanCheck, ["{}/test.beancount"], on: ["test.beancount": text])
        #expect(check.status == 0, "\(check.output)")
        let posting = try #require(text.split(separator: "\n").last { $0.hasSuffix(" USD") })
        let digit: Character = posting.dropLast(4).last == "1" ? "2" : "1"
        let off = text.replacing(posting, with: "\(posting.dropLast(5))\(digit) USD")
        let refused = try IndependentReader.run(
            IndependentReader.beanCheck, ["{}/test.beancount"], on: ["test.beancount": off])
        #expect(refused.status != 0)
    }

    @Test("beancount's names: root by type, capitals, no blanks; names that become the same are refused")
    func beancountNames() throws {
        func name(_ name: String, _ type: AccountType) -> String {
            BeancountText.name(Account(code: "1", name: name, type: type))
        }
        #expect(name("assets:cash:lockbox clearing", .asset) == "Assets:Cash:LockboxClearing")
        #expect(name("revenue:interest", .income) == "Income:Interest")
        #expect(name("cash", .asset) == "Assets:Cash")
        #expect(name("cash:1010", .asset) == "Assets:Cash:1010")
        let accounts =
            ChartOfAccounts.standard.accounts + [Account(code: "9", name: "assets:Cash:operating", type: .asset)]
        let chart = ChartOfAccounts(
            accounts: accounts, defaultCash: "1010", cashByBankAccount: [:], rules: StandardChart.rules)
        #expect {
            _ = try RandomJournal.render(.beancount, [], chart: chart)
        } throws: {
            ($0 as? LedgerRefusal)?.rule == LedgerRules.accountNameTaken
        }
    }

    @Test(
        "XML is well-formed whatever the descriptions hold, and a stylesheet gets the sums out",
        .enabled(if: IndependentReader.xsltproc != nil, "xsltproc is not installed"))
    func xslt() throws {
        let entries = try RandomJournal.entries(60, seed: 4, entities: ["", "20"])
        let (text, totals) = try RandomJournal.render(.xml, entries)
        let style = """
            <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:j="urn:hms-ach:journal:1">
              <xsl:output method="text"/>
              <xsl:template match="/j:journal"><xsl:value-of select="concat(count(j:entry/j:line), ' ',
                format-number(sum(j:entry/j:line/@debit), '0.00'), ' ', format-number(sum(j:entry/j:line/@credit), '0.00'))"/>
              </xsl:template>
            </xsl:stylesheet>
            """
        let sums = try IndependentReader.run(
            IndependentReader.xsltproc, ["{}/style.xsl", "{}/journal.xml"],
            on: ["style.xsl": style, "journal.xml": text])
        let debit = try #require(totals.debit(.usd)).decimalText
        #expect(sums.output == "\(totals.lines) \(debit) \(debit)")
    }

    @Test(
        "XML fits the schema that is shipped beside the layouts",
        .enabled(if: IndependentReader.xmllint != nil, "xmllint is not installed"))
    func schema() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../..").standardized
        let schema = try String(contentsOf: root.appending(path: "Config/layouts/journal.xsd"), encoding: .utf8)
        let entries = try RandomJournal.entries(30, seed: 8, currencies: [.usd, yen], entities: ["", "20"])
        let text = try RandomJournal.render(.xml, entries).text
        let check = try IndependentReader.run(
            IndependentReader.xmllint, ["--noout", "--schema", "{}/journal.xsd", "{}/journal.xml"],
            on: ["journal.xsd": schema, "journal.xml": text])
        #expect(check.status == 0, "\(check.output)")
    }
}
