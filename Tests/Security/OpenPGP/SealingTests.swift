// Sealing what goes to partners, and looking after keys.

import Glibc
import Testing

@testable import OpenPGP

private let text = Array("ST*999*0001~".utf8)

@Suite("Sealing OpenPGP files and keeping keys", .partners, .serialized)
struct SealingTests {
    private func world() throws -> PartnerWorld { try #require(PartnerWorld.current) }

    @Test("What the hospital seals the bank opens, and nobody else", arguments: [true, false])
    func roundTrip(armored: Bool) throws {
        let world = try world()
        _ = try world.bank.importKeys(world.hospital.exportPublicKey(world.hospitalKey))
        let message = try world.hospital.sealed(
            text, to: [world.bankKey], signer: world.hospitalKey, armored: armored)
        #expect(message.starts(with: Array("-----BEGIN PGP MESSAGE".utf8)) == armored)
        let opened = try world.bank.opened(message, pinned: [world.hospitalKey])
        #expect(opened.text == text)
        #expect(opened.signer == world.hospitalKey)
        #expect(throws: OpenPGPRefusal.notForUs) { try world.stranger.opened(message, pinned: [world.hospitalKey]) }
    }

    @Test("Large content streams through in pieces")
    func large() throws {
        let world = try world()
        let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }
        let message = try world.hospital.sealed(content, to: [world.bankKey], signer: world.hospitalKey)
        #expect(try world.bank.opened(message, pinned: [world.hospitalKey]).text == content)
        #expect(try world.hospital.sealed([], to: [world.bankKey], signer: nil).count > 0)
    }

    @Test("The message tells no file name")
    func fileName() throws {
        let world = try world()
        let message = try world.hospital.sealed(text, to: [world.bankKey], signer: world.hospitalKey)
        let packets = try world.bankGpg.run("--list-packets", input: message)
        #expect(String(decoding: packets, as: UTF8.self).contains("name=\"\""))
    }

    @Test("Recipients are whole fingerprints of usable keys, or nothing is written")
    func recipients() throws {
        let world = try world()
        let missing = String(repeating: "A", count: 40)
        for wrong in ["edi@bank.example", String(world.bankKey.suffix(16)), "", missing, world.bankRSAKey] {
            var written = 0
            #expect(throws: OpenPGPFailure.self, "\(wrong)") {
                try world.hospital.seal(
                    to: [world.bankKey, wrong], signer: nil, armored: false, input: input(text),
                    output: { written += $0.byteCount })
            }
            #expect(written == 0)
        }
        #expect(throws: OpenPGPFailure.self) { try world.hospital.sealed(text, to: [], signer: nil) }
        #expect(throws: OpenPGPFailure.self) {
            try world.hospital.sealed(text, to: [world.bankKey], signer: world.bankKey)
        }
    }

    @Test("An expired and a revoked recipient are refused with the reason")
    func endedRecipients() throws {
        let world = try world()
        try world.withHome("ended") { keyring, gpg in
            try gpg.run(
                "--faked-system-time", "20250101T000000!", "--passphrase", "", "--quick-gen-key", "Old", "default",
                "default", "1d")
            let old = try #require(try keyring.keys().first).fingerprint
            let gone = try keyring.generateKey(userID: "Gone")
            for key in [old, gone] { _ = try world.hospital.importKeys(keyring.exportPublicKey(key)) }
            let armor = String(
                decoding: Gpg.bytes("\(world.folder)/ended/openpgp-revocs.d/\(gone).rev"), as: UTF8.self)
            _ = try world.hospital.importKeys(Array(armor.replacing(":-----BEGIN", with: "-----BEGIN").utf8))
            for (key, reason) in [(old, "it has expired"), (gone, "it is revoked")] {
                let expected = OpenPGPFailure(operation: "encrypt", reason: "the key \(key) cannot be used: \(reason)")
                #expect(throws: expected) { try world.hospital.sealed(text, to: [key], signer: nil) }
            }
        }
    }

    @Test("Keys are listed with what they may do and when they end")
    func keys() throws {
        let world = try world()
        let fresh = try world.bank.generateKey(userID: "Short-lived", validSeconds: 86_400)
        let keys = try world.bank.keys()
        let own = try #require(keys.first { $0.fingerprint == world.bankKey })
        #expect(own.hasSecret && own.canEncrypt && own.canSign && !own.isExpired && own.expiresAt == nil)
        #expect(own.obstacleToEncryption == nil)
        let signing = try #require(keys.first { $0.fingerprint == world.bankRSAKey })
        #expect(signing.obstacleToEncryption == "it has no subkey for encryption")
        let theirs = try #require(keys.first { $0.fingerprint == world.hospitalKey })
        #expect(!theirs.hasSecret)
        let ending = try #require(keys.first { $0.fingerprint == fresh })
        #expect(ending.expiresAt != nil && ending.encryptionExpiresAt != nil)
    }

    @Test("Importing gives the fingerprints; exporting a key that is not there is an error")
    func importing() throws {
        let world = try world()
        let key = try world.bank.exportPublicKey(world.bankKey)
        #expect(String(decoding: key, as: UTF8.self).hasPrefix("-----BEGIN PGP PUBLIC KEY BLOCK"))
        #expect(try world.hospital.importKeys(key) == [world.bankKey])
        #expect(try world.hospital.importKeys(Array("no key".utf8)) == [])
        #expect(throws: OpenPGPFailure.self) {
            try world.bank.exportPublicKey(String(repeating: "B", count: 40))
        }
        #expect(throws: OpenPGPFailure.self) { try world.bank.exportPublicKey("First Bank") }
    }

    @Test("A key with a passphrase works with it, and without it the fault is ours, not the file's")
    func passphrase() throws {
        let world = try world()
        let file = "\(world.folder)/passphrase"
        try write("correct horse\n", to: file)
        let locked = try Keyring(home: "\(world.folder)/locked", passphraseFile: file)
        defer { locked.close() }
        let key = try locked.generateKey(userID: "Locked", hasPassphrase: true)
        _ = try world.bank.importKeys(locked.exportPublicKey(key))
        _ = try locked.importKeys(world.bank.exportPublicKey(world.bankKey))
        let message = try world.bank.sealed(text, to: [key], signer: world.bankKey)
        #expect(try locked.opened(message, pinned: [world.bankKey]).text == text)
        locked.close()
        try write("wrong\n", to: file)
        #expect(throws: OpenPGPFailure.self) { try locked.opened(message, pinned: [world.bankKey]) }
        chmod(file, 0o644)
        #expect(throws: OpenPGPFailure.self) { try locked.opened(message, pinned: [world.bankKey]) }
        #expect(throws: OpenPGPFailure.self) { try world.bank.generateKey(userID: "x", hasPassphrase: true) }
    }

    private func write(_ text: String, to path: String) throws {
        let file = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let bytes = Array(text.utf8)
        #expect(Glibc.write(file, bytes, bytes.count) == bytes.count)
        close(file)
    }

    @Test("The home is ours alone, whatever it was; a link is refused")
    func home() throws {
        let world = try world()
        var status = stat()
        mkdir("\(world.folder)/open", 0o755)
        let home = try Home(path: "\(world.folder)/open")
        defer { home.close() }
        #expect(stat(home.path, &status) == 0 && status.st_mode & 0o777 == 0o700)
        symlink("\(world.folder)/open", "\(world.folder)/link")
        #expect(throws: OpenPGPFailure.self) { try Home(path: "\(world.folder)/link") }
    }

    @Test("A home with a long path works all the same, and leaves no short way behind")
    func longPath() throws {
        let world = try world()
        let long = "\(world.folder)/\(String(repeating: "long-", count: 30))"
        let keyring = try Keyring(home: long)
        let key = try keyring.generateKey(userID: "Far away")
        #expect(try keyring.keys().map(\.fingerprint) == [key])
        keyring.close()
        let home = try Home(path: long)
        #expect(home.enginePath.utf8.count < 40)
        home.close()
        #expect(access(home.enginePath, F_OK) != 0)
    }

    @Test("Closing ends the agent; a guest leaves one that was there before")
    func agents() throws {
        let world = try world()
        let home = try Home(path: "\(world.folder)/agent")
        let owner = try Keyring(home: home.path)
        #expect(!home.hasAgent())
        _ = try owner.generateKey(userID: "Owner")
        #expect(home.hasAgent())
        let guest = try Keyring(home: home.path, isGuest: true)
        _ = try guest.keys()
        guest.close()
        #expect(home.hasAgent())
        owner.close()
        #expect(!home.hasAgent())
        let alone = try Keyring(home: home.path, isGuest: true)
        _ = try alone.keys()
        alone.close()
        #expect(!home.hasAgent())
    }
}
