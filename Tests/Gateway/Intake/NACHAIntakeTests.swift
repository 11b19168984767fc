// A NACHA file becomes ACH items: amounts by side, traces, return codes; never an account number.

import Facts
import Money
import NACHA
import Parsing
import Testing

@testable import Intake

/// Keeps the items it is given.
private struct ItemSink: FactSink {
    var items: [ACHItem] = []
    var texts: [String] = []
    var changes: [ReceiverChange] = []
    mutating func add(_ change: ReceiverChange) throws { changes.append(change) }
    mutating func add(_ item: OpenItem, reference: String, partyName: String, claimPrint: LookupKey?) throws {}
    mutating func add(_ remittance: Remittance) throws {}
    mutating func add(_ line: RemittanceLine, reference: String, claim: ClaimKeys) throws {}
    mutating func add(_ statement: StatementFact, account: String) throws {}
    mutating func add(_ line: BankLine, text: String) throws {}
    mutating func add(_ item: ACHItem) throws { items.append(item) }
    mutating func add(_ item: ACHItem, identification: String, correction: String) throws {
        items.append(item)
        texts.append("\(identification)/\(correction)")
    }
}

@Suite struct NACHAIntakeTests {
    private static let lines = [
        "101 0710002881123456789260115" + "0830A094101FIRST EXAMPLE BANK     HMS ACH TEST",
        "5220EXAMPLE HEALTH                      1123456789CCDHCCLAIMPMT260115260116   1071000280000001",
        "62207100028800012345         0000125000NPI1000000001  GENERAL HOSPITAL        1071000280000001",
        "705TRN*1*0000-7001*1123456789*SUB01\\                                               00010000001",
        "822000000200071000280000000000000000001250001123456789                         071000280000001",
        "5225EXAMPLE EMPLOYER                    1987654321PPDPREMIUM   260115000000   1071000280000002",
        "62707100028800054321         0000001000EMP0000002     BLAKE BARROW            0071000280000002",
        "62607100028800054321         0000002000EMP0000003     CASEY CALDER            1071000280000003",
        "799R01091000010000077      07100028                                            071000280000003",
        "822500000300142000560000000030000000000000001987654321                         071000280000002",
        "9000002000002000000050021300084000000003000000000125000",
    ]

    private static func file(_ lines: [String] = lines) -> [UInt8] {
        var records = lines.map { $0 + String(repeating: " ", count: max(0, 94 - $0.utf8.count)) }
        while records.count % 10 != 0 { records.append(String(repeating: "9", count: 94)) }
        return Array((records.joined(separator: "\n") + "\n").utf8)
    }

    private func load(pieceSize: Int = 1 << 18) throws -> (items: [ACHItem], report: NACHAReport) {
        var source = MemoryByteSource(Self.file(), pieceSize: pieceSize)
        var sink = ItemSink()
        let report = try NACHAIntake.load(&source, arrival: ArrivalID(4), keys: TestKeys(), into: &sink)
        return (sink.items, report)
    }

    @Test func `a CCD+ credit carries its reassociation trace, normalised`() throws {
        let (items, report) = try load()
        #expect(report.verdict == .accepted, "\(report.findings.kept.map { ($0.code, $0.location) })")
        let item = try #require(items.first)
        #expect(item.evidence == Evidence(arrival: ArrivalID(4), ordinal: 0))
        #expect(item.achTrace == "071000280000001")
        #expect(item.secCode == "CCD" && item.transactionCode == 22)
        #expect(item.amount == .dollars(cents: 125_000))
        #expect(item.effectiveOn == CalendarDate(iso: "2026-01-16"))
        #expect(item.companyID == "1123456789" && item.batchNumber == "0000001")
        #expect(item.traceKey == "7001" && item.tracePayerID == "1123456789")
        #expect(item.returnCode == nil && item.originalTrace == nil)
    }

    @Test func `a debit is negative, and a batch without date takes the file's`() throws {
        let item = try load().items[1]
        #expect(item.amount == .dollars(cents: -1000))
        #expect(item.effectiveOn == CalendarDate(iso: "2026-01-15"))
        #expect(item.traceKey == nil && item.tracePayerID == nil)
    }

    @Test func `a return carries its code and the original trace`() throws {
        let item = try load().items[2]
        #expect(item.returnCode == "R01" && item.originalTrace == "091000010000077")
        #expect(item.evidence.ordinal == 2)
        #expect(item.amount == .dollars(cents: -2000))
    }

    @Test(arguments: [
        ("068", "2026-03-09"), ("   ", "2026-03-12"), ("000", "2026-03-12"), ("360", "2025-12-26"),
        ("999", "2026-03-12"),
    ])
    func `what comes back has the day on which it settles, and keeps what it is called`(day: String, date: String)
        throws
    {
        let lines = [
            "101 0710002881123456789260312" + "0830A094101FIRST EXAMPLE BANK     HMS ACH TEST",
            "5200EXAMPLE EMPLOYER                    1987654321CORPREMIUM   260115260109\(day)1071000280000002",
            "62107100028800054321         0000000000EMP0000003     CASEY CALDER            1071000280000003",
            "798C01091000010000077      0710002800098765                                    071000280000003",
            "820000000200071000280000000000000000000000001987654321                         071000280000002",
            "9000001000001000000020007100028000000000000000000000000",
        ]
        var source = MemoryByteSource(Self.file(lines))
        var sink = ItemSink()
        let report = try NACHAIntake.load(&source, arrival: ArrivalID(4), keys: TestKeys(), into: &sink)
        #expect(report.verdict != .rejected, "\(report.findings.kept.map { ($0.code, $0.location) })")
        #expect(sink.items.map(\.effectiveOn.description) == [date])
        #expect(sink.texts == ["EMP0000003/00098765"])
        let receivers = ["07100028/00054321", "07100028/00098765"].map { TestKeys().key(.account, $0) }
        #expect(sink.changes.map { [$0.from, $0.to] } == [receivers])
    }

    @Test func `a dishonor and a contest say what they answer`() throws {
        let answers = [
            "799R68091000010000077      07100028   07100028000000306801                     091000010000009",
            "799R73091000010000077260310071000280680710002800000030680109100001000000907168 071000280000010",
        ]
        for (addenda, expected) in zip(answers, ["071000280000003", "091000010000009"]) {
            let (own, bank) = (addenda.suffix(15), addenda.suffix(15).prefix(8))
            let lines = [
                "101 0710002881123456789260312" + "0830A094101FIRST EXAMPLE BANK     HMS ACH TEST",
                "5225EXAMPLE EMPLOYER                    1987654321PPDPREMIUM   260115260109   1\(bank)0000002",
                "62607100028800054321         0000002000EMP0000003     CASEY CALDER            1\(own)", addenda,
                "822500000200071000280000000020000000000000001987654321                         \(bank)0000002",
                "9000001000001000000020007100028000000002000000000000000",
            ]
            var source = MemoryByteSource(Self.file(lines))
            var sink = ItemSink()
            let report = try NACHAIntake.load(&source, arrival: ArrivalID(4), keys: TestKeys(), into: &sink)
            #expect(report.verdict != .rejected, "\(report.findings.kept.map { ($0.code, $0.location) })")
            #expect(sink.items.map(\.answeredTrace) == [expected])
        }
    }

    @Test func `the codes of finance are those of the rules, at the same step`() {
        for reason in ReturnReason.all {
            let term = ReturnTerms.all[reason.code]
            let step: ReturnTerm.Step =
                reason.kind == .dishonored ? .dishonored : reason.kind == .contested ? .contested : .returned
            #expect(term?.step == step && term?.meaning == reason.meaning)
        }
        for reason in ChangeReason.all {
            #expect(ReturnTerms.all[reason.code]?.step == (reason.isRefusal ? .refusedChange : .change))
        }
        #expect(ReturnTerms.all["R10"]?.timeFrame == .sixtyDays && ReturnTerms.all["R29"]?.timeFrame == .bankingDays(2))
        #expect(
            ReturnTerms.all["R23"]?.timeFrame == .untold
                && ReturnTerms.all.count == ReturnReason.all.count + ChangeReason.all.count)
    }

    @Test func `items do not depend on how the file is cut`() throws {
        let whole = try load().items
        for size in [1, 94, 95, 333] { #expect(try load(pieceSize: size).items == whole) }
    }
}
