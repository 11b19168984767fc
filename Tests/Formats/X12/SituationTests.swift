// The guides' situational rules: each is found, at its segment and element, and the 999 gets its note with the trigger.

import Parsing
import Testing

@testable import X12

/// A broken rule, and where the finding stands.
struct Situation: Sendable {
    let code: String
    let file: [String]
    let segment: String
    var element: String?
    init(_ code: String, _ segment: String, _ file: [String]) { self.init(code, segment, nil, file) }

    init(_ code: String, _ segment: String, _ element: String?, _ file: [String]) {
        self.code = code
        self.file = file
        self.segment = segment
        self.element = element
    }
}

private let bank = "01*021000021*DA*123*1123456789**01*091000019*DA*987"

let situations: [Situation] = [
    Situation(
        "payment.bank-data-missing", "BPR", "BPR06",
        Fixtures.claim(
            "BPR", to: ["BPR*I*180*C*ACH*CCP***DA*123*1123456789**01*091000019*DA*987*20260302"])),
    Situation(
        "payment.bank-data-needless", "BPR", "BPR06", Fixtures.claim("BPR", to: ["BPR*I*180*C*CHK**\(bank)*20260302"])),
    Situation(
        "payment.nothing-paid", "BPR", "BPR04", Fixtures.claim("BPR", to: ["BPR*I*180*C*NON************20260302"])),
    Situation(
        "payment.duplicate", "ST",
        Fixtures.interchange([Fixtures.group([Fixtures.set(), Fixtures.set(control: "0002")])])),
    Situation("payment.payer-identifier", "TRN", "TRN03", Fixtures.claim("TRN", to: ["TRN*1*EFT0001*1987654321"])),
    Situation(
        "835.adjudication-twice", "MOA", Fixtures.claim("DTM*232", to: ["MIA*3", "MOA***MA01", "DTM*232*20260101"])),
    Situation(
        "835.reversal-responsibility", "CLP", "CLP05",
        Fixtures.claim("CLP*A-3*22", to: ["CLP*A-3*22*-60*-40*0*12*ICN3*11*8"])),
    Situation(
        "835.reversal-sign", "CLP", "CLP03", Fixtures.claim("CLP*A-3*22", to: ["CLP*A-3*22*60*-40**12*ICN3*11*8"])),
    Situation(
        "835.claim-negative", "CLP", "CLP03", Fixtures.claim("CLP*A-3*22", to: ["CLP*A-3*1*-60*-40**12*ICN3*11*8"])),
    Situation("835.denied-paid", "CLP", "CLP04", Fixtures.claim("CLP*A-2", to: ["CLP*A-2*4*80*20**12*ICN2*11*1"])),
    Situation(
        "835.crossover-missing", "NM1", Fixtures.claim("CLP*A-1", to: ["CLP*A-1*19*200*120*30*12*ICN1*11*1"])),
    Situation(
        "835.service-dates", "DTM", Fixtures.claim("DTM*472", to: ["DTM*150*20260101", "DTM*472*20260101"])),
    Situation("835.dates-missing", "SVC", Fixtures.claim("DTM*232*20260102", to: [])),
    Situation(
        "835.date-order", "DTM", "DTM02",
        Fixtures.claim("DTM*472", to: ["DTM*150*20260105", "DTM*151*20260101"])),
    Situation("835.remark-missing", "LQ", Fixtures.claim("CAS*CO*29", to: ["CAS*CO*16*80"])),
    Situation(
        "835.procedure-unchanged", "SVC", "SVC06",
        Fixtures.claim("SVC*HC:99213", to: ["SVC*HC:99213*150*100**1*HC:99213"])),
    Situation("835.adjustment-gap", "CAS", "CAS05", Fixtures.claim("CAS*CO*253", to: ["CAS*CO*253*5*****94*5"])),
    Situation(
        "835.adjustment-group-retired", "CAS", "CAS01", Fixtures.claim("CAS*CO*253", to: ["CAS*CR*253*10"])),
    Situation("835.reason-retired", "CAS", "CAS02", Fixtures.claim("CAS*CO*253", to: ["CAS*CO*42*10"])),
    Situation("835.reason-group", "CAS", "CAS02", Fixtures.claim("CAS*CO*253", to: ["CAS*CO*23*10"])),
    Situation(
        "835.remark-unknown", "LQ", "LQ02", Fixtures.claim("CAS*CO*29", to: ["CAS*CO*29*80", "LQ*HE*Q99"])),
    Situation(
        "835.remark-retired", "LQ", "LQ02", Fixtures.claim("CAS*CO*29", to: ["CAS*CO*29*80", "LQ*HE*M78"])),
    Situation(
        "835.provider-reference", "PLB", "PLB03-2",
        Fixtures.claim("PLB", to: ["PLB*1234567893*20261231*WO*20*L6*-75*FB:X*5"])),
    Situation(
        "835.provider-adjustment-zero", "PLB", "PLB10",
        Fixtures.claim("PLB", to: ["PLB*1234567893*20261231*WO:ICN9*20*L6*-75*FB:X*5*CS:Y*0"])),
    Situation(
        "835.provider-adjustment-sign", "PLB", "PLB06",
        Fixtures.claim("PLB", to: ["PLB*1234567893*20261231*WO:ICN9*-60*L6*5*FB:X*5"])),
    Situation(
        "835.forward-balance-paid", "SE",
        Fixtures.claim("PLB", to: ["PLB*1234567893*20261231*WO:ICN9*30*L6*-75*FB:X*-5"])),
    Situation(
        "payment.adjustment-sign", "SE",
        Fixtures.claim("PLB", to: ["PLB*1234567893*20261231*WO:ICN9*20*L6*75*FB:X*5"])),
    Situation(
        "835.correction-charge", "CLP", "CLP03",
        Fixtures.claim([
            ("CLP*A-3*1", ["CLP*A-3*1*70*50**12*ICN4*11*7"]), ("SVC*HC:99214*60", ["SVC*HC:99214*70*50**1"]),
            ("CAS*CO*45*10", ["CAS*CO*45*20"]),
        ])),
    Situation(
        "835.reversal-alone", "CLP", "CLP02", Fixtures.claim("CLP*A-3*1", to: ["CLP*A-4*1*60*50**12*ICN4*11*7"])),
    Situation(
        "820.remittance-mixed", "ENT", "ENT02", Fixtures.premium("ENT*2", to: ["ENT*2*2L*FI*900000002"])),
    Situation("820.entity-number", "ENT", "ENT01", Fixtures.premium("ENT*2", to: ["ENT*3*2J*34*900000002"])),
    Situation("820.adjustment-reason", "ADX", "ADX02", Fixtures.premium("ADX*-10", to: ["ADX*-10*ZZ"])),
    Situation("820.adjustment-zero", "ADX", "ADX01", Fixtures.premium("ADX*-10", to: ["ADX*-10*52", "ADX*0*52"])),
    Situation(
        "820.discount-negative", "RMR", "RMR06", Fixtures.order("RMR*IV*INV-1", to: ["RMR*IV*INV-1*PO*980*960*-20"])),
]

struct SituationTests {
    @Test("Each rule is found at its place", arguments: situations.indices)
    func found(index: Int) throws {
        let situation = situations[index]
        let document = try Fixtures.read(situation.file)
        let finding = try #require(
            document.findings.kept.first { $0.code == "x12." + situation.code },
            "\(situation.code): \(document.allCodes)")
        #expect(finding.location.segment == situation.segment)
        #expect(finding.location.element == situation.element)
        // Nothing else follows from it but balances, and what is told of them.
        let others = Set(document.allCodes).subtracting([situation.code])
        #expect(others.isSubset(of: Self.consequences), "\(situation.code): \(others)")
    }

    /// What a change of amounts and statuses brings with it.
    private static let consequences: Set<String> = [
        "835.transaction-balance", "835.claim-balance", "835.line-balance", "835.claim-lines",
        "835.provider-adjustment-sign",
        "835.provider-reference", "payment.adjustment-sign", "835.reversal-alone", "835.correction-charge",
        "835.reason-group", "835.denied-paid", "835.claim-negative", "820.item-balance", "835.forward-balance-paid",
        "835.adjustment-group-retired", "835.reversal-sign", "835.patient-responsibility", "payment.bank-data-needless",
    ]

    private func notes(_ code: String) throws -> [SegmentNote] {
        let situation = try #require(situations.first { $0.code == code })
        return try #require(try Fixtures.read(situation.file).firstSet).notes
    }

    @Test("A missing segment is noted with its trigger, and rejects nothing")
    func missingSegment() throws {
        let note = try #require(try notes("835.crossover-missing").first)
        #expect(note.tag == "NM1" && note.code == "I6" && note.loop == "2100" && !note.isFatal)
        #expect(
            note.trigger
                == SituationalTrigger(
                    segment: "CLP", position: 15, loop: "2100", element: 2, reference: 1029))
        let remark = try #require(try notes("835.remark-missing").first)
        #expect(remark.tag == "LQ" && remark.code == "I6" && remark.trigger?.segment == "CAS")
        #expect(remark.trigger?.position == 31 && remark.position == 32)
        let situation = try #require(situations.first { $0.code == "835.crossover-missing" })
        let document = try Fixtures.read(situation.file)
        #expect(document.firstSet?.verdict == .acceptedWithErrors && document.verdict == .warnings)
    }

    @Test("An element that is missing or needless is noted with its trigger")
    func elements() throws {
        let missing = try #require(try notes("payment.bank-data-missing").first?.elements.first)
        #expect(missing.position == 6 && missing.code == "I9" && missing.reference == 506)
        #expect(missing.trigger?.element == 4 && missing.trigger?.reference == 591)
        let needless = try #require(try notes("835.reversal-responsibility").first?.elements.first)
        #expect(needless.position == 5 && needless.code == "I13" && needless.trigger?.reference == 1029)
        let reference = try #require(try notes("835.provider-reference").first?.elements.first)
        #expect(reference.position == 3 && reference.component == 2 && reference.code == "I9")
    }

    @Test("A remark at the claim serves its lines, an alert serves nobody, a drug reject code does")
    func remarks() throws {
        func codes(_ changes: [(String, [String])]) throws -> [String] {
            try Fixtures.read(Fixtures.claim(changes)).allCodes
        }
        let reason = ("CAS*CO*29", ["CAS*CO*16*80"])
        #expect(try codes([reason, ("DTM*232*20260102", ["MOA***M51", "DTM*232*20260102"])]).isEmpty)
        #expect(try codes([("CAS*CO*29", ["CAS*CO*16*80", "LQ*HE*M51"])]).isEmpty)
        #expect(try codes([("CAS*CO*29", ["CAS*CO*16*80", "LQ*RX*70"])]).isEmpty)
        #expect(try codes([("CAS*CO*29", ["CAS*CO*16*80", "LQ*HE*MA01"])]) == ["835.remark-missing"])
    }

    @Test("A code counts as retired from its last day on, not before")
    func retired() throws {
        let file = Fixtures.claim("CAS*CO*253", to: ["CAS*CO*42*10"])
        #expect(try Fixtures.read(file).allCodes == ["835.reason-retired"])
        let early = Fixtures.changed("ISA", to: [Fixtures.isa().replacingOccurrences("260302", "070531")], in: file)
        #expect(try Fixtures.read(early).allCodes.isEmpty)
        let last = Fixtures.changed("ISA", to: [Fixtures.isa().replacingOccurrences("260302", "070601")], in: file)
        #expect(try Fixtures.read(last).allCodes == ["835.reason-retired"])
    }

    @Test("Half a period is noted where its other half should stand")
    func halfPeriod() throws {
        let document = try Fixtures.read(Fixtures.claim("DTM*472", to: ["DTM*150*20260101"]))
        let note = try #require(document.firstSet?.notes.first)
        #expect(note.tag == "DTM" && note.code == "I6" && note.trigger?.segment == "SVC")
    }

    @Test("More claims in a set than the guide recommends")
    func manyClaims() throws {
        let claim = ["CLP*C*1*1*1**12*I", "NM1*QC*1*DOE", "DTM*232*20260101"]
        func codes(_ count: Int) throws -> [String] {
            let body =
                ["BPR*I*\(count)*C*CHK************20260302"] + Fixtures.claimPayment[1..<13]
                + [[String]](repeating: claim, count: count).flatMap { $0 }
            return try Fixtures.read(Fixtures.interchange([Fixtures.group([Fixtures.set("835", body)])])).allCodes
        }
        #expect(try codes(ClaimPayment.recommendedClaims).isEmpty)
        #expect(try codes(ClaimPayment.recommendedClaims + 1) == ["835.claims-many"])
    }

    @Test("An 835 of release 4010 is read by the standard's shape and balanced; the guide's rules do not bind it")
    func otherRelease() throws {
        var body = Fixtures.claimPayment.map { $0.replacingOccurrences("CAS*CO*29*80", "CAS*CR*16*80") }
        body = body.filter { !$0.hasPrefix("DTM*232") }
        for version in ["004010X091A1", "004010", "005010"] {
            let file = Fixtures.interchange([Fixtures.group([Fixtures.set("835", body)], version: version)])
            let document = try Fixtures.read(file)
            #expect(document.allCodes.isEmpty && document.verdict == .accepted, "\(version): \(document.allCodes)")
            #expect(document.firstPayment?.isBalanced == true && document.firstPayment?.claims == 4)
            let broken = file.map { $0.replacingOccurrences("BPR*I*180", "BPR*I*181") }
            #expect(try Fixtures.read(broken).allCodes == ["835.transaction-balance"])
            let lost = file.map { $0.hasPrefix("LX") ? "SVC*HC:1*1*1" : $0 }
            #expect(try Fixtures.read(lost).allCodes.contains("segment.unexpected"))
        }
        let other = Fixtures.interchange([Fixtures.group([Fixtures.set("835", body)], version: "005010X999")])
        #expect(try Fixtures.read(other).allCodes.contains("group.version"))
    }

    @Test("Elements that belong together come together")
    func syntaxNotes() throws {
        for (prefix, segment, element) in [
            ("N1*PE", "N1*PE*GENERAL HOSPITAL*XX", "N104"), ("PER*BL", "PER*BL*EDI DESK*TE", "PER04"),
            ("NM1*QC*1*ROE", "NM1*QC*1*ROE*RICHARD****MI", "NM109"),
        ] {
            let document = try Fixtures.read(Fixtures.claim(prefix, to: [segment]))
            let finding = document.findings.kept.first { $0.code == "x12.element.conditional" }
            #expect(finding?.location.element == element, "\(segment): \(document.allCodes)")
        }
        let order = try Fixtures.read(Fixtures.order("ADX*-20", to: ["ADX*-20*01*CM"]))
        #expect(order.findings.kept.first?.location.element == "ADX04")
    }
}

extension String {
    fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String {
        split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
