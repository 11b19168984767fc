import Facts
import Money
import Testing

@testable import Ledger

/// Readers of each layout that know only what the general ledger's own documentation says. They print one line for each
/// account and currency, `account currency debit credit`, and stop where a document does not balance.
private let readers = """
    import csv, io, sys
    from collections import defaultdict
    from decimal import Decimal

    layout, path = sys.argv[1], sys.argv[2]
    text = open(path, newline="", encoding="utf-8").read()
    sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    documents = defaultdict(Decimal)

    def add(document, account, currency, debit, credit):
        assert bool(debit) != bool(credit), "one of debit and credit"
        for cell in (debit, credit):
            assert all(character in "0123456789.-" for character in cell), cell
        sums[account, currency][0] += Decimal(debit or 0)
        sums[account, currency][1] += Decimal(credit or 0)
        documents[document, currency] += Decimal(debit or 0) - Decimal(credit or 0)

    def guarded(cell):
        assert not cell.strip().startswith(("=", "+", "-", "@", "\\t", "\\uff1d")), repr(cell)

    if layout == "csv":
        for row in csv.DictReader(io.StringIO(text, newline="")):
            guarded(row["description"])
            add(row["journal_id"], row["account_code"], row["currency"], row["debit"], row["credit"])
    elif layout == "oracle-fbdi":
        for row in csv.reader(io.StringIO(text, newline="")):
            assert len(row) == 96 and row[0] == "NEW" and row[7] == "A" and row[95] == "END", len(row)
            assert len(row[2]) == 10 and row[2][4] == "/" and len(row[3]) <= 25 and len(row[4]) <= 25
            assert all(not row[place] for place in range(12, 38)) and row[94][3] == "-"
            guarded(row[46]), guarded(row[51])
            assert len(row[51]) <= 240
            add(row[45], row[9], row[5], row[38], row[39])
    elif layout == "sap":
        dates, counts = defaultdict(set), defaultdict(int)
        for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";"):
            guarded(row["Item Text"])
            assert len(row["Item Text"]) <= 50 and len(row["Reference"]) <= 16 and len(row["Assignment"]) <= 18
            assert row["Debit/Credit"] == ("S" if row["Debit Amount"] else "H")
            dates[row["Document"]].add((row["Posting Date"], row["Company Code"], row["Currency"]))
            counts[row["Document"]] += 1
            add(row["Document"], row["G/L Account"], row["Currency"], row["Debit Amount"], row["Credit Amount"])
        assert all(len(found) == 1 for found in dates.values()) and max(counts.values()) <= 999
    elif layout == "netsuite":
        for row in csv.DictReader(io.StringIO(text, newline="")):
            guarded(row["Memo"])
            add(row["External ID"], row["Account"], row["Currency"], row["Debit"], row["Credit"])
    elif layout == "workday":
        control = {}
        debits = defaultdict(Decimal)
        for row in csv.DictReader(io.StringIO(text, newline="")):
            guarded(row["JournalEntryMemo"])
            control[row["JournalKey"]] = Decimal(row["ControlTotalAmount"])
            debits[row["JournalKey"]] += Decimal(row["DebitAmount"] or 0)
            add(row["JournalKey"], row["LedgerAccount"], row["Currency"], row["DebitAmount"], row["CreditAmount"])
        assert control == debits
    elif layout == "quickbooks-iif":
        heads, open_rows, number = {}, None, 0
        for line in text.split("\\r\\n")[:-1]:
            assert "\\r" not in line and "\\n" not in line and '"' not in line and line.isascii(), line
            cells = line.split("\\t")
            if cells[0].startswith("!"):
                heads[cells[0][1:]] = cells[1:]
                continue
            if cells[0] == "ENDTRNS":
                assert cells == ["ENDTRNS"] and open_rows >= 2
                open_rows = None
                continue
            row = dict(zip(heads[cells[0]], cells[1:], strict=True))
            assert (cells[0] == "TRNS") == (open_rows is None)
            if cells[0] == "TRNS":
                number, open_rows = number + 1, 0
            open_rows += 1
            assert row["TRNSTYPE"] == "GENERAL JOURNAL" and len(row["DATE"].split("/")) == 3
            guarded(row["MEMO"])
            amount = row["AMOUNT"]
            add(number, row["ACCNT"], "USD", "" if amount.startswith("-") else amount,
                amount[1:] if amount.startswith("-") else "")
        assert open_rows is None
    else:
        sys.exit("no reader for " + layout)

    assert all(difference == 0 for difference in documents.values()), "a document does not balance"
    for (account, currency), (debit, credit) in sums.items():
        print(account, currency, debit, credit, sep="|")
    """

@Suite("Layouts, read back by readers of their own", .enabled(if: IndependentReader.python != nil, "no python3"))
struct LayoutReaderTests {
    /// As the readers print it.
    private func sums(_ entries: [JournalEntry], byName: Bool = false) throws -> [String] {
        var trial = TrialBalance()
        for entry in entries { trial.add(entry) }
        return try #require(trial.rows).map {
            let account = byName ? ChartOfAccounts.standard.name(of: $0.account) : $0.account
            return "\(account)|\($0.balance.currency)|\($0.debit.decimalText)|\($0.credit.decimalText)"
        }.sorted()
    }

    private func read(_ layout: LedgerLayout, _ entries: [JournalEntry]) throws -> [String] {
        let text = try RandomJournal.render(.rows(layout), entries).text
        let result = try IndependentReader.run(
            IndependentReader.python, ["{}/readers.py", layout.name, "{}/file"],
            on: ["readers.py": readers, "file": text])
        #expect(result.status == 0, "\(result.output)")
        // A sum of nothing has no decimals in Python.
        return result.output.split(separator: "\n").map { line in
            line.split(separator: "|").map { $0 == "0" ? "0.00" : String($0) }.joined(separator: "|")
        }.sorted()
    }

    @Test("The sums of each layout are the journal's", arguments: ["csv", "oracle-fbdi", "sap", "netsuite", "workday"])
    func layouts(name: String) throws {
        let layout = try #require(LedgerLayout.standard.first { $0.name == name })
        for seed in [1, 2, 3] as [UInt64] {
            let entries = try RandomJournal.entries(70, seed: seed, currencies: [.usd, .eur], entities: ["", "0020"])
            #expect(try read(layout, entries) == sums(entries))
        }
    }

    @Test("IIF: the sums are the journal's, by account name")
    func quickBooks() throws {
        let entries = try RandomJournal.entries(70, seed: 6)
        #expect(try read(.quickBooks, entries) == sums(entries, byName: true))
    }

    @Test("SAP: an entry beyond 999 lines is divided, each part balances, the clearing account comes to zero")
    func divided() throws {
        var lines = (1...2_500).map { number in
            JournalLine(account: "1100", side: .debit, amount: .dollars(cents: Int64(number)))
        }
        lines.append(JournalLine(account: "2010", side: .credit, amount: .dollars(cents: 2_500 * 2_501 / 2)))
        let long = try #require(
            JournalEntry(
                id: "B9.1", event: "bank-line", effectiveOn: RandomJournal.first, lines: lines, description: "long",
                matchID: "", arrival: ArrivalID(1)))
        let entries = try RandomJournal.entries(10, seed: 2) + [long] + RandomJournal.entries(10, seed: 3)
        let clearing = try read(.sap, entries).filter { $0.hasPrefix("1990|") }
        let parts = try #require(clearing.first).split(separator: "|")
        #expect(clearing.count == 1 && parts[2] == parts[3])
        #expect(try read(.sap, entries).filter { !$0.hasPrefix("1990|") } == sums(entries))
        // The control totals count the journal's lines, not those that only divide.
        let totals = try RandomJournal.render(.rows(.sap), entries).totals
        #expect(totals.lines == entries.reduce(0) { $0 + $1.lines.count })
    }
}
