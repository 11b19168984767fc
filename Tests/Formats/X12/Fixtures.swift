// Small X12 files of our own making, as text, and short ways to read them.

import Parsing

@testable import X12

enum Fixtures {
    /// One 835 that balances: two claims, three lines, a PLB of three pairs.
    static let claimPayment = [
        "BPR*I*180*C*ACH*CCP*01*021000021*DA*123*1123456789**01*091000019*DA*987*20260302",
        "TRN*1*EFT0001*1123456789", "REF*EV*HOSPITAL", "DTM*405*20260301", "N1*PR*HEALTH PLAN*XV*12345",
        "N3*1 PLAN WAY", "N4*RICHMOND*VA*23219", "PER*BL*EDI DESK*TE*8005550100",
        "N1*PE*GENERAL HOSPITAL*XX*1234567893",
        "N3*2 HOSPITAL DR", "N4*ROANOKE*VA*24011", "REF*TJ*541234567", "LX*1",
        "CLP*A-1*1*200*120*30*12*ICN1*11*1", "CAS*CO*253*10", "NM1*QC*1*DOE*JANE****MI*W1", "DTM*232*20260101",
        "SVC*HC:99213*150*100**1", "DTM*472*20260101", "CAS*CO*45*20", "CAS*PR*1*30", "REF*6R*L1",
        "SVC*HC:85025*50*30**1", "CAS*CO*45*20", "REF*6R*L2",
        "CLP*A-2*4*80*0**12*ICN2*11*1", "NM1*QC*1*ROE*RICHARD****MI*W2",
        "DTM*232*20260102", "SVC*HC:99214*80*0**1", "CAS*CO*29*80",
        "CLP*A-3*22*-60*-40**12*ICN3*11*8", "NM1*QC*1*POE*PAT****MI*W3", "REF*F8*ICN3", "DTM*232*20260103",
        "SVC*HC:99214*-60*-40**1",
        "CAS*CO*45*-20", "CLP*A-3*1*60*50**12*ICN4*11*7", "NM1*QC*1*POE*PAT****MI*W3", "DTM*232*20260103",
        "SVC*HC:99214*60*50**1",
        "CAS*CO*45*10", "PLB*1234567893*20261231*WO:ICN9*20*L6*-75*FB:X*5",
    ]

    /// One generic 820 that balances, with a discount, an ADX under an item and one outside.
    static let paymentOrder = [
        "BPR*C*1050*C*ACH*CTX*01*021000021*DA*123*1123456789**01*091000019*DA*987*20260302",
        "TRN*1*PO0001*1123456789", "N1*PR*ACME", "N1*PE*GENERAL HOSPITAL", "ENT*1", "ADX*-10*ZZ",
        "RMR*IV*INV-1*PO*980*1000*20",
        "DTM*003*20260101", "RMR*IV*INV-2*PO*80*100", "ADX*-20*01*CM*C1",
    ]

    /// The usual file with one segment changed: the first that begins with `prefix`.
    static func changed(_ prefix: String, to replacement: [String], in segments: [String] = file) -> [String] {
        guard let index = segments.firstIndex(where: { $0.hasPrefix(prefix) }) else { return segments }
        return Array(segments[..<index]) + replacement + Array(segments[(index + 1)...])
    }

    /// An 835 with some segments of its set changed, counts kept right.
    static func claim(_ changes: [(prefix: String, to: [String])]) -> [String] {
        interchange([group([set("835", changes.reduce(claimPayment) { changed($1.prefix, to: $1.to, in: $0) })])])
    }

    static func claim(_ prefix: String, to replacement: [String]) -> [String] { claim([(prefix, replacement)]) }

    /// The same of the generic 820.
    static func order(_ prefix: String, to replacement: [String]) -> [String] {
        let changed = changed(prefix, to: replacement, in: paymentOrder)
        return interchange([group([set("820", changed)], type: "RA", version: "005010")])
    }

    static func premium(_ prefix: String, to replacement: [String]) -> [String] {
        let changed = changed(prefix, to: replacement, in: premiumPayment)
        return interchange([group([set("820", changed, version: "005010X218")], type: "RA", version: "005010X218")])
    }

    /// One premium payment that balances: two persons, an adjustment of an earlier payment and one under an item.
    static let premiumPayment = [
        "BPR*C*300*C*ACH*CTX*01*021000021*DA*123*1123456789**01*091000019*DA*987*20260302",
        "TRN*3*PR0001*1123456789", "REF*14*673001", "N1*PE*GENERAL HEALTH PLAN*FI*541234567",
        "N1*PR*ACME*FI*123456789", "ENT*1*2J*34*900000001", "NM1*EY*1*DOE*JANE****EI*E1", "ADX*-20*80",
        "RMR*AZ*POL1**120*130", "DTM*582****RD8*20260201-20260228", "ADX*-10*52", "ENT*2*2J*34*900000002",
        "NM1*EY*1*ROE*PAT****EI*E2", "RMR*AZ*POL2**200*200",
    ]

    static func isa(
        control: String = "000000001", receiver: String = "HOSPITAL", version: String = "00501", wants: String = "0"
    ) -> String {
        let padded = receiver + String(repeating: " ", count: max(0, 15 - receiver.count))
        return
            "ISA*00*          *00*          *ZZ*PAYER          *ZZ*\(padded)*260302*0930*^*\(version)*\(control)*\(wants)*T*:"
    }

    /// A set with its ST and SE.
    static func set(
        _ type: String = "835", _ body: [String] = claimPayment, control: String = "0001", version: String = ""
    ) -> [String] {
        let st = version.isEmpty ? "ST*\(type)*\(control)" : "ST*\(type)*\(control)*\(version)"
        return [st] + body + ["SE*\(body.count + 2)*\(control)"]
    }

    static func group(
        _ sets: [[String]], type: String = "HP", control: String = "1", version: String = "005010X221A1"
    ) -> [String] {
        ["GS*\(type)*PAYER*HOSPITAL*20260302*0930*\(control)*X*\(version)"] + sets.flatMap { $0 }
            + ["GE*\(sets.count)*\(control)"]
    }

    static func interchange(_ groups: [[String]], isa: String = isa(), control: String = "000000001") -> [String] {
        [isa] + groups.flatMap { $0 } + ["IEA*\(groups.count)*\(control)"]
    }

    /// The usual one: one interchange, one group, one 835.
    static var file: [String] { interchange([group([set()])]) }

    static var orderFile: [String] { interchange([group([set("820", paymentOrder)], type: "RA", version: "005010")]) }

    static func text(_ segments: [String], lineBreak: String = "\n") -> String {
        segments.map { $0 + "~" + lineBreak }.joined()
    }

    static func read(_ text: String, pieceSize: Int = 1 << 16, options: X12Reader.Options = .init()) throws
        -> X12Document
    {
        try read(Array(text.utf8), pieceSize: pieceSize, options: options)
    }

    static func read(
        _ bytes: [UInt8], pieceSize: Int = 1 << 16, options: X12Reader.Options = .init()
    ) throws -> X12Document {
        var source = MemoryByteSource(bytes, pieceSize: pieceSize)
        return try X12Reader.document(of: &source, options: options)
    }

    static func read(_ segments: [String], options: X12Reader.Options = .init()) throws -> X12Document {
        try read(text(segments), options: options)
    }
}

extension X12Document {
    /// Codes of warnings and errors, without the common beginning, in order and once each.
    var codes: [String] { codes(from: .warning) }
    /// The same with notices.
    var allCodes: [String] { codes(from: .notice) }

    private func codes(from severity: Severity) -> [String] {
        Set(findings.kept.filter { $0.severity >= severity }.map { String($0.code.dropFirst(4)) }).sorted()
    }
    var firstSet: SetOutcome? { interchanges.first?.groups.first?.sets.first }
    var firstPayment: PaymentTransaction? { summary.transactions.first?.payment }
}
