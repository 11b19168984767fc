// TA1 and 999: what is written, when none is, and that our own reader finds no fault with them.

import Foundation
import Parsing
import Testing

@testable import X12

private func envelope(for outcome: InterchangeOutcome) -> AnswerEnvelope {
    AnswerEnvelope(
        answering: outcome.header, group: outcome.groups.first, interchangeControlNumber: 7, groupControlNumber: 8,
        date: "20260302", time: "1015")
}

/// The lines of the 999 or TA1 to a file, envelope left out.
private func body(_ bytes: [UInt8]?) -> [String] {
    guard let bytes else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { String($0.dropLast()) }
        .filter { !["ISA", "GS*", "GE*", "IEA"].contains(String($0.prefix(3))) }
}

private func acknowledgement(_ segments: [String]) throws -> [String] {
    let document = try Fixtures.read(segments)
    let outcome = try #require(document.interchanges.first)
    let bytes = try #require(ImplementationAcknowledgement.bytes(for: outcome, in: envelope(for: outcome)))
    let own = try Fixtures.read(bytes)
    #expect(own.codes.isEmpty && own.verdict == .accepted, "our own 999: \(own.findings.kept.map(\.message))")
    return body(bytes)
}

struct AcknowledgementTests {
    @Test("A clean 835 is accepted, without ST03 in AK2")
    func accepted() throws {
        #expect(
            try acknowledgement(Fixtures.file) == [
                "ST*999*0001*005010X231A1", "AK1*HP*1*005010X221A1", "AK2*835*0001", "IK5*A", "AK9*A*1*1*1",
                "SE*6*0001",
            ])
    }

    @Test("A group of which one set is bad is partly accepted; a code is repeated, text is not")
    func partly() throws {
        let bad = Fixtures.claimPayment.map {
            $0.replacingOccurrences(of: "CLP*A-2*4", with: "CLP*\(String(repeating: "X", count: 45))*99")
        }
        let answer = try acknowledgement(
            Fixtures.interchange([Fixtures.group([Fixtures.set(), Fixtures.set("835", bad, control: "0002")])]))
        #expect(
            answer == [
                "ST*999*0001*005010X231A1", "AK1*HP*1*005010X221A1", "AK2*835*0001", "IK5*A", "AK2*835*0002",
                "IK3*CLP*27**8", "CTX*TRN02:EFT0001", "IK4*1*1028*5", "IK4*2*1029*7*99", "IK5*R*5", "AK9*P*2*2*1",
                "SE*12*0001",
            ])
    }

    @Test("All sets bad: rejected; errors only noted: E")
    func rejectedAndNoted() throws {
        let bad = Fixtures.claimPayment.filter { !$0.hasPrefix("TRN") }
        let rejected = try acknowledgement(Fixtures.interchange([Fixtures.group([Fixtures.set("835", bad)])]))
        #expect(rejected.contains("IK3*TRN*3**3") && rejected.contains("IK5*R*5") && rejected.contains("AK9*R*1*1*0"))
        let trailing = Fixtures.claimPayment.map { $0.hasPrefix("LX") ? $0 + "**" : $0 }
        let noted = try acknowledgement(Fixtures.interchange([Fixtures.group([Fixtures.set("835", trailing)])]))
        #expect(noted.contains("IK3*LX*14**8") && noted.contains("IK5*E*5") && noted.contains("AK9*E*1*1*1"))
    }

    @Test("A balance that fails rejects the document and leaves the 999 accepted")
    func businessIsNotSyntax() throws {
        let unbalanced = Fixtures.claimPayment.map { $0.replacingOccurrences(of: "BPR*I*180", with: "BPR*I*181") }
        let file = Fixtures.interchange([Fixtures.group([Fixtures.set("835", unbalanced)])])
        #expect(try Fixtures.read(file).verdict == .rejected)
        #expect(try acknowledgement(file).contains("AK9*A*1*1*1"))
    }

    @Test("A group refused as a whole accepts none of its sets")
    func refusedGroup() throws {
        let file = Fixtures.file.map { $0.hasPrefix("GE*") ? "GE*2*9" : $0 }
        let answer = try acknowledgement(file)
        #expect(answer.contains("IK5*A") && answer.contains("AK9*R*2*1*0*5*4"))
    }

    @Test("Acknowledgements and refused interchanges get no 999")
    func none() throws {
        let clean = try #require(try Fixtures.read(Fixtures.file).interchanges.first)
        let bytes = try #require(ImplementationAcknowledgement.bytes(for: clean, in: envelope(for: clean)))
        let own = try #require(try Fixtures.read(bytes).interchanges.first)
        #expect(ImplementationAcknowledgement.bytes(for: own, in: envelope(for: own)) == nil)
        let refused = try #require(
            try Fixtures.read(Fixtures.file.map { $0.hasPrefix("IEA") ? "IEA*2*000000001" : $0 }).interchanges.first)
        #expect(ImplementationAcknowledgement.bytes(for: refused, in: envelope(for: refused)) == nil)
        #expect(
            body(InterchangeAcknowledgement.bytes(for: refused, in: envelope(for: refused))) == [
                "TA1*000000001*260302*0930*R*021"
            ])
    }

    @Test("A TA1 is due when asked for or when refused, and never for a TA1")
    func interchangeAcknowledgement() throws {
        let plain = try #require(try Fixtures.read(Fixtures.file).interchanges.first)
        #expect(!InterchangeAcknowledgement.isDue(for: plain))
        let asking = try #require(
            try Fixtures.read(
                Fixtures.interchange([Fixtures.group([Fixtures.set()])], isa: Fixtures.isa(wants: "1"))
            ).interchanges.first)
        #expect(InterchangeAcknowledgement.isDue(for: asking))
        let bytes = try #require(InterchangeAcknowledgement.bytes(for: asking, in: envelope(for: asking)))
        #expect(body(bytes) == ["TA1*000000001*260302*0930*A*000"])
        let own = try Fixtures.read(bytes)
        #expect(own.verdict == .accepted && own.codes.isEmpty)
        let answer = try #require(own.interchanges.first)
        #expect(!InterchangeAcknowledgement.isDue(for: answer))
        #expect(InterchangeAcknowledgement.bytes(for: answer, in: envelope(for: answer)) == nil)
        #expect(String(decoding: bytes.prefix(106), as: UTF8.self).utf8.count == 106)
    }
}
