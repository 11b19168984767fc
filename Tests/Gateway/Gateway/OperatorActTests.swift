import Foundation
import Testing

@testable import Gateway
@testable import Store

/// Hold, release, reprocess: by the book, with a preview, and never twice.
@Suite struct OperatorActTests {
    private let claims = [Claim(number: 1)]
    private let why = ["--reason", "the test says so"]

    private func state(_ root: HospitalRoot, _ name: String) throws -> String? {
        try root.export("arrivals").first { $0["name"] == name }?["state"]
    }

    private func row(_ root: HospitalRoot, _ name: String) throws -> [String: String] {
        try #require(try root.export("arrivals").first { $0["name"] == name })
    }

    /// An 835 from a partner that is only expected to send statements: rejected by its route.
    private func rootWithARejectedFile() throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.partner("payer-blue", role: "payer", expects: "[nacha]")
        try root.drop(HospitalFiles.openItems(claims), "erp", "items.csv")
        try root.drop(HospitalFiles.remittance(control: 1, trace: "T1", claims: claims), "payer-blue", "a.835")
        try root.runOnce()
        #expect(try state(root, "a.835") == "rejected")
        try root.partner("payer-blue", role: "payer", expects: "[x12]")
        return root
    }

    @Test func aRejectedFileGoesItsWayAgainAndItsOriginalWithIt() throws {
        let root = try rootWithARejectedFile()
        let before = root.files(below: "outbox/payer-blue")
        let preview = try root.run(["reprocess", "2", "--from", "check", "--dry-run"] + why)
        #expect(preview.status == 0 && preview.output.contains("send again"), "\(preview.log)")
        #expect(try state(root, "a.835") == "rejected")
        let act = try root.run(["reprocess", "2", "--from", "check"] + why)
        #expect(act.status == 0 && act.output == preview.output)
        try root.runOnce()
        #expect(try state(root, "a.835") == "answered")
        #expect(try root.export("matches").count == 1)
        #expect(root.files(below: "inbox/payer-blue/rejected").isEmpty)
        #expect(root.files(below: "inbox/payer-blue/done").count == 1)
        // What was sent is untouched; the new answer has a name of its own.
        let after = root.files(below: "outbox/payer-blue")
        #expect(Set(after).isSuperset(of: before) && after.count > before.count)
        let record = try root.export("audit").first { $0["action"] == "reprocessed" }
        #expect(record?["actor"]?.hasPrefix("operator ") == true)
        #expect(record?["detail"]?.hasSuffix("the test says so") == true)
    }

    @Test func aFileThatIsRefusedAgainGetsItsReasonAnew() throws {
        let root = try rootWithARejectedFile()
        try root.partner("payer-blue", role: "payer", expects: "[nacha]")
        #expect(try root.run(["reprocess", "2", "--from", "open"] + why).status == 0)
        try root.runOnce()
        #expect(try state(root, "a.835") == "rejected")
        #expect(root.files(below: "inbox/payer-blue/rejected").count == 2)
        #expect(root.files(below: "inbox/payer-blue/done").isEmpty)
    }

    @Test func whatWasSentAgainMeanwhileIsNotPostedTwice() throws {
        let root = try rootWithARejectedFile()
        try root.drop(HospitalFiles.remittance(control: 1, trace: "T1", claims: claims), "payer-blue", "b.835")
        try root.runOnce()
        #expect(try state(root, "b.835") == "answered")
        for step in ["open", "check"] {
            #expect(try root.run(["reprocess", "2", "--from", step] + why).status == (step == "open" ? 0 : 5))
            try root.runOnce()
            #expect(try state(root, "a.835") == "duplicate")
        }
        #expect(try root.export("matches").count == 1)
    }

    @Test func theSameDocumentInOtherBytesIsNotPostedTwiceEither() throws {
        let root = try rootWithARejectedFile()
        let again = HospitalFiles.remittance(control: 1, trace: "T1", claims: claims).filter { $0 != 0x0A }
        try root.drop(again, "payer-blue", "b.835")
        try root.runOnce()
        #expect(try state(root, "b.835") == "answered")
        #expect(try root.run(["reprocess", "2", "--from", "check"] + why).status == 0)
        try root.runOnce()
        #expect(try state(root, "a.835") == "duplicate")
        #expect(try root.export("matches").count == 1)
    }

    @Test func whatCountsIsRefusedWithItsCode() throws {
        let root = try HospitalRoot()
        let era = HospitalFiles.remittance(control: 1, trace: "T1", claims: claims)
        try root.drop(era, "payer-blue", "a.835")
        try root.drop(era, "payer-blue", "b.835")
        try root.runOnce()
        for (id, code) in [("1", "reprocess.posted"), ("2", "reprocess.duplicate")] {
            for step in ReprocessingStep.allCases {
                let refused = try root.run(["reprocess", id, "--from", step.rawValue] + why)
                #expect(refused.status == 5 && refused.log.contains(code), "\(refused.log)")
            }
        }
        #expect(try root.run(["reprocess", "9", "--from", "open"] + why).status == 4)
        #expect(try root.run(["explain", "reprocess.posted"]).status == 0)
    }

    @Test func aStepThatWasNeverReachedIsRefused() throws {
        let root = try rootWithARejectedFile()
        for step in ["load", "post"] {
            let refused = try root.run(["reprocess", "2", "--from", step] + why)
            #expect(refused.status == 5 && refused.log.contains("reprocess.step-not-reached"))
        }
    }

    @Test func aHeldChannelTakesAndSendsNothing() throws {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.openItems(claims), "erp", "items.csv")
        #expect(try root.run(["hold", "channel", "inbox/erp"] + why).status == 0)
        #expect(try root.run(["hold", "channel", "inbox/erp"] + why).status == 7)
        #expect(try root.run(["hold", "channel", "inbox/nobody"] + why).status == 5)
        try root.runOnce()
        #expect(try root.export("arrivals").isEmpty)
        #expect(try root.run(["hold", "channel", "outbox/erp"] + why).status == 0)
        #expect(try root.run(["release", "channel", "inbox/erp"] + why).status == 0)
        try root.runOnce()
        #expect(try state(root, "items.csv") == "posted")
        #expect(root.files(below: "outbox/erp").isEmpty)
        let status = try root.run(["status"])
        #expect(status.output.contains("held channel"))
        #expect(try root.run(["release", "channel", "outbox/erp"] + why).status == 0)
        try root.runOnce()
        #expect(try state(root, "items.csv") == "answered")
    }

    @Test func aHeldDispatchWaitsAndASentOneCannotBeHeld() throws {
        let root = try HospitalRoot()
        try root.run(["hold", "channel", "outbox/erp"] + why)
        try root.drop(HospitalFiles.openItems(claims), "erp", "items.csv")
        try root.runOnce()
        #expect(try root.run(["hold", "dispatch", "1"] + why).status == 0)
        try root.run(["release", "channel", "outbox/erp"] + why)
        try root.runOnce()
        let states = try root.export("dispatches").map { $0["state"] ?? "" }
        #expect(states.first == "held" && states.dropFirst().allSatisfy { $0 == "sent" })
        let refused = try root.run(["hold", "dispatch", "2"] + why)
        #expect(refused.status == 5 && refused.log.contains("hold.sent"))
        #expect(try root.run(["release", "dispatch", "1", "--dry-run"] + why).status == 0)
        #expect(try root.run(["release", "dispatch", "1"] + why).status == 0)
        try root.runOnce()
        #expect(try root.export("dispatches").allSatisfy { $0["state"] == "sent" })
        #expect(try state(root, "items.csv") == "answered")
        #expect(try root.run(["release", "dispatch", "1"] + why).status == 7)
        #expect(try root.run(["release", "dispatch", "77"] + why).status == 4)
    }

    @Test func noReasonIsNoAct() throws {
        let root = try HospitalRoot()
        for words in [["hold", "1"], ["release", "1"], ["reprocess", "1", "--from", "open"]] {
            #expect(try root.run(words).status == 2)
            #expect(try root.run(words + ["--reason", " "]).status == 2)
        }
        #expect(try root.run(["hold", "partner", "erp"] + why).status == 2)
    }

    @Test func onlyWhatDoesNotCountMayGoBack() {
        for state in [ArrivalState.posted, .answered, .duplicate] { #expect(state.mayReturnTo.isEmpty) }
        for state in ArrivalState.allCases {
            #expect(state.mayReturnTo.isSubset(of: [.taken, .opened, .checked]))
        }
    }
}
