import Foundation
import Testing

@testable import Gateway
@testable import Store

/// Retention takes away what is over, and nothing else.
@Suite struct RetentionTests {
    private let claims = [Claim(number: 1), Claim(number: 2)]

    /// One answered file, one rejected, one whose remittance waits for its money as an exception.
    private func root(_ retention: String) throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.write(
            "organisation: { name: H }\nretention: \(retention)\nledger: { to: erp }\n", "Config/gateway.yaml")
        try root.drop(HospitalFiles.openItems(claims), "erp", "items.csv")
        try root.drop(Array("no interchange".utf8), "payer-blue", "noise.835")
        try root.drop(
            HospitalFiles.remittance(control: 1, trace: "T1", claims: [Claim(number: 77)]), "payer-blue", "unknown.835")
        try root.runOnce()
        #expect(try root.export("exceptions").contains { $0["category"] == "unknown-item" })
        return root
    }

    private func later(_ days: Int64) throws -> FixedClock {
        let clock = try FixedClock(SystemClock().now().description)
        clock.advance(days: days)
        return clock
    }

    private let warrant = ActWarrant(who: "tester", reason: "test")

    @Test func nothingIsOverWithoutARule() throws {
        let root = try HospitalRoot()
        try root.drop(HospitalFiles.openItems(claims), "erp", "items.csv")
        try root.runOnce()
        #expect(try Retention(try root.installation(later(40_000))).due().isEmpty)
    }

    @Test func eachKindGoesInItsTimeAndIsAudited() throws {
        let root = try root("{ done: 400d, rejected: 30d, spool: 90d, findings: 60d }")
        func due(_ days: Int64) throws -> Set<String> {
            Set(try Retention(try root.installation(later(days))).due().map { "\($0.subject) \($0.what)" })
        }
        #expect(try due(30).isEmpty)
        let noise = try #require(try root.export("arrivals").first { $0["name"] == "noise.835" }?["arrival_id"])
        let items = try #require(try root.export("arrivals").first { $0["name"] == "items.csv" }?["arrival_id"])
        #expect(try due(31) == ["arrival \(noise) original"])
        #expect(try due(61) == ["arrival \(noise) original", "arrival \(noise) findings"])
        let all = try due(401)
        #expect(all.contains("arrival \(items) original") && all.contains("arrival \(items) sealed copy"))
        #expect(all.contains { $0.hasPrefix("dispatch") })

        let installation = try root.installation(later(401))
        let retention = Retention(installation)
        let removals = try retention.due()
        let before = try root.export("audit").count
        let books = [try root.run(["export", "journal"]).output, try root.run(["export", "matches"]).output]
        for removal in removals { #expect(try retention.apply(removal, warrant)) }
        #expect(try root.export("audit").count == before + removals.count)
        #expect(try retention.due().isEmpty)
        #expect(root.files(below: "inbox/payer-blue/rejected").isEmpty)
        #expect(root.files(below: "inbox/erp/done").isEmpty)
        #expect(books == [try root.run(["export", "journal"]).output, try root.run(["export", "matches"]).output])
        #expect(try root.run(["audit", "verify"]).status == 0)

        // The same bytes again are still known, the bytes themselves are not.
        try root.drop(HospitalFiles.openItems(claims), "erp", "again.csv")
        try root.runOnce()
        #expect(try root.export("arrivals").last?["state"] == "duplicate")
        let refused = try root.run(["reprocess", noise, "--from", "open", "--reason", "x"])
        #expect(refused.status == 5 && refused.log.contains("reprocess.content-removed"))
        #expect(try root.run(["backup", "\(root.path)/b"]).status == 0)
    }

    @Test func evidenceOfAnOpenExceptionStays() throws {
        let root = try root("{ done: 1d, spool: 1d, findings: 1d }")
        let held = try #require(try root.export("arrivals").first { $0["name"] == "unknown.835" }?["arrival_id"])
        let due = try Retention(try root.installation(later(500))).due()
        #expect(!due.isEmpty && !due.contains { $0.subject == "arrival \(held)" })
        #expect(!due.contains { $0.name.contains("unknown.835") })
    }

    @Test func whatIsNotAnsweredStays() throws {
        let root = try HospitalRoot()
        try root.write("organisation: { name: H }\nretention: { done: 1d, spool: 1d }\n", "Config/gateway.yaml")
        try root.run(["hold", "channel", "outbox/erp", "--reason", "x"])
        try root.drop(HospitalFiles.openItems(claims), "erp", "items.csv")
        try root.drop(Array("item_id,kind\nX,claim\n".utf8), "erp", "broken.csv")
        try root.runOnce()
        #expect(try Retention(try root.installation(later(500))).due().isEmpty)
    }

    @Test func sentCopiesGoByTheirDay() throws {
        let root = try HospitalRoot()
        try root.write("organisation: { name: H }\nretention: { sent: 10d }\n", "Config/gateway.yaml")
        try root.drop(HospitalFiles.openItems(claims), "erp", "items.csv")
        try root.runOnce()
        let name = try #require(try root.export("dispatches").first?["name"])
        try root.write("sent", "outbox/erp/sent/2026-01-05/\(name)")
        try root.write("sent", "outbox/erp/sent/2026-01-05/stranger.txt")
        try root.write("sent", "outbox/erp/sent/2099-01-05/\(name)")
        let outcome = try root.run(["retention", "--apply"])
        #expect(outcome.status == 0, "\(outcome.log)")
        #expect(root.files(below: "outbox/erp/sent") == ["2026-01-05/stranger.txt", "2099-01-05/\(name)"])
        #expect(root.files(below: "outbox/erp").contains(name))
    }

    @Test func oneOfBothMustBeSaid() throws {
        let root = try HospitalRoot()
        #expect(try root.run(["retention"]).status == 2)
        #expect(try root.run(["retention", "--apply", "--dry-run"]).status == 2)
        #expect(try root.run(["retention", "--dry-run", "--format", "json"]).output == "[]\n")
    }
}
