import Foundation
import Testing

@testable import Gateway

/// What a server deletes once it is fetched lies in `done/` here, and from there comes back after a loss of the state.
@Suite(.serialized, .enabled(if: PartnerServer.isThere, "openssh-server is not installed"))
struct FetchedOriginalTests {
    private struct Case {
        let server: PartnerServer
        let root: HospitalRoot

        init(expects: String = "[open-items]") throws {
            server = try PartnerServer()
            root = try HospitalRoot()
            try root.write("organisation: { name: General Hospital }\n", "Config/gateway.yaml")
            try configure(expects: expects)
        }

        func configure(expects: String) throws {
            try root.write(
                RemoteWayTests.partner(
                    "erp", role: "department", expects: expects, server, account: try server.account("libssh2"),
                    after: "delete"), "Config/partners/erp.yaml")
        }

        var kept: [String] {
            root.files(below: "inbox/erp").map { $0.replacing(/\d{4}-\d\d-\d\d/, with: "DAY") }
        }
    }

    private let items = HospitalFiles.openItems([Claim(number: 1)])

    @Test(arguments: ["", "fetch.recorded", "fetch.original-copied", "fetch.server-filed"])
    func whatIsDeletedThereIsKeptHere(_ step: String) throws {
        let one = try Case()
        try one.root.drop(withChecksum: items, "first-bank", "items.csv")
        try one.server.put(items, "items.csv")
        try one.server.put(one.root.contents("inbox/first-bank/items.csv.sha256"), "items.csv.sha256")
        try FileManager.default.removeItem(atPath: "\(one.root.path)/inbox/first-bank")
        if !step.isEmpty {
            try #require(
                try one.root.run(["run", "--once"], environment: ["HMS_ACH_CRASH_AT": step]).status == -SIGKILL)
            // At every moment one of the two has it.
            #expect(one.server.names("outgoing").contains("items.csv") || one.kept.contains("done/DAY/items.csv"))
        }
        try one.root.runOnce()
        #expect(one.server.names("outgoing").isEmpty)
        #expect(one.kept == ["done/DAY/items.csv", "done/DAY/items.csv.sha256"])
        let place = try #require(one.root.files(below: "inbox/erp").first)
        #expect(one.root.contents("inbox/erp/\(place)") == items)
        #expect(try one.root.export("arrivals").map { $0["state"] } == ["answered"])
        #expect(try one.root.run(["trace", "items.csv"]).output.contains("inbox/erp/done/"))
    }

    @Test func whereNoCopyCanBeMadeNothingIsDeleted() throws {
        let one = try Case()
        try one.root.write("in the way", "inbox/erp")
        try one.server.put(items, "items.csv")
        let log = try one.root.runOnce().log
        #expect(log.contains("fetch.not-filed"), "\(log)")
        #expect(one.server.names("outgoing") == ["items.csv"])
        #expect(try one.root.export("arrivals").map { $0["state"] } == ["answered"])
        try FileManager.default.removeItem(atPath: "\(one.root.path)/inbox/erp")
        try one.root.runOnce()
        #expect(one.server.names("outgoing").isEmpty)
        #expect(one.kept == ["done/DAY/items.csv"])
        #expect(try one.root.export("arrivals").count == 1)
    }

    @Test func aRefusedOneGoesToRejectedAndBack() throws {
        let one = try Case(expects: "[nacha]")
        try one.server.put(items, "items.csv")
        try one.root.runOnce()
        #expect(one.kept == ["rejected/DAY/items.csv", "rejected/DAY/items.csv.reason.txt"])
        try one.configure(expects: "[open-items]")
        let act = try one.root.run(["reprocess", "1", "--from", "check", "--reason", "the test says so"])
        #expect(act.status == 0 && act.output.contains("back to done/"), "\(act)")
        try one.root.runOnce()
        #expect(one.kept == ["done/DAY/items.csv"])
        #expect(try one.root.export("arrivals").map { $0["state"] } == ["answered"])
    }

    @Test func afterALossOfTheStateNothingIsMissingAndNothingTwice() throws {
        let one = try Case()
        try one.server.put(items, "morning.csv")
        try one.root.runOnce()
        try #require(
            try one.root.run(["backup", "\(one.root.path)/b", "--vault-key-to", "\(one.root.path)/key"]).status == 0)
        try one.server.put(HospitalFiles.openItems([Claim(number: 2)]), "afternoon.csv")
        try one.root.runOnce()
        let before = try one.root.export("journal").count
        try FileManager.default.removeItem(atPath: "\(one.root.path)/state")
        try #require(
            try one.root.run(["restore", "\(one.root.path)/b", "--vault-key", "\(one.root.path)/key"]).status == 0)
        for name in one.root.files(below: "inbox/erp/done") {
            try one.server.put(
                one.root.contents("inbox/erp/done/\(name)"), String(name.split(separator: "/").last ?? ""))
        }
        try one.root.runOnce()
        let arrivals = try one.root.export("arrivals").compactMap { $0["state"] }
        #expect(arrivals.sorted() == ["answered", "answered", "duplicate"], "\(arrivals)")
        #expect(try one.root.export("journal").count == before)
        #expect(one.server.names("outgoing").isEmpty)
    }
}
