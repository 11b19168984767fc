// A real OpenSSH server on loopback, gone with whoever holds it. Keys are made once a process: making them is what costs time.

import Foundation
import Synchronization
import Testing

@testable import SFTP

/// Key pairs, made when first asked for, in a folder that stays as long as the process.
final class KeyPairs: Sendable {
    static let shared = KeyPairs()
    private let folder = NSTemporaryDirectory() + "hms-keys-" + String(UInt32.random(in: 0 ... .max), radix: 36)
    private let made = Mutex<Set<String>>([])

    /// Copies the pair `name` (`ed25519`, `rsa-sealed`, …) to `file` and `file.pub`; each `use` has pairs of its own.
    func put(_ name: String, use: String, at file: String, passphrase: String) throws {
        let pair = "\(folder)/\(use)-\(name)"
        try made.withLock { made in
            if !made.insert(pair).inserted { return }
            if made.count == 1 { atexit { try? FileManager.default.removeItem(atPath: KeyPairs.shared.folder) } }
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let kind = name.replacing("-sealed", with: "")
            let size = kind == "rsa" ? ["-b", "2048"] : []
            let process = try Process.run(
                URL(filePath: "/usr/bin/ssh-keygen"),
                arguments: ["-q", "-t", kind] + size + ["-N", passphrase, "-C", "test", "-f", pair])
            process.waitUntilExit()
            try #require(process.terminationStatus == 0)
        }
        try FileManager.default.copyItem(atPath: pair, toPath: file)
        try FileManager.default.copyItem(atPath: pair + ".pub", toPath: file + ".pub")
    }
}

/// A folder of one test on a server that all tests of the process share.
final class ServerFolder {
    private static let shared: Result<ThrowawayServer, any Error> = Result {
        let server = try ThrowawayServer()
        ThrowawayServer.endWithTheProcess(server)
        return server
    }

    private let server: ThrowawayServer
    let files: String

    init() throws {
        server = try Self.shared.get()
        files = "\(server.files)/\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: false)
    }

    func session(carrier: CarrierChoice, patience: Duration = .seconds(30)) throws -> SFTPSession {
        try server.session(carrier: carrier, patience: patience)
    }

    func signalSessions(_ number: Int32) { server.signalSessions(number) }
}

/// A server that is running. Sendable because nothing of it changes between its making and its end.
final class ThrowawayServer: @unchecked Sendable {
    let path: String
    let port: UInt16
    /// Not Foundation's: it takes a child that closes all descriptors, as sshd does, for one that is about to end, and waits
    /// for it where it should see to all others.
    private let process: ChildProcess
    static let passphrase = "correct horse"

    static let isThere =
        FileManager.default.isExecutableFile(atPath: "/usr/sbin/sshd")
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/ssh")

    /// - Parameters:
    ///   - options: further lines of sshd_config.
    ///   - identity: servers of another identity have other host keys.
    init(
        hostKeys: [String] = ["ed25519", "ecdsa"], userKeys: [String] = ["ed25519"], options: [String] = [],
        subsystem: String = "internal-sftp", identity: String = "host"
    ) throws {
        path = NSTemporaryDirectory() + "hms-sshd-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        for folder in ["files", "host", "keys"] {
            try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
        }
        if getuid() == 0 {
            try? FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        }
        port = try Self.freePort()
        var lines = [
            "Port \(port)", "ListenAddress 127.0.0.1", "PidFile \(path)/pid", "StrictModes no", "UsePAM no",
            "AuthorizedKeysFile \(path)/authorized_keys", "PasswordAuthentication no", "PermitRootLogin yes",
            "Subsystem sftp \(subsystem)", "MaxStartups 200", "LogLevel ERROR",
        ]
        for kind in hostKeys {
            try KeyPairs.shared.put(kind, use: identity, at: "\(path)/host/\(kind)", passphrase: "")
            lines.append("HostKey \(path)/host/\(kind)")
        }
        var authorized = ""
        for kind in Set(["ed25519", "ecdsa", "rsa"]).intersection(userKeys) {
            try KeyPairs.shared.put(kind, use: "user", at: "\(path)/keys/\(kind)", passphrase: "")
            try KeyPairs.shared.put(
                "\(kind)-sealed", use: "user", at: "\(path)/keys/\(kind)-sealed", passphrase: Self.passphrase)
            for name in [kind, "\(kind)-sealed"] {
                authorized += try String(contentsOfFile: "\(path)/keys/\(name).pub", encoding: .utf8)
            }
        }
        try KeyPairs.shared.put("ed25519", use: "stranger", at: "\(path)/keys/stranger", passphrase: "")
        try Self.putSecret(Self.passphrase, at: "\(path)/keys/passphrase")
        try authorized.write(toFile: "\(path)/authorized_keys", atomically: true, encoding: .utf8)
        try ((options + lines).joined(separator: "\n") + "\n").write(
            toFile: "\(path)/sshd_config", atomically: true, encoding: .utf8)
        process = try ChildProcess(
            "/usr/sbin/sshd", ["-D", "-E", "\(path)/log", "-f", "\(path)/sshd_config"],
            environment: ["PATH": "/usr/bin:/bin"])
        for _ in 0..<200 where !Self.answers(port) { usleep(5_000) }
    }

    deinit {
        signalSessions(SIGKILL)
        process.end()
        try? FileManager.default.removeItem(atPath: path)
    }

    var files: String { "\(path)/files" }

    /// Writes a file that only we may read.
    func putSecret(_ text: String, _ name: String) throws { try Self.putSecret(text, at: "\(path)/keys/\(name)") }

    private static func putSecret(_ text: String, at file: String) throws {
        try (text + "\n").write(toFile: file, atomically: true, encoding: .utf8)
        try #require(chmod(file, 0o600) == 0)
    }

    /// Sends a signal to the sessions that are open, or to the listener too.
    func signalSessions(_ number: Int32) {
        for child in Self.children(of: process.identifier) {
            for grandchild in Self.children(of: child) { kill(grandchild, number) }
            kill(child, number)
        }
    }

    func fingerprint(_ kind: String) throws -> String {
        let words = try String(contentsOfFile: "\(path)/host/\(kind).pub", encoding: .utf8).split(separator: " ")
        return try #require(HostKeyFingerprint.ofKey(String(words[1])))
    }

    func account(
        _ key: String = "ed25519", carrier: CarrierChoice, pins: [String]? = nil, port: UInt16? = nil
    ) throws -> SSHServer {
        let kinds = try FileManager.default.contentsOfDirectory(atPath: "\(path)/host").filter { !$0.hasSuffix(".pub") }
        return try #require(
            SSHServer(
                host: "127.0.0.1", port: port ?? self.port, user: NSUserName(),
                credential: .key(
                    path: "\(path)/keys/\(key)",
                    passphraseFile: key.hasSuffix("-sealed") ? "\(path)/keys/passphrase" : nil),
                hostKeys: try pins ?? kinds.map { try fingerprint($0) }, carrier: carrier))
    }

    func session(_ key: String = "ed25519", carrier: CarrierChoice, patience: Duration = .seconds(30)) throws
        -> SFTPSession
    {
        try SFTPConnector(try account(key, carrier: carrier), patience: patience).open()
    }

    /// What is held in a static variable is never let go of.
    static func endWithTheProcess(_ server: ThrowawayServer) {
        lasting.withLock { $0 = (server.process.identifier, server.path) }
        atexit {
            guard let (identifier, path) = ThrowawayServer.lasting.withLock({ $0 }) else { return }
            kill(identifier, SIGKILL)
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    private static let lasting = Mutex<(pid_t, String)?>(nil)

    // MARK: What the system gives

    /// A port that nobody listens at now, and that the system gives to nobody who asks for any.
    static func freePort() throws -> UInt16 {
        try #require((0..<200).lazy.map { _ in UInt16.random(in: 10_000..<32_768) }.first(where: isFree))
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        return withUnsafeBytes(of: &address) { bytes in
            guard let start = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return bind(descriptor, start, socklen_t(bytes.count)) == 0
        }
    }

    private static func answers(_ port: UInt16) -> Bool {
        guard let connection = try? TCPConnection.open("127.0.0.1", port, deadline: .after(.seconds(1))) else {
            return false
        }
        return connection.wait(for: Int16(POLLIN), .after(.seconds(2)))
    }

    private static func children(of parent: pid_t) -> [pid_t] {
        let text = (try? String(contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)) ?? ""
        return text.split(separator: " ").compactMap { pid_t($0) }
    }
}
