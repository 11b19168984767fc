import Foundation
import Testing

@testable import Gateway

/// The whole way over a real server: fetched, opened, posted, answered by upload.
@Suite(.serialized, .enabled(if: PartnerServer.isThere, "openssh-server is not installed"))
struct RemoteWayTests {
    static func partner(
        _ name: String, role: String, expects: String, _ server: PartnerServer, account: String, after: String,
        receive: String = "", send: String = "", target: String = ""
    ) -> String {
        """
        name: \(name)
        role: \(role)
        expects: \(expects)
        receive:
          - sftp: { \(account), folder: \(server.path)/outgoing, every: 200ms, after: \(after) }
            complete-when: quiet 100ms
        \(receive)
        send:
          - sftp: { \(account), folder: \(server.path)/incoming\(target) }
        \(send)
        """
    }

    @Test(arguments: ["libssh2", "openssh"])
    func aFileIsFetchedOpenedPostedAndAnswered(_ carrier: String) throws {
        let rings = try SecretRings.shared.get()
        let server = try PartnerServer()
        let root = try HospitalRoot()
        try root.requireSecrets(rings)
        try root.write(
            Self.partner(
                "payer-blue", role: "payer", expects: "[x12]", server, account: try server.account(carrier),
                after: "archive \(server.path)/archive",
                receive: "    openpgp: required\n    signed-by: [\(rings.partner)]\n    checksum: required",
                send: "    openpgp: { encrypt-to: [\(rings.partner)] }\n    checksum: sha256",
                target: ", verify: digest"), "Config/partners/payer-blue.yaml")
        let remittance = HospitalFiles.remittance(control: 1, trace: "T1", claims: [Claim(number: 1)])
        let sealed = try rings.seal(remittance, by: "partner")
        try root.drop(withChecksum: sealed, "payer-blue", "era.835.pgp")
        for name in ["era.835.pgp", "era.835.pgp.sha256"] {
            try server.put(root.contents("inbox/payer-blue/\(name)"), name)
        }
        try server.put([1, 2, 3], "later.835.part")
        try root.runOnce()
        let arrivals = try root.export("arrivals")
        #expect(arrivals.map { $0["state"] } == ["answered"])
        #expect(arrivals.first?["channel"] == "sftp")
        #expect(server.names("archive") == ["era.835.pgp", "era.835.pgp.sha256"])
        #expect(server.bytes("archive", "era.835.pgp") == sealed)
        #expect(server.names("outgoing") == ["later.835.part"])
        let incoming = server.names("incoming")
        let payloads = incoming.filter { $0.hasSuffix(".pgp") }
        #expect(payloads.count == 2 && incoming.count == 4, "\(incoming)")
        for name in payloads {
            let bytes = server.bytes("incoming", name)
            #expect(try !rings.open(bytes).isEmpty)
            #expect(incoming.contains("\(name).sha256"))
            let copy = root.files(below: "outbox/payer-blue").first { $0.hasSuffix("/\(name)") } ?? ""
            #expect(copy.hasPrefix("sent/") && root.contents("outbox/payer-blue/\(copy)") == bytes)
        }
        let before = (try root.outcome(), server.holdings())
        try root.runOnce()
        #expect(try root.outcome() == before.0)
        #expect(server.holdings() == before.1)
    }

    @Test func whatIsRefusedLiesWithItsReason() throws {
        let server = try PartnerServer()
        let root = try HospitalRoot()
        try root.write(
            Self.partner(
                "erp", role: "department", expects: "[open-items]", server, account: try server.account("auto"),
                after: "rename .taken"), "Config/partners/erp.yaml")
        try server.put(Array("item_id,kind\nX,claim\n".utf8), "broken.csv")
        try root.runOnce()
        #expect(server.names("outgoing") == ["broken.csv.taken"])
        let rejected = root.files(below: "inbox/erp/rejected")
        #expect(rejected.contains { $0.hasSuffix("/broken.csv") })
        #expect(rejected.contains { $0.hasSuffix("/broken.csv.reason.txt") })
    }

    @Test func whatStaysIsNotFetchedAgainAndWhatChangesIs() throws {
        let server = try PartnerServer()
        let root = try HospitalRoot()
        try root.write(
            Self.partner(
                "erp", role: "department", expects: "[open-items]", server, account: try server.account("libssh2"),
                after: "leave"), "Config/partners/erp.yaml")
        try server.put(HospitalFiles.openItems([Claim(number: 1)]), "items.csv")
        try root.runOnce()
        try root.runOnce()
        #expect(try root.export("arrivals").count == 1)
        try server.put(HospitalFiles.openItems([Claim(number: 2), Claim(number: 3)]), "items.csv")
        try root.runOnce()
        #expect(try root.export("arrivals").map { $0["state"] } == ["answered", "answered"])
        #expect(server.names("outgoing") == ["items.csv"])
    }

    @Test func theServiceFetchesAndBrings() throws {
        let server = try PartnerServer()
        let root = try HospitalRoot()
        try root.write(
            Self.partner(
                "erp", role: "department", expects: "[open-items]", server, account: try server.account("libssh2"),
                after: "delete"), "Config/partners/erp.yaml")
        let service = try root.start(["run"])
        defer { service.terminate() }
        try server.put(HospitalFiles.openItems([Claim(number: 1)]), "items.csv")
        for _ in 0..<600 where server.names("incoming").count < 2 { usleep(50_000) }
        #expect(server.names("incoming").count == 2)
        #expect(server.names("outgoing").isEmpty)
        service.terminate()
        service.waitUntilExit()
        #expect(service.terminationReason == .exit && service.terminationStatus == 0)
    }
}
