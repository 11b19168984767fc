import Facts
import Foundation
import Money
import Testing

@testable import Ledger

/// Prints the texts of one column, one a line, as hexadecimal digits of their UTF-8.
private let reader = """
    import csv, io, sys
    layout, path = sys.argv[1], sys.argv[2]
    text = open(path, newline="", encoding="ascii" if layout == "quickbooks-iif" else "utf-8").read()
    rows = io.StringIO(text, newline="")
    if layout == "oracle-fbdi":
        texts = [row[51] for row in csv.reader(rows)]
    elif layout == "quickbooks-iif":
        texts = [line.split("\\t")[9] for line in text.split("\\r\\n") if line.startswith(("TRNS", "SPL"))]
    else:
        column = {"csv": "description", "sap": "Item Text", "netsuite": "Memo", "workday": "JournalEntryMemo"}[layout]
        texts = [row[column] for row in csv.DictReader(rows, delimiter=";" if layout == "sap" else ",")]
    for found in texts:
        print("x" + found.encode().hex())
    """

@Suite(
    "Texts and amounts at the ends of what layouts take", .enabled(if: IndependentReader.python != nil, "no python3"))
struct LayoutTextTests {
    private static let texts = [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u{FF1D}1", "\u{FF0B}1", "\u{FF0D}1",
        "\u{FF20}1",
        "plain", "a,b;c", "say \"yes\"", "'already", "Zürich · Ærø · 東京 · 🏥", "e\u{301}", "line\nbreak", "car\rriage",
        "tab\tin", "back\\slash", "\u{7F}", String(repeating: "ä", count: 5_000), "",
    ]
    private static let yen = Currency("JPY") ?? .usd
    private static let dinar = Currency("BHD") ?? .usd

    private func entry(_ number: Int, _ text: String, _ amounts: [Int64] = [100], _ currency: Currency = .usd) throws
        -> JournalEntry
    {
        let lines = amounts.flatMap { units in
            let money = Money(minorUnits: units, currency: currency)
            return [
                JournalLine(account: "1010", side: .debit, amount: money),
                JournalLine(account: "2010", side: .credit, amount: money),
            ]
        }
        return try #require(
            JournalEntry(
                id: "B\(number).1", event: "bank-line", effectiveOn: RandomJournal.first, lines: lines,
                description: text, matchID: "", arrival: ArrivalID(1)))
    }

    /// What a layout may make of a text, by the documentation of the formats and nothing of the program.
    private func expected(_ text: String, _ layout: LedgerLayout, _ length: Int) -> String {
        let formulas: Set<Unicode.Scalar> = [
            "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
        ]
        let begin = text.unicodeScalars.first { $0 != " " }
        var scalars = Array(text.unicodeScalars)
        if let begin, formulas.contains(begin) { scalars.insert("'", at: 0) }
        if layout == .quickBooks {
            scalars = scalars.map {
                $0.value < 0x20 || $0.value == 0x7F ? " " : $0 == "\"" ? "'" : $0.isASCII ? $0 : "?"
            }
        }
        var cut = String.UnicodeScalarView()
        cut.append(contentsOf: scalars.prefix(length))
        return String(cut)
    }

    @Test(
        "Every text comes back as it was, guarded against formulas and cut by characters",
        arguments: [
            ("csv", 100_000), ("oracle-fbdi", 240), ("sap", 50), ("netsuite", 999), ("workday", 500),
            ("quickbooks-iif", 4_095),
        ])
    func texts(name: String, length: Int) throws {
        let layout = try #require(LedgerLayout.standard.first { $0.name == name })
        let entries = try Self.texts.enumerated().map { try entry($0 + 1, $1) }
        let text = try RandomJournal.render(.rows(layout), entries).text
        let result = try IndependentReader.run(
            IndependentReader.python, ["{}/reader.py", name, "{}/file"], on: ["reader.py": reader, "file": text])
        #expect(result.status == 0, "\(result.output)")
        let found = result.output.split(separator: "\n").map(String.init)
        let wanted = Self.texts.flatMap { text in
            let hex = expected(text, layout, length).utf8.map { byte in
                let digits = String(byte, radix: 16)
                return digits.count < 2 ? "0\(digits)" : digits
            }
            return [String](repeating: "x" + hex.joined(), count: 2)
        }
        #expect(found == wanted)
    }

    @Test(
        "Amounts beyond 32 bits, in currencies of no, two and three decimals, come back to the last unit",
        arguments: ["csv", "oracle-fbdi", "sap", "netsuite", "workday"])
    func amounts(name: String) throws {
        let layout = try #require(LedgerLayout.standard.first { $0.name == name })
        let units: [Int64] = [
            1, 9, 10, 99, 100, 999, 1_000, 2_147_483_647, 2_147_483_648, 4_294_967_297, 9_999_999_999,
        ]
        // NetSuite's columns have two decimals; a dinar's third would be lost, and is refused (below).
        let currencies = [Currency.usd, .eur, Self.yen] + (name == "netsuite" ? [] : [Self.dinar])
        let entries = try currencies.enumerated().map { try entry($0 + 1, "", units, $1) }
        let text = try RandomJournal.render(.rows(layout), entries).text
        let columns = [
            "csv": (",", "debit", "credit", "currency"), "oracle-fbdi": (",", "38", "39", "5"),
            "sap": (";", "Debit Amount", "Credit Amount", "Currency"), "netsuite": (",", "Debit", "Credit", "Currency"),
            "workday": (",", "DebitAmount", "CreditAmount", "Currency"),
        ]
        let (separator, debit, credit, currency) = try #require(columns[name])
        let script = """
            import csv, sys
            rows = list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8"), delimiter=sys.argv[2]))
            places = [int(n) if n.isdigit() else rows[0].index(n) for n in sys.argv[3:6]]
            if not sys.argv[3].isdigit(): rows = rows[1:]
            for row in rows: print(*(row[place] for place in places), sep="|")
            """
        let result = try IndependentReader.run(
            IndependentReader.python, ["{}/reader.py", "{}/file", separator, debit, credit, currency],
            on: ["reader.py": script, "file": text])
        let wanted = entries.flatMap(\.lines).map { line in
            let text = line.amount.decimalText + (name == "netsuite" && line.amount.currency == Self.yen ? ".00" : "")
            return "\(line.side == .debit ? "\(text)|" : "|\(text)")|\(line.amount.currency.code)"
        }
        #expect(result.output.split(separator: "\n").map(String.init) == wanted, "\(result.output)")
    }

    @Test("What is wider than a ledger takes is refused, never cut")
    func tooWide() throws {
        let wide = try entry(1, "", [1_000_000_000_000])
        #expect {
            _ = try RandomJournal.render(.rows(.netSuite), [wide])
        } throws: {
            ($0 as? LedgerRefusal)?.rule == LedgerRules.amountTooWide
        }
        let thirdDecimal = try entry(1, "", [1_001], Self.dinar)
        #expect {
            _ = try RandomJournal.render(.rows(.netSuite), [thirdDecimal])
        } throws: {
            ($0 as? LedgerRefusal)?.rule == LedgerRules.decimalsLost
        }
    }
}
