import Foundation
import Testing

@testable import Gateway

/// Servers that forbid what others allow, logins whose files are not there, and channels that are told something else one day.
@Suite(.serialized, .enabled(if: PartnerServer.isThere, "openssh-server is not installed"))
struct StrangeServerTests {
    private func root(_ text: String) throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.write("organisation: { name: General Hospital }\n", "Config/gateway.yaml")
        try root.write(text, "Config/partners/erp.yaml")
        return root
    }

    private let items = HospitalFiles.openItems([Claim(number: 1)])

    @Test(arguments: ["libssh2", "openssh"]) func aServerThatForbidsLookingAtOneFile(_ carrier: String) throws {
        let server = try PartnerServer(refusing: "stat,lstat,fstat")
        let root = try root(
            RemoteWayTests.partner(
                "erp", role: "department", expects: "[open-items]", server, account: try server.account(carrier),
                after: "archive \(server.path)/archive", send: "    checksum: sha256"))
        try server.put(items, "items.csv")
        try root.runOnce()
        #expect(server.names("archive") == ["items.csv"])
        #expect(try root.export("arrivals").map { $0["state"] } == ["answered"])
        #expect(server.names("incoming").count == 4)
        #expect(server.names("incoming").allSatisfy { !$0.hasSuffix(".part") })
        let doctor = try root.run(["doctor", "--format", "csv"]).output
        #expect(doctor.split(separator: "\n").filter { $0.contains("servers") }.allSatisfy { $0.hasPrefix("yes") })
    }

    @Test func aBoxThatNobodyMayLookInto() throws {
        let server = try PartnerServer(refusing: "stat,lstat,fstat,opendir")
        let root = try root(
            """
            name: erp
            role: department
            expects: [open-items]
            receive:
              - folder: inbox/erp
                complete-when: quiet 100ms
            send:
              - sftp: { \(try server.account("libssh2")), folder: \(server.path)/incoming, verify: none }
                checksum: sha256
            """)
        try root.drop(items, "erp", "items.csv")
        // The first try dies behind the writing: what it left must not stand in the way.
        try #require(
            try root.run(["run", "--once"], environment: ["HMS_ACH_CRASH_AT": "upload.written"]).status == -SIGKILL)
        try root.runOnce()
        #expect(try root.export("dispatches").map { $0["state"] } == ["sent", "sent"])
        #expect(server.names("incoming").count == 4)
        #expect(server.names("incoming").allSatisfy { !$0.hasSuffix(".part") })
    }

    @Test func aKeyThatIsNotThereStopsNoAccount() throws {
        let server = try PartnerServer()
        let root = try root(
            RemoteWayTests.partner(
                "erp", role: "department", expects: "[open-items]", server, account: try server.account("auto"),
                after: "leave"))
        try server.put(items, "items.csv")
        let key = "\(server.path)/key"
        try FileManager.default.moveItem(atPath: key, toPath: "\(key)-aside")
        let check = try root.run(["check"])
        #expect(check.status == 2 && check.output.contains("cannot be read: No such file"), "\(check)")
        let log = try root.runOnce().log
        #expect(log.contains("account.fault") && !log.contains("account.stopped"), "\(log)")
        #expect(!server.log.contains("Failed") && !server.log.contains("Connection closed by authenticating"))
        let doctor = try root.run(["doctor"]).output
        #expect(doctor.contains("Check the paths of `key`"), "\(doctor)")
        try FileManager.default.moveItem(atPath: "\(key)-aside", toPath: key)
        #expect(try root.run(["check"]).status == 0)
        try root.runOnce()
        #expect(try root.export("arrivals").map { $0["state"] } == ["answered"])
    }

    @Test func whatStayedIsArchivedAndNotFetchedWhenTheChannelIsToldSo() throws {
        let server = try PartnerServer()
        func partner(_ after: String) throws -> String {
            RemoteWayTests.partner(
                "erp", role: "department", expects: "[open-items]", server, account: try server.account("libssh2"),
                after: after)
        }
        let root = try root(try partner("leave"))
        try server.put(items, "items.csv")
        try root.runOnce()
        #expect(server.names("outgoing") == ["items.csv"])
        try root.write(try partner("archive \(server.path)/archive"), "Config/partners/erp.yaml")
        try root.runOnce()
        #expect(server.names("outgoing").isEmpty && server.names("archive") == ["items.csv"])
        #expect(try root.export("arrivals").count == 1)
        #expect(try root.export("dispatches").count == 2)
    }

    @Test func whatIsNotFiledThereIsSaidOnceAndByTheDoctor() throws {
        let server = try PartnerServer()
        let root = try root(
            RemoteWayTests.partner(
                "erp", role: "department", expects: "[open-items]", server, account: try server.account("libssh2"),
                after: "archive \(server.path)/nowhere"))
        try server.put(items, "items.csv")
        let service = try root.start(["run"])
        defer { if service.isRunning { kill(service.processIdentifier, SIGKILL) } }
        for _ in 0..<1_500 where !root.stderr.contains("fetch.not-filed") { usleep(20_000) }
        // Some looks later.
        sleep(2)
        #expect(root.stderr.split(separator: "fetch.not-filed").count == 2, "\(root.stderr)")
        service.terminate()
        service.waitUntilExit()
        let doctor = try root.run(["doctor"])
        #expect(doctor.status == 1 && doctor.output.contains("there is no \(server.path)/nowhere"), "\(doctor.output)")
        try FileManager.default.createDirectory(
            atPath: "\(server.path)/nowhere", withIntermediateDirectories: false)
        let waiting = try root.run(["doctor"]).output
        #expect(waiting.contains("1 fetched files are not archived"), "\(waiting)")
        try root.runOnce()
        #expect(server.names("nowhere") == ["items.csv"])
        #expect(try root.export("arrivals").count == 1)
    }
}
