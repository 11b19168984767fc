// Real GnuPG in short-lived homes: a hospital, its bank, and a stranger. Made once for the suite, which ends their agents.

import Glibc
import Testing

@testable import OpenPGP

/// Keys and homes that the tests of a suite share.
final class PartnerWorld: Sendable {
    @TaskLocal static var current: PartnerWorld?

    let folder: String
    let hospital: Keyring
    let bank: Keyring
    let stranger: Keyring
    let hospitalKey: String
    let bankKey: String
    /// A second key of the bank, RSA, which can make weak signatures.
    let bankRSAKey: String
    let strangerKey: String

    init() throws {
        var template = Array("/tmp/pgp-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw OpenPGPFailure(operation: "test", reason: "no folder") }
        folder = String(cString: made)
        hospital = try Keyring(home: "\(folder)/h")
        bank = try Keyring(home: "\(folder)/b")
        stranger = try Keyring(home: "\(folder)/s")
        hospitalKey = try hospital.generateKey(userID: "General Hospital <edi@hospital.example>")
        bankKey = try bank.generateKey(userID: "First Bank <edi@bank.example>")
        strangerKey = try stranger.generateKey(userID: "Mallory <m@stranger.example>")
        try Gpg("\(folder)/b").run("--passphrase", "", "--quick-gen-key", "First Bank RSA", "rsa2048", "sign", "never")
        bankRSAKey = try bank.keys().first { $0.userID == "First Bank RSA" }?.fingerprint ?? ""
        let ours = try hospital.exportPublicKey(hospitalKey)
        _ = try bank.importKeys(ours)
        _ = try stranger.importKeys(ours)
        for key in [bankKey, bankRSAKey] { _ = try hospital.importKeys(bank.exportPublicKey(key)) }
        _ = try stranger.importKeys(bank.exportPublicKey(bankKey))
    }

    func close() {
        for keyring in [hospital, bank, stranger] { keyring.close() }
        PartnerWorld.remove(folder)
    }

    /// The bank's gpg.
    var bankGpg: Gpg { Gpg("\(folder)/b") }
    var strangerGpg: Gpg { Gpg("\(folder)/s") }

    /// A home of its own, ended with the test.
    func withHome<Result>(_ name: String, _ body: (Keyring, Gpg) throws -> Result) throws -> Result {
        let keyring = try Keyring(home: "\(folder)/\(name)")
        defer { keyring.close() }
        return try body(keyring, Gpg("\(folder)/\(name)"))
    }

    static func names(_ path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    static func remove(_ path: String) {
        for name in names(path) where unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
        rmdir(path)
    }
}

/// Makes the world before a suite's tests and takes it away after them.
struct WithPartners: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let world = try PartnerWorld()
        defer { world.close() }
        try await PartnerWorld.$current.withValue(world) { try await function() }
    }
}

extension Trait where Self == WithPartners {
    static var partners: WithPartners { WithPartners() }
}
