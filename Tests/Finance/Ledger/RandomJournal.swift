// Journals of any kind of content from a seed, and programs that read our files independently.

import Facts
import Foundation
import Money
import Testing

@testable import Ledger

/// SplitMix64: the same seed gives the same journal everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

enum RandomJournal {
    static let texts = [
        "Bank line FB1", "(code) x", "a ; b", "payee | note", "line\nbreak\ttab", "= 5 = 6", "* ! @ 7", "Ünïcode · ok",
        "", "=cmd()|' /C calc'!A0", "a,b", "say \"yes\"", "back\\slash", "+1", "-1", "<b>&amp;</b>", "  =1+1",
        "\u{FF1D}1+1", String(repeating: "long ", count: 120),
    ]
    static let first = CalendarDate(dayNumber: 20_454)  // 2026-01-01

    /// Entries of two to seven lines over a quarter, of one to three entities.
    static func entries(
        _ count: Int, seed: UInt64, currencies: [Currency] = [.usd], entities: [String] = [""]
    ) throws -> [JournalEntry] {
        var generator = SeededGenerator(seed: seed)
        return try (1...count).map { number in
            let currency = try #require(currencies.randomElement(using: &generator))
            let entity = try #require(entities.randomElement(using: &generator))
            let accounts = ChartOfAccounts.standard.accounts.filter { $0.code != "1990" }.shuffled(using: &generator)
                .prefix(Int.random(in: 2...7, using: &generator))
            var units = accounts.dropLast().map { _ in Int64.random(in: 1...9_999_999, using: &generator) }
            for index in units.indices where Bool.random(using: &generator) { units[index] *= -1 }
            if units.reduce(0, +) == 0 { units[0] += 1 }
            units.append(-units.reduce(0, +))
            let lines = zip(accounts, units).map { account, units in
                JournalLine(
                    account: account.code, side: units > 0 ? .debit : .credit,
                    amount: Money(minorUnits: abs(units), currency: currency),
                    dimensions: Dimensions(
                        entity: entity, costCenter: ["", "4711"].randomElement(using: &generator) ?? ""))
            }
            return try #require(
                JournalEntry(
                    id: "B\(number).1", event: "bank-line",
                    effectiveOn: first.advanced(byDays: number * 90 / count), lines: lines,
                    description: texts.randomElement(using: &generator) ?? "", matchID: "",
                    arrival: ArrivalID(4)))
        }
    }

    static let head = LedgerBatchHead(number: 7, businessDate: first.advanced(byDays: 90), organisation: "General")

    static func render(
        _ form: GeneralLedgerForm, _ entries: [JournalEntry], chart: ChartOfAccounts = .standard
    ) throws -> (text: String, totals: ControlTotals) {
        var file = GeneralLedgerFile(form, chart: chart, batch: head)
        var out: [UInt8] = []
        try file.begin(
            currencies: entries.flatMap { $0.lines.map(\.amount.currency) }, firstDay: entries.map(\.effectiveOn).min(),
            to: &out)
        for entry in entries { try file.append(entry, to: &out) }
        try file.end(to: &out)
        return (String(decoding: out, as: UTF8.self), file.totals)
    }

    /// `account currency debit credit`, sorted: the sums that a reader must find.
    static func sums(_ entries: [JournalEntry]) throws -> [String] {
        var trial = TrialBalance()
        for entry in entries { trial.add(entry) }
        return try #require(trial.rows).map {
            "\($0.account) \($0.balance.currency) \($0.debit.decimalText) \($0.credit.decimalText)"
        }.sorted()
    }
}

/// Programs that read what we wrote and know nothing of us.
enum IndependentReader {
    static let hledger = ["/usr/bin/hledger", "/usr/local/bin/hledger", "/opt/homebrew/bin/hledger"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
    static let python = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
    static let xsltproc = program("xsltproc")
    static let xmllint = program("xmllint")
    static let beanCheck = ProcessInfo.processInfo.environment["HMS_ACH_PEERS"].map { "\($0)/bin/bean-check" }.flatMap {
        FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil
    }

    private static func program(_ name: String) -> String? {
        ["/usr/bin/\(name)", "/usr/local/bin/\(name)"].first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs a program on files of these names and contents, in a folder of their own; `{}` in an argument stands for it.
    static func run(
        _ program: String?, _ arguments: [String], on files: [String: String]
    ) throws -> (status: Int32, output: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        let process = Process()
        process.executableURL = URL(filePath: try #require(program))
        process.arguments = arguments.map { $0.replacing("{}", with: folder.path) }
        process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}
