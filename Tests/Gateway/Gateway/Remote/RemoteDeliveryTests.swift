import Foundation
import Testing

@testable import Gateway

/// What a lost answer, another file of the name or a server with rules of its own make of an upload.
@Suite(.serialized, .enabled(if: PartnerServer.isThere, "openssh-server is not installed"))
struct RemoteDeliveryTests {
    private func root(_ server: PartnerServer, target: String = "") throws -> HospitalRoot {
        let root = try HospitalRoot()
        try root.write("organisation: { name: General Hospital }\n", "Config/gateway.yaml")
        try root.write(
            RemoteWayTests.partner(
                "erp", role: "department", expects: "[open-items]", server, account: try server.account("libssh2"),
                after: "delete", target: target), "Config/partners/erp.yaml")
        try server.put(HospitalFiles.openItems([Claim(number: 1)]), "items.csv")
        return root
    }

    private func states(_ root: HospitalRoot) throws -> [String] {
        try root.export("dispatches").compactMap { $0["state"] }
    }

    @Test(arguments: ["upload.exposed", "upload.renamed"])
    func whatMayHaveBeenTakenIsHeldNotSentAgain(_ step: String) throws {
        let server = try PartnerServer()
        let root = try root(server)
        try #require(
            try root.run(["run", "--once"], environment: ["HMS_ACH_CRASH_AT": step]).status == -SIGKILL)
        // The partner takes it, or so it seems.
        for name in server.names("incoming") {
            try FileManager.default.removeItem(atPath: "\(server.path)/incoming/\(name)")
        }
        let log = try root.runOnce().log
        #expect(try states(root) == ["unknown-outcome", "sent"])
        #expect(log.contains("dispatch.unknown-outcome"))
        #expect(server.names("incoming").count == 1)
        try root.runOnce()
        #expect(server.names("incoming").count == 1)
    }

    @Test func anotherFileOfTheNameIsNotReplaced() throws {
        let server = try PartnerServer()
        let root = try root(server)
        try #require(
            try root.run(["run", "--once"], environment: ["HMS_ACH_CRASH_AT": "upload.written"]).status == -SIGKILL)
        let temporary = try #require(server.names("incoming").first)
        let name = String(temporary.dropLast(".part".count))
        try Data([7]).write(to: URL(filePath: "\(server.path)/incoming/\(name)"))
        try root.runOnce()
        #expect(server.bytes("incoming", name) == [7])
        #expect(try states(root) == ["held", "sent"])
    }

    @Test func halfATemporaryGoesOn() throws {
        let server = try PartnerServer()
        let root = try root(server)
        try #require(
            try root.run(["run", "--once"], environment: ["HMS_ACH_CRASH_AT": "upload.written"]).status == -SIGKILL)
        let temporary = try #require(server.names("incoming").first)
        let whole = server.bytes("incoming", temporary)
        // Ours as far as it goes; then one that is not ours at all.
        for half in [Array(whole.prefix(40)), [1, 2, 3]] {
            let again = try HospitalRootCopy(root)
            try Data(half).write(to: URL(filePath: "\(server.path)/incoming/\(temporary)"))
            try again.root.runOnce()
            let name = String(temporary.dropLast(".part".count))
            #expect(server.bytes("incoming", name) == whole)
            #expect(!server.names("incoming").contains(temporary))
            try? FileManager.default.removeItem(atPath: "\(server.path)/incoming/\(name)")
        }
    }

    @Test(arguments: [", temporary: none", ", rename: false, verify: none", ", temporary: prefix up-, verify: digest"])
    func serversWithRulesOfTheirOwn(_ target: String) throws {
        let server = try PartnerServer()
        let root = try root(server, target: target)
        try root.runOnce()
        #expect(try states(root) == ["sent", "sent"])
        #expect(server.names("incoming").count == 2)
        for name in server.names("incoming") {
            #expect(name.hasSuffix(".csv") || name.hasSuffix(".txt"))
            #expect(!server.bytes("incoming", name).isEmpty)
        }
    }

    @Test func checkAndTestSayHowTheServerIsReached() throws {
        let server = try PartnerServer()
        let root = try root(server)
        try root.write(
            RemoteWayTests.partner(
                "erp", role: "department", expects: "[open-items]", server, account: try server.account("auto"),
                after: "delete"), "Config/partners/erp.yaml")
        let check = try root.run(["check"])
        #expect(check.status == 0 && check.output.contains("by libssh2: libssh2 can reach the server"), "\(check)")
        let test = try root.run(["partners", "test", "erp"])
        #expect(test.status == 0 && test.output.contains("outgoing: ") && test.output.contains("entries"), "\(test)")
        #expect(try root.run(["partners", "test", "first-bank"]).status == 4)
        server.stop()
        #expect(try root.run(["check"]).output.contains("cannot be asked now"))
        #expect(try root.run(["partners", "test", "erp"]).status == 6)
    }
}

/// A root with the state of another one, to try the same moment twice.
private struct HospitalRootCopy {
    let root: HospitalRoot

    init(_ other: HospitalRoot) throws {
        root = try HospitalRoot()
        for folder in ["Config", "state", "inbox", "outbox"] {
            try? FileManager.default.removeItem(atPath: "\(root.path)/\(folder)")
            if FileManager.default.fileExists(atPath: "\(other.path)/\(folder)") {
                try FileManager.default.copyItem(
                    atPath: "\(other.path)/\(folder)", toPath: "\(root.path)/\(folder)")
            }
        }
    }
}
