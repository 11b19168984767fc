import Foundation
import Testing

@testable import Gateway

/// What the doctor says of a partner's server, and that looking locks nobody out.
@Suite(.serialized, .enabled(if: PartnerServer.isThere, "openssh-server is not installed"))
struct ServerDoctorTests {
    private func root(_ server: PartnerServer, key: String = "key", incoming: String = "incoming") throws
        -> HospitalRoot
    {
        let root = try HospitalRoot()
        try root.write("organisation: { name: General Hospital }\n", "Config/gateway.yaml")
        let account = try server.account("libssh2", key: key)
        try root.write(
            """
            name: erp
            role: department
            expects: [open-items]
            receive:
              - sftp: { \(account), folder: \(server.path)/outgoing, every: 60m }
            send:
              - sftp: { \(account), folder: \(server.path)/\(incoming) }
            """, "Config/partners/erp.yaml")
        return root
    }

    /// The answers about servers as `yes reached` and so on.
    private func answers(_ root: HospitalRoot) throws -> [[String: String]] {
        let outcome = try root.run(["doctor", "--format", "csv"])
        let lines = CSVLines.parse(outcome.output)
        let header = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
            .filter { $0["area"] == "servers" }
    }

    private func open(_ rows: [[String: String]]) -> [[String: String]] { rows.filter { $0["answer"] != "yes" } }

    @Test func allIsYesOnceAFileCouldBePut() throws {
        let server = try PartnerServer()
        let root = try root(server)
        // Without a state, a refused login would be forgotten: nobody logs in.
        let fresh = try answers(root)
        #expect(open(fresh).map { $0["answer"] } == ["unknown"] && fresh.count == 3, "\(fresh)")
        #expect(!server.log.contains("Accepted publickey"))
        try root.runOnce()
        let rows = try answers(root)
        #expect(rows.count == 5 && rows.contains { $0["detail"]?.contains("by libssh2") == true }, "\(rows)")
        #expect(open(rows).count == 1 && open(rows).first?["cure"]?.contains("--write") == true, "\(rows)")
        let test = try root.run(["partners", "test", "erp", "--write"])
        #expect(test.status == 0 && test.output.contains("incoming: can be written to"), "\(test)")
        #expect(server.names("incoming").isEmpty)
        #expect(open(try answers(root)).isEmpty)
    }

    @Test func aMissingFolderIsNamed() throws {
        let server = try PartnerServer()
        let root = try root(server, incoming: "missing")
        try root.runOnce()
        let rows = open(try answers(root))
        #expect(rows.count == 1 && rows.first?["answer"] == "no")
        #expect(rows.first?["detail"]?.contains("/missing for this account") == true, "\(rows)")
    }

    @Test func aRefusedLoginStopsTheAccountAndIsNotTriedAgain() throws {
        let server = try PartnerServer()
        let root = try root(server, key: "stranger")
        // The state is made without a look at the server.
        try root.run(["hold", "channel", try channel(root), "--reason", "not yet"])
        let refusals = {
            server.log.split(separator: "\n").count { $0.contains("Connection closed by authenticating") }
        }
        let first = open(try answers(root))
        #expect(first.count == 1 && first.first?["question"]?.hasSuffix("lets us in") == true, "\(first)")
        let seen = refusals()
        #expect(seen > 0, "\(server.log)")
        let second = open(try answers(root))
        #expect(second.map { $0["answer"] } == ["no", "unknown"], "\(second)")
        #expect(second.first?["question"]?.hasSuffix("is not stopped") == true)
        #expect(second.first?["cure"]?.contains("hms-ach partners release erp") == true)
        #expect(refusals() == seen)
        #expect(try root.run(["partners"]).output.contains("refused the login"))
    }

    @Test func anotherHostKeyAndADeadServerAreToldApart() throws {
        let server = try PartnerServer()
        let root = try root(server)
        try root.runOnce()
        server.stop()
        let dead = open(try answers(root))
        #expect(dead.count == 1 && dead.first?["question"]?.hasSuffix("can be reached") == true, "\(dead)")
        try server.start(hostKey: "other-host")
        let changed = open(try answers(root))
        #expect(
            changed.count == 1 && changed.first?["question"]?.hasSuffix("shows a pinned host key") == true, "\(changed)"
        )
    }

    private func channel(_ root: HospitalRoot) throws -> String {
        let listed = try root.run(["partners", "--format", "csv"])
        let line = CSVLines.parse(listed.output).first { $0.first == "erp" } ?? []
        return try #require(line.first { $0.hasPrefix("sftp://") })
    }
}
