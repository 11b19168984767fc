// Each rule of the catalogue can be provoked, and is found where the fault is.

import Foundation
import Parsing
import Testing

@testable import X12

private func changed(_ prefix: String, to replacement: [String]) -> [String] {
    Fixtures.changed(prefix, to: replacement)
}
private func claim(_ prefix: String, to replacement: [String]) -> [String] { Fixtures.claim(prefix, to: replacement) }
private func order(_ prefix: String, to replacement: [String]) -> [String] { Fixtures.order(prefix, to: replacement) }
private func headed(_ isa: String) -> [String] { changed("ISA", to: [isa]) }

private let envelopeCases: [(code: String, file: String)] = [
    ("interchange.none", "prose"), ("interchange.data-outside", "prose " + Fixtures.text(Fixtures.file)),
    ("interchange.byte-order-mark", "\u{FEFF}" + Fixtures.text(Fixtures.file)),
    ("interchange.trailing-data", Fixtures.text(Fixtures.file) + "\u{1A}"),
    ("interchange.header-unreadable", "ISA*00*"),
    (
        "interchange.header-unpadded",
        Fixtures.text(Fixtures.file).replacingOccurrences(of: "PAYER          *ZZ", with: "PAYER*ZZ")
    ),
    (
        "interchange.header-long",
        Fixtures.text(Fixtures.file).replacingOccurrences(of: "HOSPITAL       *26", with: "HOSPITAL              *26")
    ),
    ("interchange.wrapped", wrapped(Fixtures.text(Fixtures.file, lineBreak: ""))),
    ("interchange.break-before-terminator", Fixtures.file.joined(separator: "\n~") + "\n~"),
    ("interchange.delimiters", Fixtures.text(headed(String(Fixtures.isa().dropLast()) + "A"))),
    ("interchange.several", Fixtures.text(Fixtures.file) + Fixtures.text(Fixtures.file)),
    ("interchange.delimiters-unusual", Fixtures.text(Fixtures.file).replacingOccurrences(of: "~", with: "'")),
    ("interchange.repetition", Fixtures.text(headed(Fixtures.isa().replacingOccurrences(of: "*^*", with: "*U*")))),
    ("interchange.version", Fixtures.text(headed(Fixtures.isa(version: "00999")))),
    ("interchange.header-element", Fixtures.text(headed(Fixtures.isa(wants: "7")))),
    ("interchange.duplicate", Fixtures.text(Fixtures.file) + Fixtures.text(Fixtures.file)),
    ("interchange.trailer-missing", Fixtures.text(Fixtures.file.dropLast())),
    ("interchange.control-number", Fixtures.text(changed("IEA", to: ["IEA*1*000000002"]))),
    ("interchange.group-count", Fixtures.text(changed("IEA", to: ["IEA*2*000000001"]))),
    ("interchange.empty", Fixtures.text(Fixtures.interchange([]))),
    ("interchange.structure", Fixtures.text(changed("GS", to: ["ZZZ*1", "GS*HP*A*B*20260302*0930*1*X*005010X221A1"]))),
    ("interchange.unterminated", String(Fixtures.text(Fixtures.file, lineBreak: "").dropLast())),
    ("interchange.blank-line", Fixtures.text(Fixtures.file, lineBreak: "\n\n")),
    ("interchange.indented", Fixtures.text(Fixtures.file, lineBreak: "\n  ")),
    ("group.header", Fixtures.text(changed("GS", to: ["GS*HP*A*B*20261302*0930*1*X*005010X221A1"]))),
    ("group.type", Fixtures.text(changed("GS", to: ["GS*HC*A*B*20260302*0930*1*X*005010X221A1"]))),
    ("group.version", Fixtures.text(changed("GS", to: ["GS*HP*A*B*20260302*0930*1*X*005010X999"]))),
    ("group.version-superseded", Fixtures.text(changed("GS", to: ["GS*HP*A*B*20260302*0930*1*X*005010X221"]))),
    ("group.trailer-missing", Fixtures.text(changed("GE", to: []))),
    ("group.control-number", Fixtures.text(changed("GE", to: ["GE*1*2"]))),
    ("group.set-count", Fixtures.text(changed("GE", to: ["GE*2*1"]))),
    ("group.control-syntax", Fixtures.text(changed("GS", to: ["GS*HP*A*B*20260302*0930*1A*X*005010X221A1"]))),
    ("group.duplicate", Fixtures.text(Fixtures.interchange([Fixtures.group([]), Fixtures.group([])]))),
    ("group.structure", Fixtures.text(changed("GE", to: ["ZZZ*1", "GE*1*1"]))),
    ("set.type", Fixtures.text(changed("ST", to: ["ST*836*0001"]))),
    ("set.identifier", Fixtures.text(changed("ST", to: ["ST*83*0001"]))),
    ("set.group", Fixtures.text(changed("ST", to: ["ST*820*0001"]))),
    ("set.trailer-missing", Fixtures.text(changed("SE", to: []))),
    ("set.control-number", Fixtures.text(changed("SE", to: ["SE*47*0002"]))),
    ("set.segment-count", Fixtures.text(changed("SE", to: ["SE*1*0001"]))),
    ("set.control-syntax", Fixtures.text(changed("ST", to: ["ST*835*1"]))),
    ("set.duplicate", Fixtures.text(Fixtures.interchange([Fixtures.group([Fixtures.set(), Fixtures.set()])]))),
    ("set.implementation", Fixtures.text(changed("ST", to: ["ST*835*0001*005010X999"]))),
]

private let syntaxCases: [(code: String, file: [String])] = [
    ("segment.unrecognized", claim("LX", to: ["LX*1", "ZZZ*1"])),
    ("segment.unexpected", claim("LX", to: ["LX*1", "SVC*HC:1*1*1"])), ("segment.missing", claim("TRN", to: [])),
    ("segment.loop-maximum", claim("N1*PE", to: ["N1*PR*X", "N1*PE*GENERAL HOSPITAL*XX*1234567893"])),
    ("segment.maximum", claim("TRN", to: ["TRN*1*EFT0001*1123456789", "TRN*1*EFT0001*1123456789"])),
    ("segment.sequence", claim("CAS*CO*45", to: ["CAS*CO*45*20", "DTM*150*20260101"])),
    ("segment.empty", claim("LX", to: ["LX*1", ""])),
    ("segment.too-long", claim("LX", to: ["LX*1", "REF*" + String(repeating: "A", count: 70_000)])),
    ("segment.trailing-separators", claim("LX", to: ["LX*1*"])), ("element.missing", claim("LX", to: ["LX"])),
    ("element.conditional", claim("CAS*CO*253", to: ["CAS*CO*253*10**45"])),
    ("element.too-many", claim("LX", to: ["LX*1*2"])), ("element.short", claim("DTM*405", to: ["DTM*405*2026"])),
    ("element.long", claim("LX", to: ["LX*1234567"])), ("element.characters", claim("LX", to: ["LX*A"])),
    ("element.code", claim("CLP*A-1", to: ["CLP*A-1*99*200*120*30*12*ICN1"])),
    ("element.date", claim("DTM*405", to: ["DTM*405*20260231"])),
    ("element.too-many-components", claim("SVC", to: ["SVC*HC:99213:1:1:1:1:1:1:1*150*100"])),
    ("element.not-used", claim("DTM*405", to: ["DTM*405*20260301*1200"])),
    ("element.set-implementation", changed("ST", to: ["ST*835*0001*005010X221A1"])),
    ("element.decimals", claim("BPR", to: ["BPR*I*180.005*C*CHK************20260302"])),
    ("element.extended-characters", claim("N3", to: ["N3*1 PL\u{C4}N WAY"])),
    ("element.lower-case-name", claim("NM1", to: ["NM1*QC*1*Doe*JANE****MI*W1"])),
    ("element.time", order("DTM*003", to: ["DTM*003*20260101*2560"])),
]

private let businessCases: [(code: String, file: [String])] = [
    ("amount.unreadable", claim("CLP*A-1", to: ["CLP*A-1*1*2A*120*30*12*ICN1"])),
    ("amount.currency", claim("TRN", to: ["TRN*1*EFT0001*1123456789", "CUR*PR*JPY"])),
    ("835.payment-negative", claim("BPR", to: ["BPR*I*-5*C*CHK************20260302"])),
    ("835.line-balance", claim("SVC*HC:85025", to: ["SVC*HC:85025*50*31"])),
    ("835.claim-balance", claim("CLP*A-1", to: ["CLP*A-1*1*200*121*30*12*ICN1"])),
    ("835.claim-lines", claim("SVC*HC:85025", to: ["SVC*HC:85025*60*40"])),
    ("835.transaction-balance", claim("PLB", to: ["PLB*1234567893*20261231*WO:ICN9*21"])),
    ("835.patient-responsibility", claim("CLP*A-1", to: ["CLP*A-1*1*200*120*31*12*ICN1"])),
    ("835.adjustment-zero", claim("CAS*CO*253", to: ["CAS*CO*253*10", "CAS*OA*23*0"])),
    ("835.reason-unknown", claim("CAS*CO*253", to: ["CAS*CO*999*10"])),
    ("835.provider-summary", claim("LX", to: ["LX*1", "TS3*1*11*20261231*9*1"])),
    ("835.predetermination-paid", claim("CLP*A-1", to: ["CLP*A-1*25*200*120*30*12*ICN1"])),
    ("820.transaction-balance", order("BPR", to: ["BPR*C*1051*C*CHK************20260302"])),
    ("820.payment-negative", order("BPR", to: ["BPR*C*-5*C*CHK************20260302"])),
    ("820.item-balance", order("RMR*IV*INV-2", to: ["RMR*IV*INV-2*PO*80*101"])),
]

/// Lines of eighty bytes, breaks wherever they fall.
private func wrapped(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return stride(from: 0, to: bytes.count, by: 80)
        .map { String(decoding: bytes[$0..<min($0 + 80, bytes.count)], as: UTF8.self) }.joined(separator: "\n")
}

struct CatalogueTests {
    /// Rules that no small fixture provokes: an option, and lists of ten thousand sets or claims.
    private static let elsewhere: Set<String> = ["interchange.receiver", "list-cut", "835.claims-many"]

    @Test("The fixtures are clean")
    func clean() throws {
        #expect(try Fixtures.read(Fixtures.file).allCodes.isEmpty)
        #expect(try Fixtures.read(Fixtures.orderFile).allCodes.isEmpty)
        #expect(try Fixtures.read(Fixtures.premium("", to: [Fixtures.premiumPayment[0]])).allCodes.isEmpty)
        #expect(try Fixtures.read(Fixtures.file).firstPayment?.isBalanced == true)
    }

    @Test("Faults of the envelope", arguments: envelopeCases.indices)
    func envelope(index: Int) throws {
        let document = try Fixtures.read(envelopeCases[index].file)
        #expect(
            document.allCodes.contains(envelopeCases[index].code), "\(envelopeCases[index].code): \(document.allCodes)")
    }

    @Test("Faults of segments and elements", arguments: syntaxCases.indices)
    func syntax(index: Int) throws {
        let document = try Fixtures.read(syntaxCases[index].file)
        #expect(document.allCodes.contains(syntaxCases[index].code), "\(syntaxCases[index].code): \(document.allCodes)")
    }

    @Test("Faults of business", arguments: businessCases.indices)
    func business(index: Int) throws {
        let document = try Fixtures.read(businessCases[index].file)
        #expect(
            document.allCodes.contains(businessCases[index].code), "\(businessCases[index].code): \(document.allCodes)")
        #expect(document.firstSet?.isComplete == true)
    }

    @Test("A receiver that is not ours is refused, when we say who we are")
    func receiver() throws {
        var options = X12Reader.Options()
        options.receivers = [InterchangeParty(qualifier: "ZZ", identifier: "OTHER")]
        let document = try Fixtures.read(Fixtures.file, options: options)
        #expect(document.allCodes == ["interchange.receiver"])
        #expect(document.interchanges.first?.noteCode == "009")
    }

    @Test("Codes are unique, begin alike, and all are provoked somewhere here")
    func catalogue() {
        let codes = X12Findings.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.hasPrefix("x12.") })
        let provoked = Set(
            envelopeCases.map(\.code) + syntaxCases.map(\.code) + businessCases.map(\.code) + situations.map(\.code))
        let missing = Set(codes.map { String($0.dropFirst(4)) }).subtracting(provoked).subtracting(Self.elsewhere)
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    @Test("Each rule shows what breaks it and how it should be; what leaves a gap is an error")
    func examples() {
        for rule in X12Findings.all {
            #expect(!rule.wrong.isEmpty && !rule.right.isEmpty && rule.wrong != rule.right, "\(rule.code)")
            #expect(!rule.leavesGap || rule.severity == .error, "\(rule.code)")
        }
        #expect(X12Findings.transactionBalance.leavesGap && !X12Findings.patientResponsibility.leavesGap)
    }

    @Test("Guide tables are read whole")
    func tables() {
        for guide in GuideCatalogue.all {
            #expect(guide.table.faults.isEmpty, "\(guide.version): \(guide.table.faults)")
            #expect(guide.table.slots.count > 4)
        }
    }

    @Test("A location names byte, segment number, tag and element")
    func location() throws {
        let file = claim("CLP*A-2", to: ["CLP*A-2*99*80*0**12*ICN2*11*1"])
        let finding = try #require(try Fixtures.read(file).findings.kept.first)
        let text = Fixtures.text(file)
        let offset = try #require(text.range(of: "CLP*A-2")).lowerBound.utf16Offset(in: text)
        #expect(finding.location == Location(offset: offset, line: 29, segment: "CLP", element: "CLP02"))
    }
}
