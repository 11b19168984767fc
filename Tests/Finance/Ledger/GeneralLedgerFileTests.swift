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

private func render(_ format: GeneralLedgerFormat, _ entries: [JournalEntry]) -> (text: String, totals: ControlTotals) {
    var file = GeneralLedgerFile(format, chart: .standard)
    var out: [UInt8] = []
    file.begin(currencies: entries.flatMap { $0.lines.map(\.amount.currency) }, to: &out)
    for entry in entries { file.append(entry, to: &out) }
    return (String(decoding: out, as: UTF8.self), file.totals)
}

private let hledger = ["/usr/bin/hledger", "/usr/local/bin/hledger", "/opt/homebrew/bin/hledger"].first {
    FileManager.default.isExecutableFile(atPath: $0)
}

/// Runs hledger on a journal; its exit status and what it prints.
private func run(_ arguments: [String], on journal: String) throws -> (status: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "test.journal")
    try Data(journal.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: try #require(hledger))
    process.arguments = ["-f", file.path] + arguments
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
}

@Suite("General-ledger files")
struct GeneralLedgerFileTests {
    private let yen = Currency("JPY") ?? .usd
    private let dinar = Currency("BHD") ?? .usd

    @Test("CSV: the journal export's header, one row a line, debit or credit empty")
    func csv() throws {
        let (text, totals) = render(.csv, [try entry("B1.1", 125_000, match: "F1.1-2.2"), try entry("B1.2", 7, yen)])
        #expect(
            text == """
                journal_id,line_no,effective_date,account,debit,credit,currency,description,event,match_id,arrival_id,account_code
                B1.1,1,2026-03-02,assets:cash:operating,1250.00,,USD,Bank line FB1,bank-line,F1.1-2.2,4,1010
                B1.1,2,2026-03-02,liabilities:unapplied cash,,1250.00,USD,Bank line FB1,bank-line,F1.1-2.2,4,2010
                B1.2,1,2026-03-02,assets:cash:operating,7,,JPY,Bank line FB1,bank-line,,4,1010
                B1.2,2,2026-03-02,liabilities:unapplied cash,,7,JPY,Bank line FB1,bank-line,,4,2010

                """)
        #expect(
            String(decoding: totals.sidecar(file: "gl.csv", sha256: "ab"), as: UTF8.self) == """
                file,sha256,currency,lines,debit,credit
                gl.csv,ab,JPY,2,7,7
                gl.csv,ab,USD,2,1250.00,1250.00

                """)
    }

    @Test(
        "A text cell that would be a formula gets an apostrophe; quotes, commas and breaks are quoted",
        arguments: [
            ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""), ("=\"a\"", "\"'=\"\"a\"\"\""), ("a\nb", "\"a\nb\""), ("plain", "plain"),
        ])
    func cells(raw: String, written: String) {
        var out: [UInt8] = []
        CSVRow.append(cell: raw, to: &out)
        #expect(String(decoding: out, as: UTF8.self) == written)
    }

    @Test(
        "hledger takes the journal strictly, whatever the description holds, and balances as we do",
        .enabled(if: hledger != nil, "hledger is not installed"))
    func strict() throws {
        let nasty = ["(code) x", "a ; b", "payee | note", "line\nbreak\ttab", "= 5 = 6", "* ! @ 7", "Ünïcode · ok", ""]
        var entries = try nasty.enumerated().map {
            try entry("B1.\($0)", Int64($0 * 100 + 1), description: $1, match: "M,;")
        }
        entries += [try entry("B2.1", 7, yen), try entry("B2.2", 1_234_567, dinar), try entry("B2.3", 5, .eur)]
        let (text, _) = render(.hledger, entries)
        let check = try run(["check", "--strict"], on: text)
        #expect(check.status == 0, "\(check.output)")
        var trial = TrialBalance()
        for entry in entries { trial.add(entry) }
        let balance = try run(["bal", "-N", "--flat", "--layout=bare", "-O", "csv"], on: text)
        for row in try #require(trial.rows) where row.balance.currency != yen {
            let line =
                "\"\(ChartOfAccounts.standard.name(of: row.account))\",\"\(row.balance.currency)\",\"\(row.balance.decimalText)\""
            #expect(balance.output.contains(line), "\(line) in \(balance.output)")
        }
        // Two files of different days may be read together.
        #expect(try run(["check", "--strict"], on: text + "\n" + text).status == 0)
    }

    @Test("hledger refuses the journal when one cent is off", .enabled(if: hledger != nil, "hledger is not installed"))
    func oneCentOff() throws {
        let (text, _) = render(.hledger, [try entry("B1.1", 100)])
        #expect(try run(["check", "--strict"], on: text.replacing("-1.00", with: "-1.01")).status != 0)
    }

    @Test("The control totals of nothing say nothing")
    func empty() {
        let (_, totals) = render(.csv, [])
        #expect(totals.entries == 0 && totals.lines == 0)
        #expect(String(decoding: totals.sidecar(file: "f", sha256: "x"), as: UTF8.self).hasSuffix("f,x,,0,0,0\n"))
    }
}
