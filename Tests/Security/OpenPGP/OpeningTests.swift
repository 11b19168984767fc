// Opening what partners send: accepted, or refused with the reason.

import Glibc
import Testing

@testable import OpenPGP

private let text = Array("ISA*00*PAYMENT OF 1250.00~".utf8)

@Suite("Opening OpenPGP files", .partners, .serialized)
struct OpeningTests {
    private func world() throws -> PartnerWorld { try #require(PartnerWorld.current) }

    private func refusal(
        _ message: [UInt8], pinned: Set<String>? = nil, limit: OpeningLimit = OpeningLimit()
    ) throws -> OpenPGPRefusal? {
        let world = try world()
        do {
            _ = try world.hospital.opened(message, pinned: pinned ?? [world.bankKey, world.bankRSAKey], limit: limit)
            return nil
        } catch let refusal as OpenPGPRefusal {
            return refusal
        }
    }

    /// Signed and encrypted by the bank's gpg with further options.
    private func fromBank(_ options: String..., signer: String? = nil, content: [UInt8] = text) throws -> [UInt8] {
        let world = try world()
        switch options.count {
        case 0:
            return try world.bankGpg.run(
                "-u", signer ?? world.bankKey, "-r", world.hospitalKey, "-se", input: content)
        case 2:
            return try world.bankGpg.run(
                options[0], options[1], "-u", signer ?? world.bankKey, "-r", world.hospitalKey, "-se", input: content)
        default:
            return try world.bankGpg.run(
                options[0], "-u", signer ?? world.bankKey, "-r", world.hospitalKey, "-se", input: content)
        }
    }

    @Test("Signed by the pinned key and encrypted to us: accepted, with the primary fingerprint")
    func accepted() throws {
        let world = try world()
        for message in [try fromBank(), try fromBank("--armor"), try fromBank(signer: world.bankRSAKey)] {
            #expect(Keyring.looksLikeOpenPGP(message))
            let opened = try world.hospital.opened(message, pinned: [world.bankKey, world.bankRSAKey])
            #expect(opened.text == text)
            #expect([world.bankKey, world.bankRSAKey].contains(opened.signer))
        }
    }

    @Test("A fingerprint may be pinned in small letters and with blanks; a short key id pins nothing")
    func pinning() throws {
        let world = try world()
        let message = try fromBank()
        #expect(try refusal(message, pinned: [world.bankKey.lowercased()]) == nil)
        #expect(try refusal(message, pinned: ["\(world.bankKey.prefix(20)) \(world.bankKey.suffix(20))"]) == nil)
        #expect(try refusal(message, pinned: [String(world.bankKey.suffix(16))]) == .signerNotPinned)
    }

    @Test("Armour with comments and CRLF, and a hidden recipient, open too")
    func variants() throws {
        let world = try world()
        let armored = try world.bankGpg.run(
            "--armor", "--comment", "hello", "-u", world.bankKey, "-r", world.hospitalKey, "-se", input: text)
        let crlf = Array(String(decoding: armored, as: UTF8.self).replacing("\n", with: "\r\n").utf8)
        #expect(try refusal(crlf) == nil)
        let hidden = try world.bankGpg.run("-u", world.bankKey, "-R", world.hospitalKey, "-se", input: text)
        #expect(try refusal(hidden) == nil)
    }

    @Test("Not signed")
    func unsigned() throws {
        let world = try world()
        #expect(try refusal(world.bankGpg.run("-r", world.hospitalKey, "-e", input: text)) == .unsigned)
    }

    @Test("Signed by a key we do not have, and by one we have but did not pin")
    func strangers() throws {
        let world = try world()
        let message = try world.strangerGpg.run("-u", world.strangerKey, "-r", world.hospitalKey, "-se", input: text)
        #expect(try refusal(message) == .unknownSigner)
        #expect(try refusal(fromBank(), pinned: [world.bankRSAKey]) == .signerNotPinned)
        #expect(try refusal(fromBank(), pinned: []) == .signerNotPinned)
    }

    @Test("Two signers of whom one is pinned: accepted; the unknown one changes nothing")
    func twoSigners() throws {
        let world = try world()
        let message = try world.bankGpg.run(
            "-u", world.bankKey, "-u", world.bankRSAKey, "-r", world.hospitalKey, "-se", input: text)
        #expect(try world.hospital.opened(message, pinned: [world.bankRSAKey]).signer == world.bankRSAKey)
        #expect(try refusal(message, pinned: [world.strangerKey]) == .signerNotPinned)
    }

    @Test("Weak digests", arguments: ["SHA1", "RIPEMD160", "SHA224"])
    func weakDigest(digest: String) throws {
        let world = try world()
        let message = try world.bankGpg.run(
            "--no-options", "--trust-model", "always", "--allow-weak-digest-algos", "--digest-algo", digest, "-u",
            world.bankRSAKey, "-r", world.hospitalKey, "-se", input: text)
        #expect(try refusal(message) == .weakDigest)
    }

    @Test("Signed only, clear-signed, and plain text are not encrypted")
    func notEncrypted() throws {
        let world = try world()
        #expect(try refusal(world.bankGpg.run("-u", world.bankKey, "-s", input: text)) == .notEncrypted)
        #expect(try refusal(world.bankGpg.run("-u", world.bankKey, "--clearsign", input: text)) == .notEncrypted)
        #expect(try refusal(text) == .damaged)
        #expect(try refusal([]) == .damaged)
        #expect(try refusal(world.bankGpg.run("--store", input: text)) == .damaged)
    }

    @Test("Encrypted to somebody else, or by passphrase alone")
    func notForUs() throws {
        let world = try world()
        #expect(
            try refusal(world.bankGpg.run("-u", world.bankKey, "-r", world.bankKey, "-se", input: text)) == .notForUs)
        let symmetric = try world.bankGpg.run("--passphrase", "x", "-u", world.bankKey, "-s", "-c", input: text)
        #expect(try refusal(symmetric) == .notForUs)
    }

    @Test("Several messages in one file are refused, in either order and form")
    func several() throws {
        let message = try fromBank()
        #expect(try refusal(message + message) == .damaged)
        let world = try world()
        let plain = try world.bankGpg.run("--store", input: text)
        #expect(try refusal(message + plain) != nil)
        #expect(try refusal(plain + message) != nil)
        let unsigned = try world.bankGpg.run("-r", world.hospitalKey, "-e", input: text)
        #expect(try refusal(unsigned + message) != nil)
        #expect(try refusal(message + unsigned) != nil)
    }

    @Test("A file cut off or changed is refused, wherever")
    func damaged() throws {
        let message = try fromBank()
        for part in 0..<12 {
            let at = message.count * part / 12
            #expect(try refusal(Array(message[..<at])) != nil, "cut at \(at)")
            var changed = message
            changed[at] ^= 0x20
            #expect(try refusal(changed) != nil, "changed at \(at)")
        }
        var tail = message
        tail[tail.count - 1] ^= 1
        #expect(try refusal(tail) == .damaged)
    }

    @Test("Content without integrity protection is refused as such")
    func withoutProtection() throws {
        let world = try world()
        let message = try world.bankGpg.run(
            "--rfc2440", "--cipher-algo", "AES256", "--digest-algo", "SHA256", "-u", world.bankRSAKey, "-r",
            world.hospitalKey, "-se", input: text)
        #expect(try refusal(message) == .noIntegrityProtection)
    }

    @Test("Content beyond the limit, or exploding for its size, is stopped on the way")
    func exploding() throws {
        let zeros = [UInt8](repeating: 0, count: 6 << 20)
        let bomb = try fromBank("--compress-algo", "bzip2", content: zeros)
        #expect(bomb.count < 20_000)
        #expect(try refusal(bomb) == .exploding)
        #expect(try refusal(bomb, limit: OpeningLimit(bytes: 1 << 30, ratio: 1 << 20)) == nil)
        #expect(try refusal(fromBank(), limit: OpeningLimit(bytes: 10, ratio: 100)) == .exploding)
        #expect(try refusal(fromBank(), limit: OpeningLimit(bytes: Int64(text.count), ratio: 1)) == nil)
    }

    @Test("Errors of the caller's closures come through as they are")
    func closures() throws {
        struct Stop: Error {}
        let world = try world()
        let message = try fromBank()
        #expect(throws: Stop.self) {
            try world.hospital.open(pinned: [world.bankKey], input: { _ in throw Stop() }, output: { _ in })
        }
        #expect(throws: Stop.self) {
            try world.hospital.open(pinned: [world.bankKey], input: input(message), output: { _ in throw Stop() })
        }
    }

    @Test("A signer whose key has expired, and one whose key is revoked")
    func endedKeys() throws {
        let world = try world()
        try world.withHome("old") { keyring, gpg in
            _ = try keyring.importKeys(world.hospital.exportPublicKey(world.hospitalKey))
            try gpg.run(
                "--faked-system-time", "20250101T000000!", "--passphrase", "", "--quick-gen-key", "Old", "ed25519",
                "sign",
                "1d")
            let old = try #require(try keyring.keys().first { $0.userID == "Old" })
            #expect(old.isExpired)
            #expect(old.expiresAt == 1_735_776_000)
            let message = try gpg.run(
                "--faked-system-time", "20250101T010000!", "--ignore-time-conflict", "--ignore-valid-from", "-u",
                old.fingerprint, "-r", world.hospitalKey, "-se",
                input: text)
            _ = try world.hospital.importKeys(keyring.exportPublicKey(old.fingerprint))
            #expect(try refusal(message, pinned: [old.fingerprint]) == .expired)

            let gone = try keyring.generateKey(userID: "Gone")
            let signed = try gpg.run("-u", gone, "-r", world.hospitalKey, "-se", input: text)
            _ = try world.hospital.importKeys(keyring.exportPublicKey(gone))
            #expect(try refusal(signed, pinned: [gone]) == nil)
            let certificate = Gpg.bytes("\(world.folder)/old/openpgp-revocs.d/\(gone).rev")
            let armor = String(decoding: certificate, as: UTF8.self).replacing(":-----BEGIN", with: "-----BEGIN")
            _ = try world.hospital.importKeys(Array(armor.utf8))
            #expect(try refusal(signed, pinned: [gone]) == .revoked)
            #expect(try world.hospital.keys().first { $0.fingerprint == gone }?.isRevoked == true)
        }
    }

    @Test("A signing subkey counts as its primary key")
    func subkey() throws {
        let world = try world()
        try world.withHome("sub") { keyring, gpg in
            _ = try keyring.importKeys(world.hospital.exportPublicKey(world.hospitalKey))
            try gpg.run("--passphrase", "", "--quick-gen-key", "Sub", "ed25519", "cert", "never")
            let primary = try #require(try keyring.keys().first { $0.userID == "Sub" }?.fingerprint)
            try gpg.run("--passphrase", "", "--quick-add-key", primary, "ed25519", "sign", "never")
            let message = try gpg.run("-u", primary, "-r", world.hospitalKey, "-se", input: text)
            _ = try world.hospital.importKeys(keyring.exportPublicKey(primary))
            #expect(try world.hospital.opened(message, pinned: [primary]).signer == primary)
        }
    }

    @Test("Detached signatures are judged alike")
    func detached() throws {
        let world = try world()
        let pinned: Set = [world.bankKey]
        let signature = try world.bankGpg.run("-u", world.bankKey, "-b", input: text)
        let accepted = try world.hospital.verify(signature: signature, pinned: pinned, content: input(text))
        #expect(accepted.signer == world.bankKey)
        let armored = try world.bankGpg.run("-u", world.bankKey, "--armor", "-b", input: text)
        #expect(
            try world.hospital.verify(signature: armored, pinned: pinned, content: input(text)).signer == world.bankKey)
        #expect(throws: OpenPGPRefusal.badSignature) {
            try world.hospital.verify(signature: signature, pinned: pinned, content: input(text + [0]))
        }
        #expect(throws: OpenPGPRefusal.signerNotPinned) {
            try world.hospital.verify(signature: signature, pinned: [], content: input(text))
        }
        let strange = try world.strangerGpg.run("-u", world.strangerKey, "-b", input: text)
        #expect(throws: OpenPGPRefusal.unknownSigner) {
            try world.hospital.verify(signature: strange, pinned: pinned, content: input(text))
        }
        #expect(throws: OpenPGPRefusal.self) {
            try world.hospital.verify(signature: text, pinned: pinned, content: input(text))
        }
        // A whole signed message is no detached signature over something else.
        let whole = try world.bankGpg.run("-u", world.bankKey, "-s", input: text)
        #expect(throws: OpenPGPRefusal.self) {
            try world.hospital.verify(signature: whole, pinned: pinned, content: input(Array("other".utf8)))
        }
    }
}
