import Facts
import Foundation
import Money
import Testing

@testable import Ledger

private func entry(
    _ id: String, _ cents: Int64, _ currency: Currency = .usd, description: String = "Bank line FB1", match: String = ""
) throws -> JournalEntry {
    let money = Money(minorUnits: cents, currency: currency)
    return try #require(
        JournalEntry(
            id: id, event: "bank-line", effectiveOn: CalendarDate(dayNumber: 20_514),
            lines: [
                JournalLine(account: "1010", side: .debit, amount: money),
                JournalLine(account: "2010", side: .credit, amount: money),
            ], description: description, matchID: match, arrival: ArrivalID(4)))
}

@Suite("General-ledger files")
struct GeneralLedgerFileTests {
    private let yen = Currency("JPY") ?? .usd

    @Test("CSV: the journal export's header, one row a line, debit or credit empty")
    func csv() throws {
        let (text, totals) = try RandomJournal.render(
            .rows(.csv), [try entry("B1.1", 125_000, match: "F1.1-2.2"), try entry("B1.2", 7, yen)])
        #expect(
            text == """
                journal_id,line_no,effective_date,account,debit,credit,currency,description,event,match_id,arrival_id,account_code,batch_id,entity,cost_center,fund,original_date,external_ref
                B1.1,1,2026-03-02,assets:cash:operating,1250.00,,USD,Bank line FB1,bank-line,F1.1-2.2,4,1010,gl-0007,,,,2026-03-02,B1.1/1
                B1.1,2,2026-03-02,liabilities:unapplied cash,,1250.00,USD,Bank line FB1,bank-line,F1.1-2.2,4,2010,gl-0007,,,,2026-03-02,B1.1/2
                B1.2,1,2026-03-02,assets:cash:operating,7,,JPY,Bank line FB1,bank-line,,4,1010,gl-0007,,,,2026-03-02,B1.2/1
                B1.2,2,2026-03-02,liabilities:unapplied cash,,7,JPY,Bank line FB1,bank-line,,4,2010,gl-0007,,,,2026-03-02,B1.2/2

                """)
        #expect(
            String(decoding: totals.sidecar(file: "gl.csv", sha256: "ab"), as: UTF8.self) == """
                file,sha256,currency,lines,debit,credit
                gl.csv,ab,JPY,2,7,7
                gl.csv,ab,USD,2,1250.00,1250.00

                """)
    }

    @Test("The control totals of nothing say nothing")
    func empty() throws {
        let (_, totals) = try RandomJournal.render(.rows(.csv), [])
        #expect(totals.entries == 0 && totals.lines == 0)
        #expect(String(decoding: totals.sidecar(file: "f", sha256: "x"), as: UTF8.self).hasSuffix("f,x,,0,0,0\n"))
    }

    @Test("The same entries make the same bytes in every form", arguments: LedgerLayout.standard.map(\.name))
    func deterministic(name: String) throws {
        let layout = try #require(LedgerLayout.standard.first { $0.name == name })
        let entries = try RandomJournal.entries(40, seed: 3, currencies: [.usd, .eur], entities: ["10", "20"])
        #expect(
            try RandomJournal.render(.rows(layout), entries).text == RandomJournal.render(.rows(layout), entries).text)
    }
}
