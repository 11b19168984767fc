import Foundation
import Testing

@testable import Gateway

/// An account that refuses us, or whose server shows another key, is left alone until somebody acts.
@Suite(.serialized, .enabled(if: PartnerServer.isThere, "openssh-server is not installed"))
struct AccountBreakerTests {
    private func root(_ server: PartnerServer, _ carrier: String, key: String = "key") throws -> HospitalRoot {
        let root = try HospitalRoot()
        try configure(root, server, carrier, key: key)
        return root
    }

    private func configure(_ root: HospitalRoot, _ server: PartnerServer, _ carrier: String, key: String) throws {
        try root.write(
            RemoteWayTests.partner(
                "erp", role: "department", expects: "[open-items]", server,
                account: try server.account(carrier, key: key), after: "delete"), "Config/partners/erp.yaml")
    }

    @Test(arguments: ["libssh2", "openssh"])
    func aRefusedLoginIsTriedOnce(_ carrier: String) throws {
        let server = try PartnerServer()
        try server.put(HospitalFiles.openItems([Claim(number: 1)]), "items.csv")
        let root = try root(server, carrier, key: "stranger")
        let log = try root.runOnce().log
        #expect(log.contains("account.stopped") && log.contains("critical"), "\(log)")
        func tries() -> Int { server.log.split(separator: "\n").filter { $0.contains("authenticating user") }.count }
        #expect(tries() == 1, "\(server.log)")
        for _ in 0..<3 { #expect(try root.runOnce().log.contains("account.is-stopped")) }
        #expect(tries() == 1)
        #expect(try root.run(["status"]).output.contains("stopped"))
        #expect(try root.run(["partners"]).output.contains("refused the login"))
        // The configuration changes: it is used again.
        try configure(root, server, carrier, key: "key")
        try root.runOnce()
        #expect(try root.export("arrivals").count == 1)
        #expect(try !root.run(["status"]).output.contains("stopped"))
        #expect(try root.run(["audit", "verify"]).status == 0)
    }

    @Test(arguments: ["libssh2", "openssh"])
    func anotherHostKeyStopsUntilReleased(_ carrier: String) throws {
        let server = try PartnerServer()
        try server.put(HospitalFiles.openItems([Claim(number: 1)]), "items.csv")
        let root = try root(server, carrier)
        server.stop()
        try server.start(hostKey: "other-host")
        #expect(try root.runOnce().log.contains("account.stopped"))
        #expect(!server.log.contains("Accepted publickey"))
        server.stop()
        try server.start(hostKey: "host")
        #expect(try root.runOnce().log.contains("account.is-stopped"))
        #expect(try root.export("arrivals").isEmpty)
        #expect(try root.run(["partners", "release", "nobody", "--reason", "x"]).status == 4)
        #expect(try root.run(["partners", "release", "erp", "--reason", "the bank confirmed its old key"]).status == 0)
        try root.runOnce()
        #expect(try root.export("arrivals").count == 1)
    }

    @Test func aServerThatIsAwayIsTriedAgain() throws {
        let server = try PartnerServer()
        try server.put(HospitalFiles.openItems([Claim(number: 1)]), "items.csv")
        let root = try root(server, "libssh2")
        server.stop()
        #expect(try root.runOnce().log.contains("account.fault"))
        try server.start(hostKey: "host")
        try root.runOnce()
        #expect(try root.export("arrivals").count == 1)
    }
}
