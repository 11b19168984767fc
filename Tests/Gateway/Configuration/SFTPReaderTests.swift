import SFTP
import Testing

@testable import Configuration

/// A channel by SFTP is read whole, and complained of with its line.
@Suite struct SFTPReaderTests {
    private static let pin = "SHA256:" + String(repeating: "a", count: 43)

    private func read(_ receive: String, _ send: String) throws -> Partner {
        let bank = """
            name: bank
            role: bank
            expects: [nacha]
            receive:
              - sftp: { \(receive) }
            send:
              - sftp: { \(send) }
            """
        let files = ComplaintTests.Files(
            texts: ["gateway.yaml": "organisation: { name: H }", "partners/bank.yaml": bank])
        return try #require(try GatewayReader.read(files, rules: []).partner(named: "bank"))
    }

    private static let account = "host: h.example, user: u, key: k, host-key: \"\(pin)\""

    @Test func everythingIsRead() throws {
        let partner = try read(
            Self.account + ", port: 2222, folder: [/a, b], every: 5m, after: archive /old, filter: \"*.pgp\", "
                + "complete-when: marker .done, carrier: openssh, passphrase-file: p",
            Self.account + ", folder: /in, temporary: prefix up-, verify: digest")
        #expect(partner.receive.map(\.folder) == ["sftp://u@h.example:2222/a", "sftp://u@h.example:2222/./b"])
        let source = try #require(partner.receive.first?.sftp)
        #expect(source.server.credential == .key(path: "k", passphraseFile: "p"))
        #expect(source.server.hostKeys == [Self.pin] && source.server.carrier == .openssh)
        #expect(source.every == 300_000 && source.after == .archive(folder: "/old") && source.filters == ["*.pgp"])
        #expect(partner.receive.first?.completeWhen == .marker(suffix: ".done"))
        let target = try #require(partner.send.first?.sftp)
        #expect(target.temporary == .prefix("up-") && target.verification == .digest)
        #expect(target.server.port == 22 && target.server.carrier == .auto)
    }

    @Test(arguments: [("checksum", 300_000), ("checksum 20m", 1_200_000), ("checksum 0s", 0)])
    func aChecksumMayProveThatAFileIsComplete(_ words: String, _ patience: Int) throws {
        let partner = try read(Self.account + ", folder: /out, complete-when: \(words)", Self.account + ", folder: /in")
        let completeWhen = try #require(partner.receive.first?.completeWhen)
        #expect(completeWhen == .checksum(patience: patience))
        #expect(completeWhen.quiet == Int64(patience) && completeWhen.quietInOneRun == 0)
    }

    @Test func whatIsLeftOutIsSafe() throws {
        let partner = try read(Self.account + ", folder: /out", Self.account + ", folder: /in")
        #expect(partner.receive.first?.sftp?.after == .leave)
        #expect(partner.receive.first?.completeWhen == .quiet(milliseconds: 30_000))
        #expect(partner.send.first?.sftp?.temporary == .suffix(".part"))
        #expect(partner.send.first?.sftp?.verification == .size)
        let forbidden = try read(Self.account + ", folder: /out", Self.account + ", folder: /in, rename: false")
        #expect(forbidden.send.first?.sftp?.temporary == SFTPTarget.TemporaryName.none)
    }

    private static let faults: [(String, String)] = [
        ("host: h", "`user` is missing"), ("host: -oProxyCommand=x, user: u, key: k", "`host` and `user`"),
        ("host: h, user: u", "one of `key`"), ("host: h, user: u, key: k, agent: true", "one of `key`"),
        ("host: h, user: u, key: \"a\\\"b\", host-key: x", "quotes"),
        ("host: h, user: u, key: k", "`host-key` is missing"),
        ("host: h, user: u, key: k, host-key: abc", "SHA256:"), ("host: h, user: u, key: k, port: 70000", "65535"),
        (account, "`folder` is missing"), (account + ", folder: /a, after: burn", "archive FOLDER"),
        (account + ", folder: /a, every: 5", "30s"), (account + ", folder: /a, carrier: rsh", "libssh2"),
        (account + ", folder: /a, colour: red", "colour"), (account + ", folder: /a, verify: size", "verify"),
        (account + ", folder: /a, complete-when: checksum soon", "checksum 5m"),
    ]

    @Test(arguments: faults)
    func faultsAreComplainedOf(_ receive: String, _ word: String) {
        do {
            _ = try read(receive, Self.account + ", folder: /in")
            Issue.record("it should be complained of")
        } catch {
            let complaints = (error as? ConfigurationFailure)?.complaints.map(\.description) ?? []
            #expect(
                complaints.contains { $0.hasPrefix("Config/partners/bank.yaml:5:") && $0.contains(word) },
                "\(complaints)")
        }
    }

    @Test(arguments: [", port: 2222", ", carrier: libssh2", ""])
    func oneAccountIsDescribedInOneWay(_ more: String) throws {
        // Another port is another account.
        let other = Self.account + more + ", folder: /in"
        if more.contains("carrier") {
            #expect(throws: ConfigurationFailure.self) { try read(Self.account + ", folder: /out", other) }
        } else {
            #expect(try read(Self.account + ", folder: /out", other).send.count == 1)
        }
    }

    @Test(arguments: [
        ("temporary: maybe", "prefix X"), ("temporary: suffix .x, rename: false", "needs `rename`"),
        ("every: 5s", "every"), ("folder: [/a, /b]", "one folder"),
    ])
    func faultsOfSendingAreComplainedOf(_ send: String, _ word: String) {
        let folder = send.contains("folder") ? "" : ", folder: /in"
        do {
            _ = try read(Self.account + ", folder: /out", Self.account + folder + ", " + send)
            Issue.record("it should be complained of")
        } catch {
            let complaints = (error as? ConfigurationFailure)?.complaints.map(\.description) ?? []
            #expect(complaints.contains { $0.contains(word) }, "\(complaints)")
        }
    }
}
