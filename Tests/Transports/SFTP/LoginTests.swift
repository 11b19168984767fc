import Foundation
import Testing

@testable import SFTP

/// Who may log in to whom, by which carrier.
@Suite(.serialized, .enabled(if: ThrowawayServer.isThere, "openssh-server is not installed"))
struct LoginTests {
    @Test func everyKindOfKeyOpensTheDoor() throws {
        let server = try ThrowawayServer(hostKeys: ["ed25519", "rsa"], userKeys: ["ed25519", "ecdsa", "rsa"])
        for key in ["ed25519", "ecdsa", "ed25519-sealed", "ecdsa-sealed"] {
            for carrier in SessionTests.carriers {
                let session = try server.session(key, carrier: carrier)
                #expect(try session.attributes(RemotePath(folder: server.files)) != nil, "\(key) by \(carrier)")
            }
        }
        for key in ["rsa", "rsa-sealed"] {
            let connector = SFTPConnector(try server.account(key, carrier: .auto))
            #expect(try connector.decision().carrier == .openssh)
            #expect(try connector.open().attributes(RemotePath(folder: server.files)) != nil, "\(key)")
        }
    }

    @Test(arguments: SessionTests.carriers) func anotherHostKeyIsRefused(_ carrier: CarrierChoice) throws {
        let server = try ThrowawayServer()
        let other = try ThrowawayServer(identity: "other")
        let account = try server.account(carrier: carrier, pins: [try other.fingerprint("ed25519")])
        do {
            _ = try SFTPConnector(account).open()
            Issue.record("it should have been refused")
        } catch SFTPFailure.hostKeyChanged(let offered) {
            #expect(offered.contains(try server.fingerprint("ed25519")))
        }
    }

    @Test(arguments: SessionTests.carriers) func anyOfTheServersKindsOfKeyCanBePinned(_ carrier: CarrierChoice) throws {
        let server = try ThrowawayServer()
        for kind in ["ed25519", "ecdsa"] {
            let account = try server.account(carrier: carrier, pins: [try server.fingerprint(kind)])
            _ = try SFTPConnector(account).open()
        }
    }

    @Test(arguments: SessionTests.carriers) func aStrangersKeyIsRefusedForGood(_ carrier: CarrierChoice) throws {
        let server = try ThrowawayServer()
        do {
            _ = try server.session("stranger", carrier: carrier)
            Issue.record("it should have been refused")
        } catch let failure as SFTPFailure {
            guard case .loginRefused = failure else {
                Issue.record("\(failure)")
                return
            }
            #expect(!failure.isTransient)
        }
    }

    @Test(arguments: [
        (["MACs hmac-sha2-256-etm@openssh.com", "Ciphers aes256-ctr"], ["ed25519"], "MAC"),
        (["Ciphers aes256-gcm@openssh.com,chacha20-poly1305@openssh.com"], ["ed25519"], "cipher"),
        ([], ["rsa"], "host key"),
    ])
    func whatLibssh2CannotReachOpenSSHDoes(_ options: [String], _ hostKeys: [String], _ word: String) throws {
        let server = try ThrowawayServer(hostKeys: hostKeys, options: options)
        let connector = SFTPConnector(try server.account(carrier: .auto))
        let decision = try connector.decision()
        #expect(decision.carrier == .openssh)
        #expect(decision.reason.contains(word), "\(decision.reason)")
        #expect(try connector.open().attributes(RemotePath(folder: server.files)) != nil)
        #expect(throws: SFTPFailure.self) { try server.session(carrier: .libssh2) }
    }

    @Test func aPlainServerIsReachedByLibssh2() throws {
        let server = try ThrowawayServer()
        #expect(try SFTPConnector(try server.account(carrier: .auto)).decision().carrier == .libssh2)
    }

    @Test(arguments: SessionTests.carriers) func nobodyListeningIsTransient(_ carrier: CarrierChoice) throws {
        let server = try ThrowawayServer()
        let account = try server.account(carrier: carrier, port: try ThrowawayServer.freePort())
        do {
            _ = try SFTPConnector(account).open()
            Issue.record("nobody listens there")
        } catch {
            #expect(error.isTransient, "\(error)")
        }
    }

    @Test(arguments: SessionTests.carriers) func aShellsGreetingIsToldAsSuch(_ carrier: CarrierChoice) throws {
        let server = try ThrowawayServer(options: [], subsystem: "/bin/echo welcome to the bank")
        do {
            _ = try server.session(carrier: carrier)
            Issue.record("that was no SFTP")
        } catch SFTPFailure.notSFTP(let what) {
            #expect(what.contains("welcome"), "\(what)")
        }
    }

    @Test(arguments: SessionTests.carriers, ["ed25519-sealed", "ecdsa-sealed"])
    func aWrongPassphraseIsSaidToBeOne(_ carrier: CarrierChoice, _ key: String) throws {
        let server = try ThrowawayServer(userKeys: ["ed25519", "ecdsa"])
        try server.putSecret("wrong", "passphrase")
        do {
            _ = try server.session(key, carrier: carrier)
            Issue.record("it should have failed")
        } catch {
            #expect("\(error)".contains("passphrase is wrong"), "\(error)")
        }
    }

    @Test(arguments: SessionTests.carriers + [.auto])
    func aKeyThatIsNotThereOrOpenToOthersIsOurFault(_ carrier: CarrierChoice) throws {
        let server = try ThrowawayServer()
        let key = "\(server.path)/keys/ed25519"
        func words() throws -> String {
            do {
                _ = try server.session(carrier: carrier)
                return "logged in"
            } catch SFTPFailure.local(let words) {
                return words
            }
        }
        #expect(try words() == "logged in")
        try #require(chmod(key, 0o644) == 0)
        #expect(try words().contains("mode 0644"))
        try Data().write(to: URL(filePath: key))
        #expect(try words().contains("is empty"))
        try FileManager.default.removeItem(atPath: key)
        #expect(try words().contains("No such file"))
    }

    @Test(arguments: [
        (CarrierChoice.libssh2, "ed25519"), (.libssh2, "ecdsa"), (.openssh, "ed25519"), (.openssh, "ecdsa"),
        (.openssh, "rsa"), (.auto, "rsa"),
    ])
    func theAgentsKeyOpensTheDoor(_ carrier: CarrierChoice, _ key: String) throws {
        let server = try ThrowawayServer(userKeys: [key])
        let socket = "\(server.path)/agent"
        let agent = try ChildProcess("/usr/bin/ssh-agent", ["-D", "-a", socket], environment: [:])
        defer { agent.end() }
        for _ in 0..<400 where !FileManager.default.fileExists(atPath: socket) { usleep(5_000) }
        let adding = try ChildProcess(
            "/usr/bin/ssh-add", ["-q", "\(server.path)/keys/\(key)"], environment: ["SSH_AUTH_SOCK": socket])
        try #require(adding.exitCode(.after(.seconds(10))) == 0)
        setenv("SSH_AUTH_SOCK", socket, 1)
        defer { unsetenv("SSH_AUTH_SOCK") }
        var account = try server.account(carrier: carrier)
        account.credential = .agent
        let session = try SFTPConnector(account).open()
        #expect(try session.attributes(RemotePath(folder: server.files)) != nil)
    }
}
