import Parsing
import Testing

@testable import Inspection

@Suite struct BatchListTests {
    @Test func `batches come with the figures of their entries`() throws {
        let lines = [
            "101 0710002881123456789260115" + "0830A094101FIRST EXAMPLE BANK     HMS ACH TEST           ",
            "5200EXAMPLE EMPLOYER                    1987654321PPDPAYROLL   260115260115   1071000280000001",
            "62207100028800012345         0000010000EMP0000001     ALEX ABBOTT             0071000280000001",
            "62707100028800054321         0000025000EMP0000002     BLAKE BARROW            0071000280000002",
            "820000000200142000560000000250000000000100001987654321                         071000280000001",
            "9000001000001000000020014200056000000025000000000010000",
        ]
        let text = lines.map { $0 + String(repeating: " ", count: 94 - $0.utf8.count) + "\n" }.joined()
        var source = MemoryByteSource(Array(text.utf8))
        var list = BatchList(NoVisitor())
        let inspection = try Inspector.inspect(&source, visiting: &list)
        #expect(inspection.kind == .nacha)
        let batch = try #require(list.batches.first)
        #expect(list.count == 1 && list.batches.count == 1)
        #expect(batch.number == 1 && batch.entryClass == "PPD" && batch.companyName == "EXAMPLE EMPLOYER")
        #expect(batch.entries == 2 && batch.addenda == 0 && batch.debits == 25_000 && batch.credits == 10_000)
        #expect(batch.effectiveDate?.description == "2026-01-15")
    }
}
