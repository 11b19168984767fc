import Foundation
import Testing

@testable import Gateway

/// What is looked after of messages: their bodies go when their time is over, and a restore sends nothing again.
@Suite(.serialized, .enabled(if: ExchangeKeys.isThere, "the openssl command is not there"))
struct ExchangeCareTests {
    private static func items(_ number: Int) -> [UInt8] { HospitalFiles.openItems([Claim(number: number)]) }

    private let warrant = ActWarrant(who: "tester", reason: "test")

    private func later(_ days: Int64) throws -> FixedClock {
        let clock = try FixedClock(SystemClock().now().description)
        clock.advance(days: days)
        return clock
    }

    @Test func bodiesGoInTheirTimeAndReceiptsStay() throws {
        let pair = try ExchangePair()
        let rule = "retention: { messages: 30d }\n"
        let port = try pair.startBeta(gateway: rule)
        try pair.configureAlpha(port, gateway: rule)
        try pair.alpha.drop(Self.items(1), "erp", "items.csv")
        try pair.alpha.runOnce()
        let messageID = try #require(try pair.messageIDs("items.csv").first)
        pair.stopAll()
        try pair.beta.runOnce()
        for root in [pair.alpha, pair.beta] {
            func due(_ days: Int64) throws -> [Removal] { try Retention(try root.installation(later(days))).due() }
            #expect(try due(30).isEmpty)
            let removals = try due(31)
            #expect(
                removals.count == 2 && removals.allSatisfy { $0.what == "message body" && $0.rule == "messages 30d" })
            let before = Set(root.files(below: "state/spool"))
            let retention = Retention(try root.installation(later(31)))
            for removal in removals { #expect(try retention.apply(removal, warrant)) }
            #expect(try due(31).isEmpty)
            // What alpha sent lay in two files each; what beta got was small.
            let removed = before.subtracting(root.files(below: "state/spool"))
            #expect(removed.count == (root === pair.alpha ? 4 : 0))
            let folder = "\(root.path)/evidence"
            #expect(try root.run(["evidence", messageID, "--output", folder]).status == 0)
            let files = root.files(below: "evidence")
            #expect(files.contains("receipt-body.bin") && files.contains("request-headers.txt"))
            #expect(!files.contains { ["request-body.bin", "payload.bin", "message-content.bin"].contains($0) })
            #expect(try root.run(["audit", "verify"]).status == 0)
            #expect(try root.run(["backup", "\(root.path)/b"]).status == 0)
        }
    }

    @Test func withoutARuleTheyStay() throws {
        let pair = try ExchangePair()
        try pair.configureAlpha(try pair.startBeta())
        try pair.alpha.drop(Self.items(1), "erp", "items.csv")
        try pair.alpha.runOnce()
        pair.stopAll()
        #expect(try Retention(try pair.alpha.installation(later(40_000))).due().isEmpty)
    }

    @Test func whatIsNotDecidedStays() throws {
        let pair = try ExchangePair()
        // Nobody listens there: the messages are built and not receipted.
        try pair.configureAlpha(Int(try PartnerServer.freePort()), gateway: "retention: { messages: 1d }\n")
        try pair.alpha.drop(Self.items(1), "erp", "items.csv")
        try pair.alpha.runOnce()
        #expect(try pair.messageIDs("items.csv").count == 2)
        #expect(try Retention(try pair.alpha.installation(later(500))).due().isEmpty)
    }

    @Test func whatWentOutAfterTheBackupIsNotSentAgain() throws {
        let pair = try ExchangePair()
        try pair.configureAlpha(try pair.startBeta())
        let alpha = pair.alpha
        try alpha.drop(Self.items(1), "erp", "morning.csv")
        try alpha.runOnce()
        #expect(
            try alpha.run(["backup", "\(alpha.path)/b", "--vault-key-to", "\(alpha.path)/key"]).status == 0,
            "\(alpha.log)")
        try alpha.drop(Self.items(2), "erp", "afternoon.csv")
        try alpha.runOnce()
        #expect(try pair.beta.export("arrivals").count == 4)
        try FileManager.default.removeItem(atPath: "\(alpha.path)/state")
        #expect(
            try alpha.run(["restore", "\(alpha.path)/b", "--vault-key", "\(alpha.path)/key"]).status == 0,
            "\(alpha.log)")
        // The file is given in again, and answered again: as what went out already.
        try alpha.drop(Self.items(2), "erp", "afternoon.csv")
        try alpha.runOnce()
        #expect(alpha.log.contains("dispatch.recognised"), "\(alpha.log)")
        #expect(try alpha.export("dispatches").allSatisfy { ["sent", "confirmed"].contains($0["state"]) })
        #expect(try pair.messageIDs("afternoon.csv").isEmpty)
        #expect(try pair.beta.export("arrivals").count == 4)
        #expect(try alpha.run(["audit", "verify"]).status == 0)
        pair.stopAll()
    }

    @Test func whatWasRecordedAndNotYetUnwrappedIsUnwrappedLater() throws {
        let pair = try ExchangePair()
        try pair.configureAlpha(try pair.startBeta(crashingAt: "message.recorded"))
        try pair.alpha.drop(Self.items(1), "erp", "items.csv")
        try pair.alpha.runOnce()
        pair.stopAll()
        #expect(try pair.beta.export("arrivals").map { $0["state"] } == ["taken"])
        // It is whole as it is: nothing of it is missing from a backup.
        #expect(try pair.beta.run(["backup", "\(pair.beta.path)/b"]).status == 0)
        // The key that it was encrypted to is gone, so it waits for a person; then it is there again.
        _ = try pair.startBeta(identity: "other")
        #expect(
            try waitUntil(60) { try pair.beta.export("arrivals").first?["state"] == "held" }, "\(pair.beta.serviceLog)")
        pair.stopAll()
        #expect(pair.beta.serviceLog.contains("cannot be taken apart again"))
        let again = try pair.beta.run(["reprocess", "1", "--from", "open", "--reason", "the key is back"])
        #expect(again.status == 0, "\(again.output)\(again.log)")
        _ = try pair.startBeta()
        #expect(
            try waitUntil(60) {
                try pair.beta.export("arrivals").first.map { !["taken", "opened", "held"].contains($0["state"]) }
                    ?? false
            }, "\(pair.beta.serviceLog)")
        #expect(try pair.beta.run(["audit", "verify"]).status == 0)
        pair.stopAll()
    }
}
