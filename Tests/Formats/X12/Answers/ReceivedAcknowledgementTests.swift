// Acknowledgements that come in: read, and held against what was sent.

import Testing

@testable import X12

private let us = InterchangeParty(qualifier: "ZZ", identifier: "HOSPITAL")
private let them = InterchangeParty(qualifier: "ZZ", identifier: "PAYER")

/// An interchange of theirs with these sets in one group, or with these segments in none.
private func receipts(_ sets: [[String]], version: String = "005010X231A1", loose: [String] = []) throws
    -> [ReceivedAcknowledgement]
{
    let groups = sets.isEmpty ? [] : [Fixtures.group(sets, type: "FA", version: version)]
    var file = Fixtures.interchange(groups)
    file.insert(contentsOf: loose, at: 1)
    return try Fixtures.read(file).acknowledgements
}

private func acknowledgement(_ body: [String], set: String = "999") -> [String] {
    Fixtures.set(set, body, version: set == "999" ? "005010X231A1" : "")
}

/// Two interchanges sent: 1 with a group 11 of two 820s, 2 with a group 12 of one; a TA1 is wanted of the first.
private func sent() -> OutstandingAcknowledgements {
    var outstanding = OutstandingAcknowledgements()
    func group(_ number: Int, _ sets: [String]) -> SentGroup {
        SentGroup(
            functionalIdentifier: "RA", controlNumber: number, version: "005010X218",
            sets: sets.map { SentSet(identifier: "820", controlNumber: $0) })
    }
    outstanding.send(
        SentInterchange(
            sender: us, receiver: them, controlNumber: 1, wantsAcknowledgement: true,
            groups: [group(11, ["0001", "0002"])]), at: 100, dueBy: 200)
    outstanding.send(
        SentInterchange(
            sender: us, receiver: them, controlNumber: 2, wantsAcknowledgement: false, groups: [group(12, ["0001"])]),
        at: 110, dueBy: 210)
    return outstanding
}

private func set(_ number: String, _ group: Int = 11) -> AcknowledgedSubject {
    .set("820", number, inGroup: group, to: them)
}

private let head = ["AK1*RA*11*005010X218"]
private func named(_ number: String, _ verdict: String) -> [String] {
    ["AK2*820*\(number)*005010X218", "IK5*\(verdict)"]
}

struct ReceivedAcknowledgementTests {
    @Test("A 999 is read with the places and codes of its errors, and without the values it repeats")
    func reading() throws {
        let found = try receipts([
            acknowledgement([
                "AK1*HP*17*005010X221A1", "AK2*835*0001", "IK3*CLP*22*2100*8", "CTX*TRN02:EFT1", "IK4*2*1029*7*99",
                "IK4*1:2*1028*5", "IK3*TRN*3**3", "IK5*R*5", "AK2*835*0002", "IK5*A", "AK9*P*2*2*1",
            ])
        ])
        guard case .group(let receipt) = try #require(found.first) else {
            Issue.record("no group")
            return
        }
        #expect(receipt.origin.sender == them && receipt.origin.receiver == us && receipt.origin.isSound)
        #expect(receipt.functionalIdentifier == "HP" && receipt.controlNumber == "17" && receipt.set == "999")
        #expect(receipt.verdict == .partiallyAccepted && receipt.acceptedSets == 1 && receipt.sets.count == 2)
        let errors = receipt.sets[0].errors
        #expect(errors.map(\.segment) == ["CLP", "CLP", "TRN"] && errors.map(\.position) == [22, 22, 3])
        #expect(errors.map(\.element) == [2, 1, nil] && errors.map(\.component) == [nil, 2, nil])
        #expect(errors.map(\.elementCode) == ["7", "5", ""] && errors.map(\.reference) == [1029, 1028, nil])
        #expect(receipt.sets[0].verdict == .rejected && receipt.sets[0].reasons == ["5"])
    }

    @Test("A 997 and a TA1 are read alike")
    func others() throws {
        let found = try receipts(
            [
                acknowledgement(
                    ["AK1*RA*11", "AK2*820*0001", "AK3*RMR*9**8", "AK4*4*782*6", "AK5*R*5", "AK9*R*1*1*0*5"], set: "997"
                )
            ], version: "005010", loose: ["TA1*000000001*260302*0930*E*022"])
        guard case .interchange(let first) = try #require(found.first), case .group(let second) = found[1] else {
            Issue.record("not both")
            return
        }
        #expect(first.controlNumber == "000000001" && first.verdict == .acceptedWithErrors && first.note == "022")
        #expect(second.sets[0].errors.first?.elementCode == "6" && second.reasons == ["5"])
    }

    @Test("Sets are settled one by one; those not named are as the group is")
    func settling() throws {
        var outstanding = sent()
        #expect(outstanding.standing(of: set("0001")) == .waiting)
        let mixed = try receipts([acknowledgement(head + named("0002", "R*5") + ["AK9*P*2*2*1"])])
        #expect(
            outstanding.take(mixed[0]) == [
                Settlement(subject: set("0001"), effect: .settled(.accepted)),
                Settlement(subject: set("0002"), effect: .settled(.rejected)),
            ])
        #expect(outstanding.standing(of: .group("RA", 11, to: them)) == .rejected)
        #expect(outstanding.standing(of: set("0001", 12)) == .waiting)
        #expect(outstanding.take(mixed[0]).allSatisfy { $0.effect == .repeated })
    }

    @Test(
        "Verdicts and counts that cannot go together are contradictory",
        arguments: [
            named("0001", "A") + named("0002", "R*5") + ["AK9*A*2*2*2"],
            named("0001", "A") + named("0002", "R*5") + ["AK9*R*2*2*0"],
            named("0001", "A") + named("0002", "A") + ["AK9*A*2*1*1"],
            named("0001", "A") + named("0001", "R*5") + ["AK9*P*2*2*1"],
        ])
    func contradictions(body: [String]) throws {
        var outstanding = sent()
        _ = outstanding.take(try receipts([acknowledgement(head + body)])[0])
        #expect(outstanding.standing(of: .group("RA", 11, to: them)) == .contradictory)
    }

    @Test("A group refused for a reason of its own takes its sets with it; a later good answer contradicts")
    func refusedGroup() throws {
        var outstanding = sent()
        let body = head + named("0001", "A") + named("0002", "A")
        _ = outstanding.take(try receipts([acknowledgement(body + ["AK9*R*3*2*0*5"])])[0])
        #expect(outstanding.standing(of: set("0001")) == .rejected)
        _ = outstanding.take(try receipts([acknowledgement(body + ["AK9*A*2*2*2"])])[0])
        #expect(outstanding.standing(of: set("0001")) == .contradictory)
    }

    @Test("A refused interchange takes all that is in it")
    func refusedInterchange() throws {
        var outstanding = sent()
        let refusal = try receipts([], loose: ["TA1*000000001*260302*0930*R*024"])
        #expect(
            outstanding.take(refusal[0])
                == [Settlement(subject: .interchange(1, to: them), effect: .settled(.rejected))])
        #expect(outstanding.standing(of: set("0002")) == .rejected)
        #expect(outstanding.standing(of: set("0001", 12)) == .waiting)
    }

    @Test("What we never sent is unknown; the same number twice is ambiguous; a broken answer settles nothing")
    func strangers() throws {
        var outstanding = sent()
        let other = try receipts([acknowledgement(["AK1*RA*77*005010X218", "AK9*A*1*1*1"])])
        #expect(outstanding.take(other[0]).map(\.effect) == [.unknown])
        let stranger = try receipts([acknowledgement(head + named("0009", "A") + ["AK9*A*2*2*2"])])
        #expect(outstanding.take(stranger[0]).map(\.effect) == [.settled(.accepted), .settled(.accepted), .unknown])
        let broken = try receipts([Array(acknowledgement(head + ["AK9*A*2*2*2"]).dropLast()) + ["SE*9*0001"]])
        #expect(sent().taking(broken[0]).map(\.effect) == [.unsound])
        var twice = sent()
        twice.send(
            SentInterchange(
                sender: us, receiver: them, controlNumber: 3, wantsAcknowledgement: false,
                groups: [
                    SentGroup(
                        functionalIdentifier: "RA", controlNumber: 12, version: "005010X218",
                        sets: [SentSet(identifier: "820", controlNumber: "0001")])
                ]), at: 120, dueBy: 220)
        let both = try receipts([acknowledgement(["AK1*RA*12*005010X218", "AK9*A*1*1*1"])])
        #expect(twice.take(both[0]).map(\.effect) == [.ambiguous])
        let elsewhere = InterchangeParty(qualifier: "ZZ", identifier: "OTHER")
        #expect(twice.standing(of: .group("RA", 12, to: elsewhere)) == nil)
    }

    @Test("The application may refuse what the syntax let pass, and not the other way round")
    func application() throws {
        func advice(_ verdict: AcknowledgementCode) throws -> ReceivedAcknowledgement {
            let item = ApplicationAdvice.Item(
                verdict, groupControlNumber: "11", setControlNumber: "0001", setIdentifier: "820",
                setVersion: "005010X218", problems: verdict == .accepted ? [] : [.unbalanced()])
            let party = OutgoingParty(name: "PLAN", identifier: QualifiedIdentifier("46", "P"))
            let bytes = try ApplicationAdvice(
                version: .r005010, reference: "1", sender: party, receiver: party, items: [item]
            ).bytes(
                in: AnswerEnvelope(
                    sender: them, receiver: us, applicationSender: "PAYER", applicationReceiver: "HOSPITAL",
                    interchangeControlNumber: 1, groupControlNumber: 1, date: "20260302", time: "1015"))
            return try #require(try Fixtures.read(bytes).acknowledgements.first)
        }
        var outstanding = sent()
        _ = outstanding.take(try receipts([acknowledgement(head + ["AK9*A*2*2*2"])])[0])
        #expect(
            try outstanding.take(advice(.rejected)) == [Settlement(subject: set("0001"), effect: .settled(.rejected))])
        #expect(outstanding.standing(of: set("0002")) == .accepted)
        #expect(try outstanding.take(advice(.accepted)).map(\.effect) == [.settled(.contradictory)])
    }

    @Test("What is late is told until it is answered; what is settled can be forgotten")
    func overdue() throws {
        var outstanding = sent()
        #expect(outstanding.overdue(at: 200).isEmpty)
        #expect(
            outstanding.overdue(at: 211) == [
                .interchange(1, to: them), .group("RA", 11, to: them), .group("RA", 12, to: them),
            ])
        _ = outstanding.take(try receipts([acknowledgement(head + ["AK9*A*2*2*2"])])[0])
        _ = outstanding.take(try receipts([], loose: ["TA1*000000001*260302*0930*A*000"])[0])
        #expect(outstanding.overdue(at: 211) == [.group("RA", 12, to: them)])
        outstanding.forgetSettled(sentBefore: 1000)
        #expect(outstanding.count == 1 && outstanding.standing(of: set("0001")) == nil)
    }

    @Test("What the writer wrote and our own reader answers settles itself")
    func whole() throws {
        var writer = try X12Writer(OutgoingSamples.interchange)
        var bytes = try writer.write(.claimPayment(OutgoingSamples.advice(1)))
        bytes += try writer.write(.premiumPayment(OutgoingSamples.premium(2)))
        bytes += try writer.write(.paymentOrder(OutgoingSamples.order(3))) + writer.finish()
        var outstanding = OutstandingAcknowledgements()
        outstanding.send(writer.sent, at: 1, dueBy: 2)
        let outcome = try #require(try Fixtures.read(bytes).interchanges.first)
        let answers = Acknowledgements.answers(to: outcome) { group in
            AnswerEnvelope(
                answering: outcome.header, group: group, interchangeControlNumber: 1, groupControlNumber: 1,
                date: "20260302", time: "1015")
        }
        for answer in answers {
            for receipt in try Fixtures.read(answer.bytes).acknowledgements {
                #expect(outstanding.take(receipt).allSatisfy { $0.effect == .settled(.accepted) })
            }
        }
        #expect(outstanding.overdue(at: 9).isEmpty)
    }
}

extension OutstandingAcknowledgements {
    /// What an acknowledgement would do.
    fileprivate func taking(_ receipt: ReceivedAcknowledgement) -> [Settlement] {
        var copy = self
        return copy.take(receipt)
    }
}
