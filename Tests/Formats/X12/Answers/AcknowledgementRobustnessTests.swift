// Whatever comes for an acknowledgement: no trap in reading it nor in holding it against what was sent.

import Testing

@testable import X12

struct AcknowledgementRobustnessTests {
    /// A TA1, a 999, a 997 and an 824 in one file each, as bytes.
    private static let files: [[UInt8]] = {
        let answers: [[String]] = [
            [
                "AK1*RA*11*005010X218", "AK2*820*0001*005010X218", "IK3*RMR*9**8", "CTX*ENT01:1", "IK4*4:1*782*6*X",
                "IK5*R*5", "AK2*820*0002*005010X218", "IK5*A", "AK9*P*2*2*1",
            ],
            [
                "BGN*11*1*20260302", "N1*41*A*46*B", "N1*40*C*46*D", "OTI*TR*TN*NA*****11*0001*820*005010X218",
                "TED*024", "RED*NA**94**IBP*E019",
            ],
        ]
        let sets = [("FA", "999", "005010X231A1"), ("AG", "824", "005010X186A1")]
        var files = zip(answers, sets).map { body, set in
            Fixtures.interchange([
                Fixtures.group([Fixtures.set(set.1, body, version: set.2)], type: set.0, version: set.2)
            ])
        }
        var lone = Fixtures.interchange([])
        lone.insert("TA1*000000001*260302*0930*R*024", at: 1)
        files.append(lone)
        return files.map { Array(Fixtures.text($0).utf8) }
    }()

    private static let sent: OutstandingAcknowledgements = {
        var outstanding = OutstandingAcknowledgements()
        let sets = ["0001", "0002"].map { SentSet(identifier: "820", controlNumber: $0) }
        outstanding.send(
            SentInterchange(
                sender: InterchangeParty(qualifier: "ZZ", identifier: "HOSPITAL"),
                receiver: InterchangeParty(qualifier: "ZZ", identifier: "PAYER"), controlNumber: 1,
                wantsAcknowledgement: true,
                groups: [SentGroup(functionalIdentifier: "RA", controlNumber: 11, version: "005010X218", sets: sets)]),
            at: 1, dueBy: 2)
        return outstanding
    }()

    @Test("Flipped bytes, in pieces of any size: no trap, and a sound answer only from a sound set", arguments: 1...4)
    func flips(seed: Int) throws {
        var numbers = SeededNumbers(seed)
        var settled = 0
        for round in 0..<1_500 {
            var bytes = Self.files[round % Self.files.count]
            for _ in 0...numbers.below(2) { bytes[numbers.below(bytes.count)] = UInt8(numbers.below(256)) }
            let document = try Fixtures.read(bytes, pieceSize: 1 + numbers.below(300))
            var outstanding = Self.sent
            for acknowledgement in document.acknowledgements {
                settled += outstanding.take(acknowledgement).count
            }
            #expect(outstanding.count == 1)
        }
        #expect(settled > 100)
    }

    @Test("More sets, errors and items than are kept are counted")
    func bounds() throws {
        let errors = Array(repeating: "IK3*RMR*9**8", count: 150)
        let body = ["AK1*RA*11*005010X218", "AK2*820*0001"] + errors + ["IK5*R*5", "AK9*R*1*1*0"]
        let file = Fixtures.interchange([
            Fixtures.group(
                [Fixtures.set("999", body, version: "005010X231A1")], type: "FA", version: "005010X231A1")
        ])
        guard case .group(let receipt) = try #require(try Fixtures.read(file).acknowledgements.first) else {
            Issue.record("no group")
            return
        }
        #expect(receipt.sets[0].errors.count == SetReceipt.keptErrors && receipt.sets[0].omittedErrors == 50)
    }
}
