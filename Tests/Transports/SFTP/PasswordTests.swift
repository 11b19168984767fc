import Foundation
import Testing

@testable import SFTP

/// Logging in with a password, sent as such or as the answer to a question. A wrong one goes out once: accounts lock.
@Suite(
    .serialized,
    .enabled(if: ThrowawayServer.isThere, "openssh-server is not installed"),
    .enabled(if: PasswordAccount.canBeMade, "only root can make an account with a password"))
struct PasswordTests {
    enum Method: String, CaseIterable {
        case password, keyboardInteractive

        var options: [String] {
            switch self {
            case .password: ["PasswordAuthentication yes", "KbdInteractiveAuthentication no", "LogLevel VERBOSE"]
            case .keyboardInteractive:
                ["UsePAM yes", "PasswordAuthentication no", "KbdInteractiveAuthentication yes", "LogLevel VERBOSE"]
            }
        }
    }

    private struct Case {
        let server: ThrowawayServer
        let account: PasswordAccount

        init(_ options: [String]) throws {
            server = try ThrowawayServer(options: options)
            account = try PasswordAccount(home: server.files)
        }

        func connector(_ carrier: CarrierChoice, password: String? = nil) throws -> SFTPConnector {
            let file = "\(server.path)/keys/password"
            try server.putSecret(password ?? account.password, "password")
            var login = try server.account(carrier: carrier)
            login.user = account.name
            login.credential = .password(file: file)
            return SFTPConnector(login)
        }

        /// How often the server counts a try with a password.
        var failures: Int {
            let log = (try? String(contentsOfFile: "\(server.path)/log", encoding: .utf8)) ?? ""
            return log.split(separator: "\n").filter {
                $0.contains("Failed password") || $0.contains("Failed keyboard-interactive")
                    || $0.contains("error: PAM:")
            }.count
        }
    }

    @Test(arguments: Method.allCases, SessionTests.carriers)
    func thePasswordOpensTheDoor(_ method: Method, _ carrier: CarrierChoice) throws {
        let one = try Case(method.options)
        let connector = try one.connector(carrier)
        for _ in 0..<2 { #expect(try connector.open().attributes(RemotePath(folder: one.server.files)) != nil) }
        #expect(one.failures == 0)
    }

    @Test(arguments: Method.allCases, SessionTests.carriers)
    func aWrongPasswordGoesOutOnce(_ method: Method, _ carrier: CarrierChoice) throws {
        let one = try Case(method.options)
        let connector = try one.connector(carrier, password: "wrong")
        do {
            _ = try connector.open()
            Issue.record("it should have been refused")
        } catch {
            guard case .loginRefused = error else {
                Issue.record("\(error)")
                return
            }
        }
        for _ in 0..<200 where one.failures == 0 { usleep(10_000) }
        #expect(one.failures == 1)
    }

    /// Where a server takes both, the password goes out by one of them only.
    @Test(arguments: SessionTests.carriers) func aWrongPasswordIsNotTriedByTheOtherWay(_ carrier: CarrierChoice) throws
    {
        let one = try Case([
            "UsePAM yes", "PasswordAuthentication yes", "KbdInteractiveAuthentication yes", "LogLevel VERBOSE",
        ])
        #expect(throws: SFTPFailure.self) { try one.connector(carrier, password: "wrong").open() }
        for _ in 0..<200 where one.failures == 0 { usleep(10_000) }
        // A second try would be counted soon after.
        usleep(500_000)
        #expect(one.failures == 1)
        #expect(try one.connector(carrier).open().attributes(RemotePath(folder: one.server.files)) != nil)
    }
}
