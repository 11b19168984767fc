// The 824: what it says of a set that does not balance, what it refuses to say, and that it reads again.

import Testing

@testable import X12

private let envelope = AnswerEnvelope(
    sender: .init(qualifier: "ZZ", identifier: "HOSPITAL"), receiver: .init(qualifier: "ZZ", identifier: "PAYER"),
    applicationSender: "HOSPITAL", applicationReceiver: "PAYER", interchangeControlNumber: 5, groupControlNumber: 6,
    date: "20260302", time: "1015")

private func advice(_ version: ApplicationAdvice.Version, _ items: [ApplicationAdvice.Item]) -> ApplicationAdvice {
    ApplicationAdvice(
        version: version, reference: "ADV1",
        sender: OutgoingParty(name: "GENERAL HOSPITAL", identifier: QualifiedIdentifier("46", "HOSPITAL")),
        receiver: OutgoingParty(name: "HEALTH PLAN", identifier: QualifiedIdentifier("46", "PAYER")), items: items)
}

private func unbalanced(_ problem: ApplicationAdvice.Problem) throws -> ApplicationAdvice.Item {
    let changed = Fixtures.claimPayment.map { $0.hasPrefix("BPR") ? "BPR*I*181" + $0.dropFirst(9) : $0 }
    let document = try Fixtures.read(Fixtures.interchange([Fixtures.group([Fixtures.set("835", changed)])]))
    let set = try #require(document.summary.transactions.first)
    #expect(set.payment?.isBalanced == false)
    return ApplicationAdvice.Item(refusing: set, problems: [problem])
}

struct ApplicationAdviceTests {
    @Test("The guide's 824 refuses an unbalanced 835 by a code of the list IBP")
    func guide() throws {
        let item = try unbalanced(.unbalanced(businessCode: "E019"))
        let bytes = try advice(.guide, [item]).bytes(in: envelope)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { String($0.dropLast()) }
        #expect(
            lines.dropFirst() == [
                "GS*AG*HOSPITAL*PAYER*20260302*1015*6*X*005010X186A1", "ST*824*0001*005010X186A1",
                "BGN*11*ADV1*20260302*1015", "N1*41*GENERAL HOSPITAL*46*HOSPITAL", "N1*40*HEALTH PLAN*46*PAYER",
                "OTI*TR*TN*NA*****1*0001*835*005010X221A1", "REF*TN*EFT0001", "TED*024",
                "RED*The totals of the set do not balance.**94**IBP*E019", "SE*9*0001", "GE*1*6", "IEA*1*000000005",
            ])
        let document = try Fixtures.read(bytes)
        #expect(document.codes.isEmpty)
        guard case .application(let receipt) = document.acknowledgements.first else {
            Issue.record("not read")
            return
        }
        #expect(receipt.reference == "ADV1" && receipt.origin.isSound)
        let read = try #require(receipt.items.first)
        #expect(read.scope == .transactionSet && read.verdict == .rejected && read.setControlNumber == "0001")
        #expect(read.groupControlNumber == "1" && read.setIdentifier == "835" && read.codes == ["024", "E019"])
    }

    @Test("The generic 824 says it in TED, with the place")
    func generic() throws {
        var problem = ApplicationAdvice.Problem.unbalanced()
        problem.segment = "BPR"
        problem.position = 2
        problem.element = 2
        let bytes = try advice(.r005010, [unbalanced(problem)]).bytes(in: envelope)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            text.contains("ST*824*0001~") && text.contains("TED*010*The totals of the set do not balance.*BPR*2*2~"))
        #expect(!text.contains("RED*"))
        #expect(try Fixtures.read(bytes).codes.isEmpty)
    }

    @Test("It speaks of no acknowledgement, and says why what it refuses is refused")
    func refusals() throws {
        func item(_ verdict: AcknowledgementCode, _ set: String, _ problems: [ApplicationAdvice.Problem])
            -> ApplicationAdvice.Item
        {
            .init(
                verdict, groupControlNumber: "1", setControlNumber: "0001", setIdentifier: set, setVersion: "005010",
                problems: problems)
        }
        let cases: [(ApplicationAdvice.Version, [ApplicationAdvice.Item])] = [
            (.r005010, [item(.rejected, "999", [.unbalanced()])]),
            (.r005010, [item(.rejected, "824", [.unbalanced()])]),
            (.r005010, [item(.rejected, "835", [])]), (.r005010, [item(.accepted, "835", [.unbalanced()])]),
            (.guide, [item(.rejected, "835", [.unbalanced()])]), (.guide, []),
        ]
        for (version, items) in cases {
            #expect(throws: X12WritingError.self) { try advice(version, items).bytes(in: envelope) }
        }
        #expect(try !advice(.guide, [item(.accepted, "835", [])]).bytes(in: envelope).isEmpty)
    }
}
