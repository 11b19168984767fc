import Facts
import Money
import Testing

@testable import Ledger

private let text = """
    BATCH {{batch-id}} {{business-date}}
    {{#entries}}
    J|{{journal-id}}|{{effective-date}}|{{description}}
    {{#lines}}
      {{line-number}}|{{account-code}}|{{#debit}}S{{/debit}}{{^debit}}H{{/debit}}|{{amount}}{{^last}};{{/last}}
    {{/lines}}
    {{/entries}}
    {{#totals}}
    END {{currency}} {{total-lines}} {{total-debit}}
    {{/totals}}

    """

@Suite("Templates of one's own")
struct LedgerTemplateTests {
    private func entry(_ description: String) throws -> JournalEntry {
        try #require(
            JournalEntry(
                id: "B1.1", event: "bank-line", effectiveOn: CalendarDate(dayNumber: 20_514),
                lines: [
                    JournalLine(account: "1010", side: .debit, amount: .dollars(cents: 150)),
                    JournalLine(account: "2010", side: .credit, amount: .dollars(cents: 150)),
                ], description: description, matchID: "", arrival: ArrivalID(4)))
    }

    private func fault(_ text: String) -> String? {
        do throws(LedgerTemplate.Fault) {
            _ = try LedgerTemplate(name: "own", file: "own.txt", text: text)
            return nil
        } catch { return error.sentence }
    }

    @Test("Head, each entry with its lines, and the control totals")
    func whole() throws {
        let template = try LedgerTemplate(name: "own", file: "own.txt", text: text)
        let out = try RandomJournal.render(.template(template), [entry("A <b>"), entry("=C")]).text
        #expect(
            out == """
                BATCH gl-0007 2026-04-01
                J|B1.1|2026-03-02|A <b>
                  1|1010|S|1.50;
                  2|2010|H|-1.50
                J|B1.1|2026-03-02|=C
                  1|1010|S|1.50;
                  2|2010|H|-1.50
                END USD 4 3.00

                """)
    }

    @Test(
        "Values are escaped as the file's ending says",
        arguments: [
            ("own.csv", "\"'=a,\"\"<b>\"\"\""), ("own.xml", "=a,&quot;&lt;b&gt;&quot;"),
            ("own.txt", "=a,\"<b>\""),
        ])
    func escaping(file: String, written: String) throws {
        let template = try LedgerTemplate(
            name: "own", file: file, text: "{{#entries}}{{description}} {{#lines}}{{amount}} {{/lines}}{{/entries}}")
        let out = try RandomJournal.render(.template(template), [entry("=a,\"<b>\"")]).text
        #expect(out == "\(written) 1.50 -1.50 ")
    }

    @Test("What is no template is refused before anything is written with it")
    func faults() {
        #expect(fault("no entries") != nil)
        #expect(fault("{{#entries}}") != nil)
        #expect(fault("{{#entries}}{{/entries}}{{#entries}}{{/entries}}") != nil)
        #expect(fault("{{#entries}}{{acount}}{{/entries}}")?.contains("acount") == true)
        #expect(fault("{{debit}}{{#entries}}{{/entries}}")?.contains("debit") == true)
        #expect(fault("{{#entries}}{{#lines}}{{/entries}}") != nil)
        #expect(fault("{{#entries}}{{#lines}}{{uppercased(account)}}{{/lines}}{{! note }}{{/entries}}") == nil)
    }
}
