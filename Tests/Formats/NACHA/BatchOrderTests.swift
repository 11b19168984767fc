// The order of batches changes nothing in a file's figures.

import Parsing
import Testing

@testable import NACHA

@Suite struct BatchOrderTests {
    @Test func `any order of batches gives the same totals`() throws {
        let batches = ClassFixtures.bySEC.values.filter { $0.secCode != "ADV" }.sorted { $0.secCode < $1.secCode }
        let expected = try Fixture.check(ComposedFile.bytes(batches)).summary
        #expect(expected.batches == batches.count && expected.debitCents > 0 && expected.creditCents > 0)
        var random = SeededGenerator(seed: 2026)
        for _ in 0..<10 {
            let report = try Fixture.check(ComposedFile.bytes(batches.shuffled(using: &random)))
            #expect(report.summary == expected)
            // Entries of two fixtures may look alike; that is told, and is no error.
            #expect(report.findings.kept.allSatisfy { $0.code == "nacha.entry.repeated" })
        }
    }
}
