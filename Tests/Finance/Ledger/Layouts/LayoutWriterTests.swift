import Facts
import Money
import Testing

@testable import Ledger

private func entry(
    cents: Int64 = 125_000, _ currency: Currency = .usd, description: String = "text", event: String = "bank-line"
) throws -> JournalEntry {
    let money = Money(minorUnits: cents, currency: currency)
    return try #require(
        JournalEntry(
            id: "B1.1", event: event, effectiveOn: CalendarDate(dayNumber: 20_514),
            lines: [
                JournalLine(account: "1010", side: .debit, amount: money, dimensions: Dimensions(fund: "F1")),
                JournalLine(account: "2010", side: .credit, amount: money),
            ], description: description, matchID: "", arrival: ArrivalID(4),
            originalOn: CalendarDate(dayNumber: 20_500)))
}

private func column(_ field: LayoutField, _ change: (inout LayoutColumn) -> Void = { _ in }) -> LayoutColumn {
    var column = LayoutColumn("c", .field(field))
    change(&column)
    return column
}

private func rows(_ columns: [LayoutColumn], _ entry: JournalEntry, quoting: LedgerLayout.Quoting = .needed) throws
    -> [String]
{
    var layout = LedgerLayout(name: "own", file: "own.csv", line: columns)
    layout.quoting = quoting
    return try RandomJournal.render(.rows(layout), [entry]).text.split(separator: "\n").map(String.init)
}

@Suite("Columns of a layout")
struct LayoutWriterTests {
    @Test(
        "A text cell that would be a formula gets an apostrophe; quotes, commas and breaks are quoted",
        arguments: [
            ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""), ("=\"a\"", "\"'=\"\"a\"\"\""), ("a\nb", "\"a\nb\""), ("plain", "plain"),
            (" =1", "' =1"), ("\u{FF1D}1", "'\u{FF1D}1"), ("\u{FF5E}1", "\u{FF5E}1"),
        ])
    func cells(raw: String, written: String) {
        let form = CellForm(.csv)
        var cell = Array(raw.utf8)
        var out: [UInt8] = []
        form.prepare(text: &cell)
        form.append(cell, to: &out)
        #expect(String(decoding: out, as: UTF8.self) == written)
    }

    @Test("A format without quotes gets blanks for tabs and breaks, apostrophes for quotes, ASCII where it wants it")
    func unquoted() {
        let form = CellForm(.quickBooks)
        var cell = Array("a\tb\r\n\"ü\"".utf8)
        form.prepare(text: &cell)
        #expect(String(decoding: cell, as: UTF8.self) == "a b  '?'")
    }

    @Test(
        "Days and periods as the general ledger writes them",
        arguments: [
            ("YYYY/MM/DD", "2026/03/02"), ("MM/DD/YYYY", "03/02/2026"), ("Mon-YY", "Mar-26"), ("MON YYYY", "MAR 2026"),
            ("D.M.YY", "2.3.26"), ("YYYYMMDD", "20260302"),
        ])
    func dates(pattern: String, written: String) throws {
        let date = try #require(DatePattern(pattern))
        #expect(try rows([column(.effectiveDate) { $0.date = date }], entry())[0] == written)
    }

    @Test("What is no pattern is none", arguments: ["", "-", "YYYY-QQ", "hello", "YYYY,MM"])
    func badPatterns(text: String) { #expect(DatePattern(text) == nil) }

    @Test(
        "Amounts have the column's decimals and mark",
        arguments: [(nil, "1250.00"), (2, "1250.00"), (3, "1250.000"), (0, "1250")] as [(Int?, String)])
    func amounts(decimals: Int?, written: String) throws {
        #expect(try rows([column(.debit) { $0.decimals = decimals }], entry())[0] == written)
        let comma = column(.amount) {
            $0.decimals = decimals
            $0.decimalMark = 0x2C
            $0.digits = 4
        }
        let first = try rows([comma], entry(), quoting: .never)[0]
        #expect(first == written.replacing(".", with: ","))
    }

    @Test("Small amounts keep their leading zero, the other side stays empty, signs are debit positive")
    func smallAmounts() throws {
        let cells = [column(.debit), column(.credit), column(.amount), column(.side), column(.currency)]
        #expect(try rows(cells, entry(cents: 5)) == ["0.05,,0.05,debit,USD", ",0.05,-0.05,credit,USD"])
        let dinar = try #require(Currency("BHD"))
        #expect(try rows(cells, entry(cents: 5, dinar))[0] == "0.005,,0.005,debit,BHD")
        let yen = try #require(Currency("JPY"))
        #expect(try rows(cells, entry(cents: 5, yen))[0] == "5,,5,debit,JPY")
        #expect(try rows([column(.amount)], entry(cents: .max))[1] == "-92233720368547758.07")
    }

    @Test("Own values become the general ledger's")
    func values() throws {
        let side = column(.side) { $0.values = ["debit": "S", "credit": "H"] }
        let account = column(.accountCode) { $0.values = ["1010": "110000"] }
        let blank = column(.accountCode) {
            $0.values = ["1010": "110000"]
            $0.unmapped = .blank
        }
        #expect(try rows([side, account, blank], entry()) == ["S,110000,110000", "H,2010,"])
    }

    @Test("The day of what happened stands beside the day it is booked on")
    func originalDate() throws {
        #expect(try rows([column(.effectiveDate), column(.originalDate)], entry())[0] == "2026-03-02,2026-02-16")
    }

    @Test("What does not fit is cut where the column says so, by characters")
    func cut() throws {
        let short = column(.description) {
            $0.length = 5
            $0.overlength = .cut
        }
        #expect(try rows([short], entry(description: "Übermut"))[0] == "Überm")
        #expect(try rows([short], entry(description: "short"))[0] == "short")
    }

    @Test("Each refusal names its rule, line and column and shows nothing of the journal")
    func refusals() throws {
        func rule(_ column: LayoutColumn, _ entry: JournalEntry) -> LedgerRule? {
            do {
                _ = try rows([column], entry)
                return nil
            } catch {
                guard let refusal = error as? LedgerRefusal else { return nil }
                #expect(refusal.journalID == "B1.1" && refusal.lineNumber >= 1 && refusal.column == "c")
                #expect(!refusal.description.contains("secret"))
                return refusal.rule
            }
        }
        let text = try entry(description: "secret text")
        #expect(rule(column(.description) { $0.length = 5 }, text) == LedgerRules.textTooLong)
        #expect(rule(column(.debit) { $0.digits = 3 }, text) == LedgerRules.amountTooWide)
        #expect(rule(column(.debit) { $0.decimals = 1 }, try entry(cents: 11)) == LedgerRules.decimalsLost)
        #expect(rule(column(.costCenter) { $0.isRequired = true }, text) == LedgerRules.valueMissing)
        let mapped = column(.event) {
            $0.values = ["bank-fee": "GB"]
            $0.unmapped = .refuse
        }
        #expect(rule(mapped, text) == LedgerRules.valueUnmapped)
    }

    @Test("A second line of an account that stands once in a document is refused")
    func single() throws {
        let lines = [
            JournalLine(account: "1100", side: .debit, amount: .dollars(cents: 1)),
            JournalLine(account: "1100", side: .credit, amount: .dollars(cents: 1)),
        ]
        let twice = try #require(
            JournalEntry(
                id: "B1", event: "e", effectiveOn: RandomJournal.first, lines: lines, description: "", matchID: "",
                arrival: ArrivalID(1)))
        var layout = LedgerLayout.quickBooks
        _ = try RandomJournal.render(.rows(layout), [twice])
        layout.singleAccounts = ["1100"]
        #expect {
            _ = try RandomJournal.render(.rows(layout), [twice])
        } throws: {
            ($0 as? LedgerRefusal)?.rule == LedgerRules.accountRepeated
        }
    }

    @Test("A document or a file whose sum does not fit is refused")
    func overflow() throws {
        let huge = try entry(cents: .max)
        var days = LedgerLayout.csv
        days.grouping = .day
        days.documentLines = 999
        days.clearingAccount = "1990"
        var totals = LedgerLayout.csv
        totals.end = [column(.totalDebit)]
        for layout in [days, totals] {
            #expect {
                _ = try RandomJournal.render(.rows(layout), [huge, huge])
            } throws: {
                ($0 as? LedgerRefusal)?.rule == LedgerRules.sumTooLarge
            }
        }
    }

    @Test("The end of the file has the control totals of each currency")
    func end() throws {
        var layout = LedgerLayout(name: "own", file: "own.csv", line: [column(.amount)])
        layout.end = [
            LayoutColumn("t", .fixed("END")), column(.batchID), column(.currency), column(.totalLines),
            column(.totalDebit), column(.totalCredit),
        ]
        let text = try RandomJournal.render(.rows(layout), [entry(), entry(cents: 7, .eur)]).text
        #expect(text.hasSuffix("END,gl-0007,EUR,2,0.07,0.07\nEND,gl-0007,USD,2,1250.00,1250.00\n"))
    }

    @Test("What does not fit together in a layout is told")
    func faults() {
        #expect(LedgerLayout.standard.allSatisfy { $0.faults.isEmpty })
        var layout = LedgerLayout(name: "own", file: "a/b", line: [])
        layout.container = .zip
        layout.separator = 0x22
        layout.grouping = .day
        #expect(layout.faults.count == 5)
        layout.documentLines = 2
        #expect(layout.faults.count == 6)
        layout.line = [column(.totalDebit)]
        layout.end = [column(.debit)]
        #expect(layout.faults.count == 7)
    }

    @Test("The codes of the catalogue are unique and tell a cure")
    func catalogue() {
        #expect(Set(LedgerRules.all.map(\.code)).count == LedgerRules.all.count)
        #expect(LedgerRules.all.allSatisfy { $0.code.hasPrefix("ledger.") && !$0.meaning.isEmpty && !$0.cure.isEmpty })
    }
}
