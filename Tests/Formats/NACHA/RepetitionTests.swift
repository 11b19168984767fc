// Entries and batches that stand twice in a file are noticed, near and far; those that only look alike are not.

import Parsing
import Testing

@testable import NACHA

@Suite struct RepetitionTests {
    private func batch(_ traces: ClosedRange<Int64>, account: String = "12345", cents: Int64 = 100) -> ComposedBatch {
        ComposedBatch(records: traces.map { ComposedFile.entry(22, cents + $0, $0, account: account) })
    }

    private func repeated(_ batches: [ComposedBatch]) throws -> (entries: Int, batches: Int) {
        let counts = try Fixture.check(ComposedFile.bytes(batches)).findings.counts
        return (counts["nacha.entry.repeated"] ?? 0, counts["nacha.batch.repeated"] ?? 0)
    }

    @Test func `a batch that stands twice is told with its entries, however far apart`() throws {
        let others = (0..<3).map { batch(1000 + 2000 * Int64($0)...2999 + 2000 * Int64($0)) }
        let found = try repeated([batch(1...20)] + others + [batch(1...20)])
        #expect(found.entries == 20 && found.batches == 1)
    }

    @Test func `batches that number their entries anew are no repetition`() throws {
        let found = try repeated((0..<6).map { batch(1...50, account: "ACCOUNT \($0)") })
        #expect(found.entries == 0 && found.batches == 5)
        let apart = try repeated((0..<6).map { batch(1...50, account: "ACCOUNT \($0)", cents: 100 * ($0 + 1)) })
        #expect(apart.entries == 0 && apart.batches == 0)
    }

    @Test func `one entry among others that stands in a second batch is told`() throws {
        var second = batch(21...40)
        second.records.insert(ComposedFile.entry(22, 107, 7), at: 0)
        #expect(try repeated([batch(1...20), second]).entries == 1)
    }

    @Test func `the filter keeps what it holds when it grows, and stays within its bound`() {
        var filter = RepetitionFilter()
        func fingerprint(_ trace: Int64) -> UInt64 {
            RepetitionFilter.fingerprint(seed: 5, trace: trace, amount: 100, receiver: 7, account: (1, 2, 3))
        }
        var invented = 0
        for trace in 1...60_000 {
            filter.makeRoom(for: trace)
            if filter.hasSeen(fingerprint(Int64(trace)), way: 0) { invented += 1 }
        }
        #expect(invented == 0)
        var forgotten = 0
        for trace in 1...60_000 where !filter.hasSeen(fingerprint(Int64(trace)), way: 1) { forgotten += 1 }
        #expect(forgotten == 0)
        filter.makeRoom(for: 10_000_000)
        #expect(filter.table.count == 1 << 18)
    }

    @Test func `a letter outside ASCII is found in the last record of a long file`() throws {
        var bytes = ComposedFile.bytes([batch(1...2000)])
        let line = 2001
        bytes[95 * (line - 1) + 60] = 0xE9
        let report = try Fixture.check(bytes)
        let finding = try #require(report.findings.kept.first)
        #expect(finding.code == "nacha.record.character" && finding.location.line == line)
        #expect(finding.location.element == "61" && finding.location.offset == 95 * (line - 1) + 60)
    }
}
