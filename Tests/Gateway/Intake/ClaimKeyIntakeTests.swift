import Facts
import Intake
import Money
import Parsing
import Testing

/// Takes what tells claims beside their numbers.
private struct KeySink: FactSink {
    var claims: [ClaimKeys] = []
    var prints: [LookupKey?] = []

    mutating func add(_ item: OpenItem, reference: String, partyName: String, claimPrint: LookupKey?) {
        prints.append(claimPrint)
    }
    mutating func add(_ remittance: Remittance) {}
    mutating func add(_ line: RemittanceLine, reference: String, claim: ClaimKeys) { claims.append(claim) }
    mutating func add(_ statement: StatementFact, account: String) {}
    mutating func add(_ line: BankLine, text: String) {}
    mutating func add(_ item: ACHItem) {}
}

@Suite("What tells claims beside their numbers")
struct ClaimKeyIntakeTests {
    private func claims(_ segments: [String]) throws -> [ClaimKeys] {
        let all =
            [
                "ISA*00*          *00*          *ZZ*PAYER          *ZZ*HOSPITAL       *260302*0930*^*00501*000000001*0*T*:",
                "GS*HP*PAYER*HOSPITAL*20260302*0930*1*X*005010X221A1", "ST*835*0001",
                "BPR*I*90*C*ACH*CCP*01*021000021*DA*123*1123456789**01*091000019*DA*987*20260302",
                "TRN*1*EFT-01*1123456789", "LX*1",
            ] + segments + ["SE*\(segments.count + 5)*0001", "GE*1*1", "IEA*1*000000001"]
        var source = MemoryByteSource(Array(all.map { $0 + "~" }.joined().utf8))
        var sink = KeySink()
        try X12Intake.load(&source, arrival: ArrivalID(4), keys: TestKeys(), into: &sink)
        return sink.claims
    }

    private func items(_ rows: [String]) throws -> [LookupKey?] {
        let header = "item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref"
        var source = MemoryByteSource(Array((([header] + rows).joined(separator: "\n") + "\n").utf8))
        var sink = KeySink()
        try OpenItemsIntake.load(&source, arrival: ArrivalID(5), keys: TestKeys(), into: &sink)
        return sink.prints
    }

    @Test("The payer's number, and patient, day and charge of a line are those of the open claim")
    func sameKeys() throws {
        let found = try claims([
            "CLP*A-1*1*100*80**12*ICN-77*11*1", "CAS*CO*45*20", "NM1*QC*1*DOE*ANN****MI*MEMB-123", "REF*EA*MRN9001",
            "DTM*232*20260201", "SVC*HC:99213*100*80", "DTM*472*20260203",
            "CLP*A-2*22*-100*-80**12*icn77*11*8", "CAS*CO*45*-20", "NM1*QC*1*DOE*ANN****MI*memb123",
            "SVC*HC:99213*-60*-40", "DTM*472*20260205", "SVC*HC:99214*-40*-40", "DTM*472*20260201",
        ])
        try #require(found.count == 2)
        #expect(found[0].payerClaim != nil && found[0].payerClaim == found[1].payerClaim)
        #expect(found[0].prints.count == 2 && found[1].prints.count == 1)
        // The claim's own day counts before those of its lines, and of these the earliest.
        #expect(found[0].prints.first == found[1].prints.first)
        let prints = try items([
            "C1,claim,P1,Blue,A1,100.00,USD,2026-02-01,,MEMB123", "C2,claim,P1,Blue,A2,100.00,USD,2026-02-01,,MRN9001",
            "C3,claim,P1,Blue,A3,100.00,USD,2026-02-02,,MEMB123", "C4,claim,P1,Blue,A4,101.00,USD,2026-02-01,,MEMB123",
            "C5,invoice,P1,Blue,A5,100.00,USD,2026-02-01,,MEMB123", "C6,claim,P1,Blue,A6,100.00,USD,2026-02-01,,",
        ])
        #expect(prints[0] == found[0].prints.first && prints[1] == found[0].prints.last)
        #expect(prints[2] != prints[0] && prints[3] != prints[0])
        #expect(prints[4] == nil && prints[5] == nil)
    }

    @Test("A line that gives neither patient nor day has no more than the payer's number, or nothing")
    func bare() throws {
        let found = try claims([
            "CLP*A-1*1*100*100**12*ICN77*11*1", "NM1*QC*1*DOE*ANN****MI*MEMB123", "CLP*A-2*1*50*50**12",
        ])
        #expect(found.map(\.prints.isEmpty) == [true, true])
        #expect(found.map { $0.payerClaim == nil } == [false, true])
    }
}
