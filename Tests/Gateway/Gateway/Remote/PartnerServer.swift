// A partner's server: a real sshd on loopback with the folders outgoing, incoming and archive. Gone with whoever holds it.

import Foundation
import Glibc
import Testing

@testable import SFTP

final class PartnerServer {
    let path: String
    let port: UInt16
    private var process: ChildProcess?

    static let isThere =
        FileManager.default.isExecutableFile(atPath: "/usr/sbin/sshd")
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/ssh")

    private let otherHostKeys: [String]

    private let refusedRequests: String

    /// - Parameters:
    ///   - hasAnotherHostKey: whether it also shows a key of another kind, which nobody pins.
    ///   - refusing: requests that it refuses, as `sftp-server -P` names them.
    init(hasAnotherHostKey: Bool = false, refusing: String = "") throws {
        refusedRequests = refusing.isEmpty ? "" : " -P \(refusing)"
        otherHostKeys = hasAnotherHostKey ? ["ecdsa-host"] : []
        path = NSTemporaryDirectory() + "hms-bank-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        port = try Self.freePort()
        for folder in ["outgoing", "incoming", "archive"] {
            try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
        }
        if getuid() == 0 {
            try? FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        }
        for name in ["host", "other-host", "key", "stranger"] { try Self.makeKey("\(path)/\(name)") }
        for name in otherHostKeys { try Self.makeKey("\(path)/\(name)", "ecdsa") }
        try FileManager.default.copyItem(atPath: "\(path)/key.pub", toPath: "\(path)/authorized_keys")
        try start(hostKey: "host")
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(atPath: path)
    }

    func start(hostKey: String) throws {
        var lines = [
            "Port \(port)", "ListenAddress 127.0.0.1", "PidFile none", "StrictModes no", "UsePAM no",
            "AuthorizedKeysFile \(path)/authorized_keys", "PasswordAuthentication no", "PermitRootLogin yes",
            "Subsystem sftp internal-sftp\(refusedRequests)", "MaxStartups 200", "LogLevel VERBOSE",
            "HostKey \(path)/\(hostKey)",
        ]
        lines += otherHostKeys.map { "HostKey \(path)/\($0)" }
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: "\(path)/sshd_config", atomically: true, encoding: .utf8)
        process = try ChildProcess(
            "/usr/sbin/sshd", ["-D", "-E", "\(path)/log", "-f", "\(path)/sshd_config"],
            environment: ["PATH": "/usr/bin:/bin"])
        for _ in 0..<1000 {
            if (try? TCPConnection.open("127.0.0.1", port, deadline: .after(.seconds(1)))) != nil { break }
            usleep(5_000)
        }
    }

    func stop() {
        process?.end()
        process = nil
    }

    /// SIGKILL for the listener and every session.
    func kill() {
        guard let process else { return }
        var all = [process.identifier]
        var next = 0
        while next < all.count {
            all += Self.children(of: all[next])
            next += 1
        }
        for identifier in all { Glibc.kill(identifier, SIGKILL) }
        self.process = nil
    }

    private static func children(of parent: pid_t) -> [pid_t] {
        let text = (try? String(contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)) ?? ""
        return text.split(separator: " ").compactMap { pid_t($0) }
    }

    var fingerprint: String {
        get throws {
            let words = try String(contentsOfFile: "\(path)/host.pub", encoding: .utf8).split(separator: " ")
            return try #require(HostKeyFingerprint.ofKey(String(words[1])))
        }
    }

    /// What stands before the folder in an `sftp` part.
    func account(_ carrier: String, port: UInt16? = nil, key: String = "key") throws -> String {
        "host: 127.0.0.1, port: \(port ?? self.port), user: \(NSUserName()), key: \(path)/\(key), "
            + "host-key: \"\(try fingerprint)\", carrier: \(carrier)"
    }

    func put(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(filePath: "\(path)/outgoing/\(name)"))
    }

    func names(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
    }

    func bytes(_ folder: String, _ name: String) -> [UInt8] {
        [UInt8](FileManager.default.contents(atPath: "\(path)/\(folder)/\(name)") ?? Data())
    }

    /// Names and contents of all files, to compare two servers with.
    func holdings() -> [String] {
        ["outgoing", "incoming", "archive"].flatMap { folder in
            names(folder).map { "\(folder)/\($0) \(bytes(folder, $0).hashValue)" }
        }
    }

    var log: String { (try? String(contentsOfFile: "\(path)/log", encoding: .utf8)) ?? "" }

    private static func makeKey(_ file: String, _ kind: String = "ed25519") throws {
        let process = try ChildProcess(
            "/usr/bin/ssh-keygen", ["-q", "-t", kind, "-N", "", "-C", "test", "-f", file],
            environment: ["PATH": "/usr/bin:/bin"])
        try #require(process.exitCode(.after(.seconds(20))) == 0)
    }

    /// A port that nobody listens at now, and that the system gives to nobody who asks for any: whoever restarts on it finds it free.
    static func freePort() throws -> UInt16 {
        let found = (0..<200).lazy.compactMap { _ -> UInt16? in
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            return bindLoopback(descriptor, port: .random(in: 10_000..<32_768))
        }
        return try #require(found.first)
    }

    /// Binds a socket to a port of loopback, 0 for any that is free; nil when that fails.
    static func bindLoopback(_ descriptor: Int32, port: UInt16 = 0) -> UInt16? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutableBytes(of: &address) { bytes in
            guard let start = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                bind(descriptor, start, size) == 0, getsockname(descriptor, start, &size) == 0
            else { return nil }
            return UInt16(bytes[2]) << 8 | UInt16(bytes[3])
        }
    }
}
