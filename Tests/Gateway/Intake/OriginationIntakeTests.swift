// A file of our own orders becomes batches and entries: sums by side, keys as banks name them; never an account number.

import Facts
import Money
import NACHA
import Parsing
import Testing

@testable import Intake

/// Keeps what it is given of orders.
private struct OrderSink: FactSink {
    var batches: [OriginatedBatch] = []
    var entries: [OriginatedEntry] = []
    var items: [ACHItem] = []
    var identifications: [String] = []
    mutating func add(_ item: OpenItem, reference: String, partyName: String, claimPrint: LookupKey?) throws {}
    mutating func add(_ remittance: Remittance) throws {}
    mutating func add(_ line: RemittanceLine, reference: String, claim: ClaimKeys) throws {}
    mutating func add(_ statement: StatementFact, account: String) throws {}
    mutating func add(_ line: BankLine, text: String) throws {}
    mutating func add(_ item: ACHItem) throws { items.append(item) }
    mutating func add(_ batch: OriginatedBatch) throws { batches.append(batch) }
    mutating func add(_ entry: OriginatedEntry, identification: String) throws {
        entries.append(entry)
        identifications.append(identification)
    }
}

@Suite struct OriginationIntakeTests {
    private static let lines = [
        "101 0910000191987654321260115" + "0830C094101FIRST EXAMPLE BANK     HMS ACH TEST",
        "5200EXAMPLE HEALTH                      1987654321PPDVENDOR PAY260115260116   1071000280000001",
        "62207100028800012345         0000125000V1             BLAKE BARROW            0071000280000001",
        "62707100028800054321         0000001000V2             CASEY CALDER            0071000280000002",
        "820000000200142000560000000010000000001250001987654321                         071000280000001",
        "5225EXAMPLE HEALTH                      1987654321PPDRENT      260115000000   1071000280000002",
        "62707100028800054321         0000002000R1             CASEY CALDER            0071000280000003",
        "822500000100071000280000000020000000000000001987654321                         071000280000002",
        "9000002000001000000030021300084000000003000000000125000",
    ]

    @Test(arguments: [1 << 18, 60]) func batchesAndEntriesWithTheirKeys(pieceSize: Int) throws {
        var records = Self.lines.map { $0 + String(repeating: " ", count: max(0, 94 - $0.utf8.count)) }
        while records.count % 10 != 0 { records.append(String(repeating: "9", count: 94)) }
        var source = MemoryByteSource(Array((records.joined(separator: "\n") + "\n").utf8), pieceSize: pieceSize)
        var sink = OrderSink()
        let report = try OriginationIntake.load(
            &source, arrival: ArrivalID(7), keys: TestKeys(), forms: [.netBatch], into: &sink)
        #expect(report.verdict != .rejected, "\(report.findings.kept.map { ($0.code, $0.location) })")
        #expect(sink.batches.map(\.reference) == ["1987654321/260115C/0000001", "1987654321/260115C/0000002"])
        #expect(sink.batches.map(\.credits.minorUnits) == [-125_000, 0])
        #expect(sink.batches.map(\.debits.minorUnits) == [1_000, 2_000])
        // Without an effective date a batch is of the day on which its file was made.
        #expect(sink.batches.map(\.effectiveOn.description) == ["2026-01-16", "2026-01-15"])
        #expect(sink.batches.allSatisfy { $0.forms == [.netBatch] })
        #expect(sink.batches[0].fileReference == TestKeys().key(.reference, "260115C"))
        #expect(sink.batches[1].batchReference == TestKeys().key(.reference, "260115C0000002"))
        #expect(sink.batches[0].companyReference == TestKeys().key(.reference, "1987654321"))
        #expect(sink.entries.map(\.achTrace) == ["071000280000001", "071000280000002", "071000280000003"])
        #expect(sink.identifications == ["V1", "V2", "R1"])
        #expect(sink.entries.map(\.isDebit) == [false, true, true])
        #expect(sink.entries.allSatisfy { $0.secCode == "PPD" })
        #expect(sink.entries.map(\.receiver).first == TestKeys().key(.account, "07100028/00012345"))
        #expect(sink.entries.map(\.amount.minorUnits) == [125_000, 1_000, 2_000])
        let places = sink.entries.map(\.evidence.ordinal) + sink.batches.map(\.evidence.ordinal)
        #expect(Set(places).count == 5)
    }

    @Test func aDishonorOrdersNothingAndSaysWhatItAnswers() throws {
        let lines = [
            "101 0910000191987654321260312" + "0830A094101FIRST EXAMPLE BANK     HMS ACH TEST",
            "5225EXAMPLE HEALTH                      1987654321PPDRENT      260309260309   1091000010000001",
            "62607100028800054321         0000002000R1             CASEY CALDER            1091000010000009",
            "799R68091000010000077      07100028   07100028000000306801                     091000010000009",
            "822500000200071000280000000020000000000000001987654321                         091000010000001",
            "9000001000001000000020007100028000000002000000000000000",
        ]
        var records = lines.map { $0 + String(repeating: " ", count: max(0, 94 - $0.utf8.count)) }
        while records.count % 10 != 0 { records.append(String(repeating: "9", count: 94)) }
        var source = MemoryByteSource(Array((records.joined(separator: "\n") + "\n").utf8))
        var sink = OrderSink()
        let report = try OriginationIntake.load(
            &source, arrival: ArrivalID(7), keys: TestKeys(), forms: [.grossBatch], into: &sink)
        #expect(report.verdict != .rejected, "\(report.findings.kept.map { ($0.code, $0.location) })")
        #expect(sink.entries.isEmpty && sink.batches.map(\.debits.minorUnits) == [0])
        #expect(sink.items.map(\.returnStep) == [.dishonored])
        #expect(sink.items.map(\.answeredTrace) == ["071000280000003"])
        #expect(sink.items.map(\.effectiveOn) == [CalendarDate(iso: "2026-03-12")])
    }
}
