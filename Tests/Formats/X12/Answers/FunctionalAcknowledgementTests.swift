// 997 in both releases, which answer a group gets, and what neither of them repeats.

import Parsing
import Testing

@testable import X12

/// The answers to a file, with control numbers counted on from 7.
private func answers(_ segments: [String]) throws -> [Acknowledgements.Answer] {
    let outcome = try #require(try Fixtures.read(segments).interchanges.first)
    var number = 6
    return Acknowledgements.answers(to: outcome) { group in
        number += 1
        return AnswerEnvelope(
            answering: outcome.header, group: group, interchangeControlNumber: number, groupControlNumber: number,
            date: "20260302", time: "1015")
    }
}

private func body(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { String($0.dropLast()) }
}

/// An 820 of the release with one segment changed.
private func order(_ release: String, _ prefix: String = "-", _ replacement: String = "") -> [String] {
    let body = Fixtures.paymentOrder.map { $0.hasPrefix(prefix) ? replacement : $0 }
    return Fixtures.group([Fixtures.set("820", body)], type: "RA", version: release)
}

struct FunctionalAcknowledgementTests {
    @Test("A generic 820 gets a 997 of its release")
    func accepted() throws {
        let old = try answers(Fixtures.interchange([order("004010")]))
        #expect(old.map(\.kind) == [.functional])
        #expect(
            body(old[0].bytes).dropFirst() == [
                "GS*FA*HOSPITAL*PAYER*20260302*1015*7*X*004010", "ST*997*0001", "AK1*RA*1", "AK2*820*0001", "AK5*A",
                "AK9*A*1*1*1", "SE*6*0001", "GE*1*7", "IEA*1*000000007",
            ])
        let new = try answers(Fixtures.interchange([order("005010")]))
        #expect(body(new[0].bytes).contains("AK1*RA*1*005010"))
        #expect(body(new[0].bytes)[1].hasSuffix("*005010"))
    }

    @Test("Errors have the 997's segments and codes, positions and numbers; no context, no loop")
    func rejected() throws {
        for release in ["004010", "005010"] {
            let file = Fixtures.interchange([
                order(release, "BPR", "BPR*C*10X*C*ACH*CTX*01*021000021*DA*123*1123456789")
            ])
            let lines = body(try #require(try answers(file).first).bytes)
            #expect(lines.contains("AK3*BPR*2**8") && lines.contains("AK4*2*782*6*10X"))
            #expect(lines.contains("AK5*R*5") && lines.contains("AK9*R*1*1*0"))
            #expect(!lines.contains { $0.hasPrefix("CTX") || $0.hasPrefix("IK") })
        }
    }

    @Test("A 4010 guide that is not read is refused by a 997 of 4010")
    func unsupportedVersion() throws {
        let lines = body(
            try #require(
                try answers(Fixtures.interchange([Fixtures.group([Fixtures.set()], version: "004010X098A1")])).first
            ).bytes)
        #expect(lines.contains("ST*997*0001") && lines.contains("AK1*HP*1") && lines.contains("AK9*R*1*1*0*2"))
    }

    @Test("An interchange of 00401 is answered in 00401, with U for the repetition separator")
    func oldControlVersion() throws {
        let header = Fixtures.isa(version: "00401", wants: "1").replacingOccurrences("*^*", "*U*")
        let found = try answers(Fixtures.interchange([order("004010")], isa: header))
        #expect(found.map(\.kind) == [.interchange, .functional])
        for answer in found {
            let text = String(decoding: answer.bytes.prefix(106), as: UTF8.self)
            #expect(text.contains("*U*00401*") && text.utf8.count == 106)
            #expect(try Fixtures.read(answer.bytes).codes.isEmpty)
        }
    }

    @Test("Groups of each kind are answered apart; all answers read without a finding; none is answered again")
    func together() throws {
        let file = Fixtures.interchange(
            [
                Fixtures.group([Fixtures.set()], control: "1"), order("005010").map { $0.numbered("2") },
                order("004010").map { $0.numbered("3") },
            ], isa: Fixtures.isa(wants: "1"))
        let found = try answers(file)
        #expect(found.map(\.kind) == [.interchange, .implementation, .functional, .functional])
        for answer in found {
            let document = try Fixtures.read(answer.bytes)
            #expect(document.codes.isEmpty, "\(document.findings.kept.map(\.message))")
            let outcome = try #require(document.interchanges.first)
            let own = AnswerEnvelope(
                answering: outcome.header, group: nil, interchangeControlNumber: 1, groupControlNumber: 1,
                date: "20260302", time: "1015")
            #expect(Acknowledgements.answers(to: outcome) { _ in own }.isEmpty)
            #expect(FunctionalAcknowledgement.bytes(for: outcome, release: .r005010, in: own) == nil)
        }
    }

    @Test("Codes that only the 999 knows have the nearest one of the 997")
    func codes() throws {
        var set = SetOutcome(identifier: "820", controlNumber: "0001", implementation: nil)
        set.notes = [
            SegmentNote(tag: "REF", position: 3, loop: nil, code: "I9", elements: [], isFatal: true),
            SegmentNote(
                tag: "RMR", position: 4, loop: nil, code: "8",
                elements: [
                    ElementNote(position: 3, component: nil, reference: 482, code: "I10", copy: nil),
                    ElementNote(position: 4, component: 2, reference: 782, code: "I12", copy: "1.234"),
                    ElementNote(position: 5, component: nil, reference: 782, code: "13", copy: nil),
                    ElementNote(position: 6, component: nil, reference: 782, code: "I9", copy: nil),
                    ElementNote(position: 7, component: nil, reference: 426, code: "I6", copy: nil),
                ], isFatal: true),
        ]
        set.codes = ["19", "18", "5"]
        var group = GroupOutcome(
            functionalIdentifier: "RA", controlNumber: "9", version: "004010", applicationSender: "A",
            applicationReceiver: "B")
        group.sets = [set]
        group.countedSets = 1
        group.codes = ["19", "6"]
        let envelope = AnswerEnvelope(
            sender: .init(qualifier: "ZZ", identifier: "A"), receiver: .init(qualifier: "ZZ", identifier: "B"),
            applicationSender: "AA", applicationReceiver: "BB", interchangeControlNumber: 1, groupControlNumber: 1,
            date: "20260302", time: "1015")
        let old = body(try #require(FunctionalAcknowledgement.bytes(for: [group], release: .r004010, in: envelope)))
        #expect(old.contains("AK3*REF*3**2") && old.contains("AK4*3*482*10") && old.contains("AK4*4:2*782*7*1.234"))
        #expect(old.contains("AK4*6*782*2") && old.contains("AK4*7*426*7"))
        #expect(old.contains("AK4*5*782*3") && old.contains("AK5*R*1*5") && old.contains("AK9*R*1*1*0*6"))
        let new = body(try #require(FunctionalAcknowledgement.bytes(for: [group], release: .r005010, in: envelope)))
        #expect(new.contains("AK4*5*782*13") && new.contains("AK5*R*19*18*5") && new.contains("AK9*R*1*1*0*19*6"))
    }
}

extension String {
    fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String {
        guard let found = firstRange(of: old) else { return self }
        return replacingCharacters(in: found, with: new)
    }

    private func replacingCharacters(in range: Range<Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }

    /// A GS or GE of the fixtures under another control number.
    fileprivate func numbered(_ number: String) -> String {
        if hasPrefix("GS*") { return replacingOccurrences("*0930*1*", "*0930*\(number)*") }
        return hasPrefix("GE*") ? String(dropLast()) + number : self
    }
}
