import Foundation
import Testing

@testable import Gateway
@testable import Store

/// What an operator does and what is looked after, where the channel is a partner's server.
@Suite(.serialized, .enabled(if: PartnerServer.isThere, "openssh-server is not installed"))
struct RemoteCareTests {
    private static let why = ["--reason", "the test says so"]

    /// One department on one server, and nobody else.
    private struct Case {
        let server: PartnerServer
        let root: HospitalRoot

        init(after: String = "leave", expects: String = "[open-items]", gateway: String = "") throws {
            server = try PartnerServer()
            root = try HospitalRoot()
            try root.write("organisation: { name: General Hospital }\n\(gateway)", "Config/gateway.yaml")
            for name in ["first-bank", "payer-blue"] {
                try FileManager.default.removeItem(atPath: "\(root.path)/Config/partners/\(name).yaml")
            }
            try configure(after: after, expects: expects)
        }

        func configure(after: String = "leave", expects: String = "[open-items]", key: String = "key") throws {
            try root.write(
                RemoteWayTests.partner(
                    "erp", role: "department", expects: expects, server,
                    account: try server.account("libssh2", key: key), after: after), "Config/partners/erp.yaml")
        }

        func channel(_ folder: String) -> String {
            "sftp://\(NSUserName())@127.0.0.1:\(server.port)\(server.path)/\(folder)"
        }

        func states(_ subject: String) throws -> [String] { try root.export(subject).compactMap { $0["state"] } }

        func takeAllFromIncoming() throws {
            for name in server.names("incoming") {
                try FileManager.default.removeItem(atPath: "\(server.path)/incoming/\(name)")
            }
        }

        func act(_ words: [String]) throws -> HospitalRoot.Outcome { try root.run(words + RemoteCareTests.why) }
    }

    @Test func aHeldServerIsNeitherFetchedFromNorBroughtTo() throws {
        let one = try Case()
        try one.server.put(HospitalFiles.openItems([Claim(number: 1)]), "items.csv")
        #expect(try one.act(["hold", "channel", one.channel("outgoing")]).status == 0)
        try one.root.runOnce()
        #expect(try one.states("arrivals").isEmpty)
        // Nothing to do there, so nobody logs in.
        #expect(!one.server.log.contains("Accepted publickey"))
        #expect(try one.act(["hold", "channel", one.channel("incoming")]).status == 0)
        #expect(try one.act(["release", "channel", one.channel("outgoing")]).status == 0)
        try one.root.runOnce()
        #expect(try one.states("arrivals") == ["posted"])
        #expect(one.server.names("incoming").isEmpty)
        #expect(try one.act(["release", "channel", one.channel("incoming")]).status == 0)
        try one.root.runOnce()
        #expect(try one.states("arrivals") == ["answered"])
        #expect(one.server.names("incoming").count == 2)
    }

    @Test func withoutRoomNothingIsFetched() throws {
        let one = try Case(after: "delete", gateway: "folders: { keep-free: 900000TB }\n")
        try one.server.put(HospitalFiles.openItems([Claim(number: 1)]), "items.csv")
        let log = try one.root.runOnce().log
        #expect(log.contains("intake.stopped"))
        #expect(try one.states("arrivals").isEmpty)
        #expect(one.server.names("outgoing") == ["items.csv"])
        try one.root.write(
            "organisation: { name: General Hospital }\nfolders: { keep-free: 0 }\n", "Config/gateway.yaml")
        try one.root.runOnce()
        #expect(try one.states("arrivals") == ["answered"])
    }

    // MARK: After a restore

    private func backup(_ root: HospitalRoot) throws {
        let backup = try root.run(["backup", "\(root.path)/b", "--vault-key-to", "\(root.path)/key"])
        try #require(backup.status == 0, "\(backup.log)")
    }

    private func loseAndRestore(_ root: HospitalRoot) throws {
        try FileManager.default.removeItem(atPath: "\(root.path)/state")
        let restored = try root.run(["restore", "\(root.path)/b", "--vault-key", "\(root.path)/key"])
        try #require(restored.status == 0, "\(restored.log)")
    }

    @Test func whatWasBroughtAfterTheBackupIsNotBroughtAgain() throws {
        let one = try Case()
        try one.server.put(HospitalFiles.openItems([Claim(number: 1)]), "morning.csv")
        try one.root.runOnce()
        try backup(one.root)
        try one.server.put(HospitalFiles.openItems([Claim(number: 2)]), "afternoon.csv")
        try one.root.runOnce()
        #expect(one.server.names("incoming").count == 4)
        // The partner works through its folder: only the copies here tell what was there.
        try one.takeAllFromIncoming()
        try loseAndRestore(one.root)
        let log = try one.root.runOnce().log
        // It stayed on the server, so it came again by itself.
        #expect(try one.states("arrivals") == ["answered", "answered"])
        #expect(one.server.names("incoming").isEmpty, "\(one.server.names("incoming"))")
        #expect(log.contains("dispatch.recognised"))
        #expect(try one.states("dispatches") == ["sent", "sent", "sent", "sent"])
        #expect(try one.root.run(["audit", "verify"]).status == 0)
    }

    @Test func whatWasSealedAtTheBackupAndBroughtThenCountsAsSent() throws {
        let one = try Case()
        try one.server.put(HospitalFiles.openItems([Claim(number: 1)]), "items.csv")
        try #require(
            try one.root.run(["run", "--once"], environment: ["HMS_ACH_CRASH_AT": "upload.written"]).status == -SIGKILL)
        #expect(try one.states("dispatches").first == "sealed")
        try backup(one.root)
        try one.root.runOnce()
        try one.takeAllFromIncoming()
        try loseAndRestore(one.root)
        try one.root.runOnce()
        #expect(one.server.names("incoming").isEmpty, "\(one.server.names("incoming"))")
        #expect(try one.states("dispatches") == ["sent", "sent"])
        #expect(try one.states("arrivals") == ["answered"])
    }

    // MARK: An unknown outcome

    private func lostAnswer() throws -> (Case, name: String, bytes: [UInt8]) {
        let one = try Case(after: "delete")
        try one.server.put(HospitalFiles.openItems([Claim(number: 1)]), "items.csv")
        try #require(
            try one.root.run(["run", "--once"], environment: ["HMS_ACH_CRASH_AT": "upload.renamed"]).status == -SIGKILL)
        let name = try #require(one.server.names("incoming").first)
        let bytes = one.server.bytes("incoming", name)
        try one.takeAllFromIncoming()
        try one.root.runOnce()
        try #require(try one.states("dispatches") == ["unknown-outcome", "sent"])
        return (one, name, bytes)
    }

    @Test func anUnknownOutcomeIsSentAgainAsTheSameNameAndBytes() throws {
        let (one, name, bytes) = try lostAnswer()
        let preview = try one.act(["release", "dispatch", "1", "--dry-run"])
        #expect(preview.status == 0 && preview.output.contains("gets it twice"), "\(preview)")
        #expect(try one.states("dispatches").first == "unknown-outcome")
        #expect(!one.server.names("incoming").contains(name))
        let act = try one.act(["release", "dispatch", "1"])
        #expect(act.status == 0 && act.output == preview.output)
        try one.root.runOnce()
        #expect(try one.states("dispatches") == ["sent", "sent"])
        #expect(one.server.bytes("incoming", name) == bytes)
        #expect(try one.states("arrivals") == ["answered"])
        #expect(try one.act(["release", "dispatch", "1", "--as-sent"]).status == 7)
    }

    @Test func anUnknownOutcomeThatThePartnerHasCountsAsSent() throws {
        let (one, name, _) = try lostAnswer()
        let act = try one.act(["release", "dispatch", "1", "--as-sent"])
        #expect(act.status == 0 && act.output.contains("count as sent"), "\(act)")
        try one.root.runOnce()
        #expect(try one.states("dispatches") == ["sent", "sent"])
        #expect(!one.server.names("incoming").contains(name))
        #expect(try one.states("arrivals") == ["answered"])
        #expect(try one.act(["release", "1", "--as-sent"]).status == 7)
    }

    // MARK: Completeness

    @Test func aFileIsFetchedAtOnceWhenItsChecksumAgrees() throws {
        let one = try Case()
        let text = try String(contentsOfFile: "\(one.root.path)/Config/partners/erp.yaml", encoding: .utf8)
        try one.root.write(text.replacing("quiet 100ms", with: "checksum 1440m"), "Config/partners/erp.yaml")
        let items = HospitalFiles.openItems([Claim(number: 1)])
        try one.root.drop(withChecksum: items, "erp", "items.csv")
        try one.server.put(Array(items.dropLast(5)), "items.csv")
        try one.server.put(one.root.contents("inbox/erp/items.csv.sha256"), "items.csv.sha256")
        try one.server.put(items, "bare.csv")
        let log = try one.root.runOnce().log
        // Half a file does not agree, and one without a checksum may be half.
        #expect(try one.states("arrivals").isEmpty)
        #expect(!log.contains("fetch.refused"))
        #expect(one.root.files(below: "state/spool").isEmpty)
        try one.server.put(items, "items.csv")
        try one.root.runOnce()
        #expect(try one.root.export("arrivals").map { $0["name"] } == ["items.csv"])
        #expect(try one.states("arrivals") == ["answered"])
    }

    // MARK: A new configuration

    @Test func aReloadLetsATransferEndAndOthersBeginMeanwhile() throws {
        let one = try Case(after: "delete")
        let proxy = try FaultyProxy(to: one.server.port, .init(pause: 3_000))
        try one.root.write(
            RemoteWayTests.partner(
                "erp", role: "department", expects: "[open-items]", one.server,
                account: try one.server.account("libssh2", port: proxy.port), after: "delete"),
            "Config/partners/erp.yaml")
        try one.server.put([UInt8](repeating: 0x41, count: 12 << 20), "big.csv")
        let service = try one.root.start(["run"])
        defer { service.terminate() }
        func wait(_ what: String, _ condition: () -> Bool) {
            for _ in 0..<1_200 where !condition() { usleep(50_000) }
            #expect(condition(), "\(what) never came")
        }
        func begun() -> [String] { one.root.files(below: "state/spool") }
        wait("the transfer") { !begun().isEmpty }
        let sealed = String((try #require(begun().first)).prefix(32))
        try one.root.write(
            RemoteWayTests.partner(
                "clinic", role: "department", expects: "[open-items]", one.server,
                account: try one.server.account("libssh2"), after: "leave"
            ).replacing("/outgoing", with: "/archive"), "Config/partners/clinic.yaml")
        try Data(HospitalFiles.openItems([Claim(number: 1)])).write(
            to: URL(filePath: "\(one.server.path)/archive/other.csv"))
        kill(service.processIdentifier, SIGHUP)
        func log() -> String { String(decoding: one.root.contents("stderr"), as: UTF8.self) }
        wait("the reload") { log().contains("configuration.reloaded") }
        wait("the file of the other account") { log().contains("\"name\":\"other.csv\"") }
        wait("the big file") { log().contains("\"name\":\"big.csv\"") }
        // The same sealed file that was begun before: it was not fetched anew.
        #expect(begun().contains { $0.hasPrefix(sealed) }, "\(sealed) \(begun())")
        service.terminate()
        service.waitUntilExit()
        #expect(service.terminationReason == .exit && service.terminationStatus == 0)
        #expect(try one.root.export("arrivals").count == 2)
    }

    // MARK: Originals

    @Test func theCopyOfARefusedFileGoesWhenItGoesItsWayAgain() throws {
        let one = try Case(after: "archive /nowhere", expects: "[nacha]")
        try one.configure(after: "archive \(one.server.path)/archive", expects: "[nacha]")
        try one.server.put(HospitalFiles.openItems([Claim(number: 1)]), "items.csv")
        try one.root.runOnce()
        #expect(try one.states("arrivals") == ["rejected"])
        #expect(one.root.files(below: "inbox/erp/rejected").count == 2)
        try one.configure(after: "archive \(one.server.path)/archive")
        #expect(try one.act(["reprocess", "1", "--from", "check"]).output.contains("copy in rejected/"))
        let log = try one.root.runOnce().log
        #expect(try one.states("arrivals") == ["answered"])
        #expect(one.root.files(below: "inbox/erp/rejected").isEmpty)
        #expect(!log.contains("original.not-moved"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: one.root.path).allSatisfy { !$0.hasPrefix("sftp") })
        let trace = try one.root.run(["trace", "items.csv"])
        #expect(trace.output.contains("on the server, sftp://"), "\(trace.output)")
    }
}
