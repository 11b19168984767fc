// The short way over plain entries and the long way over all others give the same rows, figures and findings.

import Parsing
import Testing

@testable import NACHA

@Suite struct EntryRunTests {
    /// Keeps every row with its records.
    private struct Keeper: NACHAHandler {
        var keepsRecords: Bool { true }
        var rows: [NACHAEntry] = []
        var records: [NACHARecord?] = []
        var addenda: [[NACHARecord]] = []
        mutating func entries(_ rows: NACHAEntryRows) {
            for entry in rows.entries {
                var row = entry
                // Where a row's records lie in the buffer depends on when the rows were handed out.
                row.firstRecord = 0
                self.rows.append(row)
                records.append(rows.record(of: entry))
                addenda.append(rows.addenda(of: entry))
            }
        }
    }

    /// Forty entries in three batches, with addenda in the second.
    static func manyEntries(end: String) -> [UInt8] {
        var lines = [Fixture.header]
        for batch in 1...3 {
            lines.append(Fixture.payroll[1].dropLast() + "\(batch)")
            for entry in 1...13 {
                let sequence = String("\(batch * 1000 + entry)".suffix(4))
                let hasAddenda = batch == 2
                var line = Array(Fixture.payroll[entry % 2 == 0 ? 2 : 3].dropLast(4) + sequence)
                if hasAddenda { line[78] = "1" }
                lines.append(String(line))
                if hasAddenda {
                    lines.append("705NOTE" + String(repeating: " ", count: 76) + "0001000" + sequence)
                }
            }
            lines.append(Fixture.payroll[4])
        }
        return Fixture.file(lines, end: end)
    }

    private func read(_ bytes: [UInt8], pieceSize: Int) throws -> (Keeper, NACHAReport) {
        var source = MemoryByteSource(bytes, pieceSize: pieceSize)
        var keeper = Keeper()
        let report = try NACHAReader.read(&source, into: &keeper)
        return (keeper, report)
    }

    private func compare(_ bytes: [UInt8], _ label: String = "") throws {
        // A piece shorter than the short way needs to look ahead goes the long way throughout.
        let (long, longReport) = try read(bytes, pieceSize: 90)
        let (short, shortReport) = try read(bytes, pieceSize: 1 << 18)
        #expect(short.rows == long.rows, "\(label)")
        #expect(short.records == long.records && short.addenda == long.addenda, "\(label)")
        #expect(shortReport.findings.kept == longReport.findings.kept, "\(label)")
        #expect(shortReport.summary == longReport.summary, "\(label)")
        let checked = try Fixture.check(bytes)
        #expect(checked.summary == longReport.summary && checked.findings.kept == longReport.findings.kept)
    }

    @Test(arguments: ["\n", "\r\n", ""]) func `both ways give the same rows and report`(end: String) throws {
        let bytes = Self.manyEntries(end: end)
        let (keeper, report) = try read(bytes, pieceSize: 1 << 18)
        #expect(keeper.rows.count == 39 && report.summary.addenda == 13)
        try compare(bytes)
    }

    @Test(arguments: ["\n", "\r\n", ""]) func `a changed byte anywhere gives the same on both ways`(end: String) throws
    {
        let clean = Self.manyEntries(end: end)
        var random = SeededGenerator(seed: 7)
        for position in stride(from: 200, to: clean.count, by: 29) {
            var bytes = clean
            bytes[position] =
                [0x30, 0x31, 0x39, 0x20, 0x41, 0x0A, 0x0D, 0x80, 0x36, 0x37].randomElement(using: &random) ?? 0
            try compare(bytes, "byte \(position) became \(bytes[position])")
        }
    }
}
