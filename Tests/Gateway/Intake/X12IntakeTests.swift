// 835 and 820 become remittances and lines: places, amounts, denial, reversal, adjustments.

import Facts
import Intake
import Money
import Parsing
import Testing

/// Keys that show what they were made of: length and first byte, enough to tell texts of a test apart.
private struct PlainKeys: KeyMaker {
    func key(_ vocabulary: KeyVocabulary, _ text: some Sequence<UInt8>) -> LookupKey {
        let sum = text.reduce(UInt64(5381)) { $0 &* 33 &+ UInt64($1) }
        return LookupKey(high: UInt64(vocabulary.rawValue.utf8.count), low: sum)
    }
}

private struct Collected: FactSink {
    var remittances: [Remittance] = []
    var lines: [(line: RemittanceLine, reference: String)] = []

    mutating func add(_ item: OpenItem, reference: String, partyName: String, claimPrint: LookupKey?) {}
    mutating func add(_ remittance: Remittance) { remittances.append(remittance) }
    mutating func add(_ line: RemittanceLine, reference: String, claim: ClaimKeys) { lines.append((line, reference)) }
    mutating func add(_ statement: StatementFact, account: String) {}
    mutating func add(_ line: BankLine, text: String) {}
    mutating func add(_ item: ACHItem) {}
}

private func load(_ segments: [String], type: String, version: String, pieceSize: Int = 64) throws -> Collected {
    let group = type == "835" ? "HP" : "RA"
    let all =
        [
            "ISA*00*          *00*          *ZZ*PAYER          *ZZ*HOSPITAL       *260302*0930*^*00501*000000001*0*T*:",
            "GS*\(group)*PAYER*HOSPITAL*20260302*0930*1*X*\(version)", "ST*\(type)*0001",
        ] + segments + ["SE*\(segments.count + 2)*0001", "GE*1*1", "IEA*1*000000001"]
    var source = MemoryByteSource(Array(all.map { $0 + "~" }.joined().utf8), pieceSize: pieceSize)
    var sink = Collected()
    try X12Intake.load(&source, arrival: ArrivalID(4), keys: PlainKeys(), into: &sink)
    return sink
}

private let claims = [
    "BPR*I*90*C*ACH*CCP*01*021000021*DA*123*1123456789**01*091000019*DA*987*20260302", "TRN*1*EFT-01*1123456789",
    "LX*1", "CLP*A-1*1*200*120*30*12*I1", "CAS*CO*253*10", "SVC*HC:99213*200*130", "CAS*CO*45*30*1", "CAS*PR*1*30",
    "CAS*OA*94*6**23*3**133*1",
    "CLP*A-2*1*80*0**12*I2", "CAS*CO*29*80", "CLP*A-3*1*80*0*80*12*I3", "CAS*PR*1*80", "CLP*A-4*22*-60*-20**12*I4",
    "CAS*CO*45*-40", "CLP*A-5*25*500*0**12*I5", "CAS*OA*101*500", "CLP*A-6*4*70*0**12*I6", "CAS*CO*A1*70",
    "PLB*123*20261231*WO:X*20*L6*-10",
]

struct X12IntakeTests {
    @Test("An 835 gives a remittance with its adjustments and a line for each claim that moves money")
    func claimPayment() throws {
        let facts = try load(claims, type: "835", version: "005010X221A1")
        let remittance = try #require(facts.remittances.first)
        #expect(remittance.evidence == Evidence(arrival: ArrivalID(4), ordinal: 0))
        #expect(remittance.kind == .claimPayment && remittance.trace == "EFT-01" && remittance.payerID == "1123456789")
        #expect(remittance.amount == .dollars(cents: 9000) && remittance.method == .ach)
        #expect(remittance.effectiveOn.description == "2026-03-02")
        #expect(remittance.adjustments.map(\.reason) == ["WO", "L6"])
        #expect(remittance.adjustments.map(\.amount.minorUnits) == [2000, -1000])
        #expect(facts.lines.map(\.reference) == ["A-1", "A-2", "A-3", "A-4", "A-6"])
        #expect(facts.lines.map(\.line.evidence.ordinal) == [1, 2, 3, 4, 5])
        #expect(facts.lines.allSatisfy { $0.line.remittance == remittance.evidence })
    }

    @Test("A line has its sums by group, and is denied or reversed as the payer says")
    func lines() throws {
        let lines = try load(claims, type: "835", version: "005010X221A1").lines.map(\.line)
        let first = try #require(lines.first)
        #expect(first.charged.minorUnits == 20000 && first.paid.minorUnits == 12000)
        #expect(first.contractual.minorUnits == 4000 && first.patientShare.minorUnits == 3000)
        // What earlier payments did (23), and what is not decided yet (133), is no adjustment of this line's.
        #expect(first.otherAdjustment.minorUnits == 600)
        // CO 29 is a refusal; a deductible is not; CLP02 4 is one whatever the reason.
        #expect(lines.map(\.isDenied) == [false, true, false, false, true])
        #expect(lines.map(\.isReversal) == [false, false, false, true, false])
        #expect(lines.map(\.status) == ["1", "1", "1", "22", "4"])
        #expect(first.reference == PlainKeys().referenceKeys("A-1").normalised)
    }

    @Test("An 820 gives a line for each item, with discount and adjustments; other currencies are kept")
    func paymentOrder() throws {
        let order = [
            "BPR*C*1050*C*CHK************20260302", "TRN*1*PO-1*1123456789", "CUR*PR*CAD", "ENT*1", "ADX*-10*ZZ",
            "RMR*IV*INV-1*PO*980*1000*20", "RMR*IV*INV-2*PO*80*100", "ADX*-20*01",
        ]
        let facts = try load(order, type: "820", version: "005010", pieceSize: 1)
        let remittance = try #require(facts.remittances.first)
        #expect(remittance.kind == .paymentOrder && remittance.method == .check)
        #expect(remittance.amount.description == "1050.00 CAD")
        #expect(remittance.adjustments.map(\.amount.minorUnits) == [-1000])
        #expect(facts.lines.map(\.line.charged.minorUnits) == [100_000, 10_000])
        #expect(facts.lines.map(\.line.paid.minorUnits) == [98_000, 8_000])
        #expect(facts.lines.map(\.line.contractual.minorUnits) == [2_000, 0])
        #expect(facts.lines.map(\.line.otherAdjustment.minorUnits) == [0, -2_000])
    }

    @Test("A transaction that is cut off loads nothing to rely on")
    func cut() {
        #expect(throws: X12IntakeFailure.self) {
            var source = MemoryByteSource(
                Array(
                    """
                    ISA*00*          *00*          *ZZ*PAYER          *ZZ*HOSPITAL       *260302*0930*^*00501*000000001*0*T*:~\
                    GS*HP*PAYER*HOSPITAL*20260302*0930*1*X*005010X221A1~ST*835*0001~BPR*I*1*C*CHK************20260302~
                    """.utf8))
            var sink = Collected()
            try X12Intake.load(&source, arrival: ArrivalID(1), keys: PlainKeys(), into: &sink)
        }
    }
}
