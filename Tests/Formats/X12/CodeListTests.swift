// The code lists: read whole, dated, looked up.

import Money
import Testing

@testable import X12

struct CodeListTests {
    @Test("Every line of the reason codes is read, each code once")
    func reasons() {
        let lines = (AdjustmentReasonCodes.text + "\n" + LetteredReasonCodes.text).split(separator: "\n")
        #expect(AdjustmentReason.all.count == lines.filter { $0.first != "@" }.count)
        #expect(Set(AdjustmentReason.all.map(\.code)).count == AdjustmentReason.all.count)
        #expect(AdjustmentReason.all.allSatisfy { !$0.meaning.isEmpty && !$0.meaning.contains(">") })
        #expect(AdjustmentReason.all.count > 400)
    }

    @Test(
        "A reason says what it means",
        arguments: [
            ("1", "P"), ("45", "K"), ("16", "D"), ("22", "C"), ("253", "R"), ("94", "X"), ("A1", "D"), ("B11", "X"),
            ("P12", "K"),
        ])
    func categories(code: String, category: String) {
        #expect(AdjustmentReason.find(code)?.category.rawValue == category)
    }

    @Test("Dates: since when, until when")
    func dates() throws {
        let billing = try #require(AdjustmentReason.find("125"))
        #expect(billing.listed.validFrom == CalendarDate(year: 1995, month: 1, day: 1))
        let last = try #require(CalendarDate(year: 2013, month: 10, day: 31))
        #expect(!billing.listed.isRetired(on: last) && billing.listed.isRetired(on: last.advanced(byDays: 1)))
        #expect(billing.needsRemark && AdjustmentReason.find("23")?.groups == ["OA"])
        #expect(AdjustmentReason.find("999") == nil && AdjustmentReason.find("") == nil)
    }

    @Test("Remark codes: ranges without overlap, every alert and retired code among them")
    func remarks() throws {
        let codes = RemarkCode.all.map(\.code)
        #expect(Set(codes).count == codes.count && codes.count > 1100)
        for code in RemarkCodes.alerts.split(separator: " ") { #expect(RemarkCode.find(String(code))?.isAlert == true) }
        for line in RemarkCodes.retired.split(separator: "\n") {
            for code in line.split(separator: " ").dropFirst() {
                #expect(RemarkCode.find(String(code))?.validTo != nil, "\(code)")
            }
        }
        for line in RemarkCodes.meanings.split(separator: "\n") {
            let code = String(line.prefix { $0 != " " })
            #expect(RemarkCode.find(code)?.meaning.isEmpty == false, "\(code)")
        }
        #expect(RemarkCode.find("MA01")?.isAlert == true && RemarkCode.find("M51")?.isAlert == false)
        #expect(RemarkCode.find("MA1") == nil && RemarkCode.find("N0") == nil && RemarkCode.find("M145") == nil)
    }

    @Test("What the reader sees of a code is what the list says")
    func traits() {
        for reason in AdjustmentReason.all {
            let bytes = Array(reason.code.utf8)
            let traits = AdjustmentReasons.list.traits(bytes.span.bytes, 0..<bytes.count)
            #expect(traits.contains(.listed) && traits.contains(.denial) == (reason.category == .denial))
            #expect(traits.contains(.needsRemark) == reason.needsRemark, "\(reason.code)")
            #expect(traits.contains(.retired) == (reason.validTo != nil), "\(reason.code)")
            for (group, trait) in [
                ("CO", ReasonTraits.contractual), ("OA", .other), ("PI", .payerInitiated), ("PR", .patient),
            ] {
                #expect(traits.contains(trait) == (reason.groups.isEmpty || reason.groups.contains(group)))
            }
        }
        for remark in RemarkCode.all {
            let bytes = Array(remark.code.utf8)
            let traits = RemarkTable.list.traits(bytes.span.bytes, 0..<bytes.count)
            #expect(traits.contains(.listed) && traits.contains(.alert) == remark.isAlert, "\(remark.code)")
            #expect(traits.contains(.retired) == (remark.validTo != nil), "\(remark.code)")
        }
        for code in ["MA1", "M01", "N0", "N9999", "M", "", "Q1", "MAA", "N-1", "M145"] {
            let bytes = Array(code.utf8)
            #expect(RemarkTable.list.traits(bytes.span.bytes, 0..<bytes.count).isEmpty, "\(code)")
        }
    }

    @Test("Provider adjustments: a category and a direction each; the guide's table has the same codes")
    func providers() {
        #expect(ProviderAdjustmentReason.all.count == 41)
        #expect(ProviderAdjustmentReason.find("L6")?.direction == .raises)
        #expect(ProviderAdjustmentReason.find("FB")?.category == .forwardBalance)
        #expect(CodeLists.byName["provider-adjustment"]?.count == 41)
    }
}
