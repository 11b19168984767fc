// Certificates and keys for the tests, made by the openssl command once a run; without it the tests that need them are skipped.

import Foundation
import SMIME
import Testing

/// What the parties of the tests sign and decrypt with.
struct TestIdentities {
    let ours: Identity
    let partner: Identity
    let stranger: Identity
    let folder: String

    /// nil where there is no openssl command.
    static let all: TestIdentities? = try? make()
    static var isPresent: Bool { all != nil }

    static func require() throws -> TestIdentities { try #require(all) }

    private static func make() throws -> TestIdentities {
        let folder = FileManager.default.temporaryDirectory.appending(path: "as2-identities-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        func identity(_ name: String) throws -> Identity {
            let key = "\(folder)/\(name).key"
            let certificate = "\(folder)/\(name).pem"
            _ = try OpenSSLCommand.run([
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha256", "-days", "3650", "-subj", "/CN=\(name)",
                "-keyout", key, "-out", certificate,
            ])
            return try Identity(
                certificate: Certificate(pem: OpenSSLCommand.bytes(certificate)),
                privateKeyPEM: OpenSSLCommand.bytes(key))
        }
        return TestIdentities(
            ours: try identity("ours"), partner: try identity("partner"), stranger: try identity("stranger"),
            folder: folder)
    }

    /// Any time at which the certificates hold.
    var now: Int64 { ours.certificate.notBefore + 86_400 }
}

enum OpenSSLCommand {
    struct Failure: Error { let text: String }

    static func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

    static func run(_ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        return try ChildProcess.output(of: process, input: input)
    }
}

enum ChildProcess {
    /// Runs a program on some input and returns what it writes; throws where it ends badly.
    static func output(of process: Process, input: [UInt8]) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "as2-process-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = ["in", "out", "err"].map { folder.appending(path: $0) }
        try Data(input).write(to: names[0])
        for name in names.dropFirst() { try Data().write(to: name) }
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0 {
            throw OpenSSLCommand.Failure(text: String(decoding: try Data(contentsOf: names[2]), as: UTF8.self))
        }
        return Array(try Data(contentsOf: names[1]))
    }
}
