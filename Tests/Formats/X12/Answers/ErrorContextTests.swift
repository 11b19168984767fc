// The contexts of the 999: whose payment or entity is in error, and which value made a rule apply.

import Testing

@testable import X12

private let header = InterchangeHeader(elements: [], delimiters: .usual, offset: 0)

private let envelope = AnswerEnvelope(
    sender: .init(qualifier: "ZZ", identifier: "A"), receiver: .init(qualifier: "ZZ", identifier: "B"),
    applicationSender: "AA", applicationReceiver: "BB", interchangeControlNumber: 1, groupControlNumber: 1,
    date: "20260302", time: "1015")

private func lines(_ notes: [SegmentNote], codes: [String] = ["5"], controlNumber: String = "0001") throws -> [String] {
    var set = SetOutcome(identifier: "835", controlNumber: controlNumber, implementation: nil)
    set.notes = notes
    set.codes = codes
    var group = GroupOutcome(
        functionalIdentifier: "HP", controlNumber: "9", version: "005010X221A1", applicationSender: "A",
        applicationReceiver: "B")
    group.sets = [set]
    group.countedSets = 1
    let bytes = try #require(ImplementationAcknowledgement.bytes(for: [group], in: envelope))
    #expect(try Fixtures.read(bytes).codes.isEmpty)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { String($0.dropLast()) }
}

struct ErrorContextTests {
    @Test("A situational rule names its trigger, for the segment and for the element")
    func triggers() throws {
        let found = try lines([
            SegmentNote(
                tag: "REF", position: 57, loop: "2100", code: "I6", elements: [], isFatal: true,
                trigger: SituationalTrigger(segment: "CLP", position: 43, loop: "2100", element: 2, reference: 1029),
                businessUnit: BusinessUnit(.trace, "EFT1")),
            SegmentNote(
                tag: "SVC", position: 60, loop: nil, code: "8",
                elements: [
                    ElementNote(
                        position: 6, component: 2, reference: 234, code: "I9", copy: nil,
                        trigger: SituationalTrigger(segment: "SVC", position: 60, element: 1, component: 2))
                ], isFatal: true),
        ])
        let start = try #require(found.firstIndex(of: "IK3*REF*57*2100*I6"))
        #expect(
            found[start..<(start + 6)] == [
                "IK3*REF*57*2100*I6", "CTX*SITUATIONAL TRIGGER*CLP*43*2100*2*1029", "CTX*TRN02:EFT1", "IK3*SVC*60**8",
                "IK4*6:2*234*I9", "CTX*SITUATIONAL TRIGGER*SVC*60**1:2",
            ])
        #expect(found.contains("IK5*R*I5"), "only the guide is broken")
    }

    @Test("5 as soon as the standard is broken too, or something is not listed")
    func reasons() throws {
        let guide = SegmentNote(tag: "REF", position: 5, loop: nil, code: "I9", elements: [], isFatal: true)
        let standard = SegmentNote(tag: "TRN", position: 3, loop: nil, code: "3", elements: [], isFatal: true)
        #expect(try lines([standard, guide]).contains("IK5*R*5"))
        #expect(try lines([guide], codes: ["4", "5"]).contains("IK5*R*4*I5"))
        #expect(try lines([], codes: ["1", "2", "3", "4", "6", "7"]).contains("IK5*R*1*2*3*4*6"), "at most five")
    }

    @Test("Errors of an 820's entity name its ordinal, of an 835's claim the payment's trace")
    func businessUnits() throws {
        let order = Fixtures.paymentOrder.map { $0.hasPrefix("RMR*IV*INV-2") ? "RMR*IV*INV-2*PO*8X*100" : $0 }
        let file = Fixtures.interchange([Fixtures.group([Fixtures.set("820", order)], type: "RA", version: "005010")])
        #expect(try Fixtures.read(file).firstSet?.notes.first?.businessUnit == BusinessUnit(.entity, "1"))
        let claims = Fixtures.claimPayment.map { $0.hasPrefix("CLP*A-2") ? $0 + "*X*X*X*X*X*X*X" : $0 }
        let advice = Fixtures.interchange([Fixtures.group([Fixtures.set("835", claims)])])
        #expect(try Fixtures.read(advice).firstSet?.notes.first?.businessUnit == BusinessUnit(.trace, "EFT0001"))
        let bare = Fixtures.claimPayment.filter { !$0.hasPrefix("TRN") }
        let without = Fixtures.interchange([Fixtures.group([Fixtures.set("835", bare)])])
        #expect(try Fixtures.read(without).firstSet?.notes.first?.businessUnit == nil)
    }

    @Test("A unit's number that does not fit, or is no text, is left out")
    func units() {
        #expect(BusinessUnit(.trace, String(repeating: "9", count: 36)) == nil)
        #expect(BusinessUnit(.trace, "") == nil && BusinessUnit(.trace, "A\u{1}") == nil)
    }

    @Test("Delimiters and control characters in what is repeated are left out, components kept apart")
    func cleaning() throws {
        let found = try lines([], codes: ["7"], controlNumber: "1~2*3:4^\u{1F}5")
        #expect(found.contains("AK2*835*12345"))
        let note = SegmentNote(
            tag: "REF", position: 5, loop: nil, code: "I6", elements: [], isFatal: true,
            businessUnit: BusinessUnit(.trace, "A:B*C"))
        #expect(try lines([note]).contains("CTX*TRN02:ABC"))
    }
}
