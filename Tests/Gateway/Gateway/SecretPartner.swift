// A partner with OpenPGP both ways: its ring, the hospital's, a stranger's; made once for all tests of a process.

import Checksum
import Foundation
import OpenPGP
import Testing

/// Keys made once; each root gets a copy of the hospital's ring.
final class SecretRings: Sendable {
    static let shared: Result<SecretRings, any Error> = Result { try SecretRings() }

    let folder: String
    let hospital: String
    let partner: String
    let stranger: String

    private init() throws {
        folder = NSTemporaryDirectory() + "hms-rings-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var fingerprints: [String] = []
        for name in ["hospital", "partner", "stranger"] {
            let ring = try Keyring(home: "\(folder)/\(name)")
            fingerprints.append(try ring.generateKey(userID: "\(name) <\(name)@example.org>"))
            ring.close()
        }
        (hospital, partner, stranger) = (fingerprints[0], fingerprints[1], fingerprints[2])
        try exchange("partner", "hospital", partner)
        try exchange("hospital", "partner", hospital)
        try exchange("hospital", "stranger", hospital)
    }

    private func exchange(_ from: String, _ to: String, _ fingerprint: String) throws {
        let giver = try Keyring(home: "\(folder)/\(from)")
        let taker = try Keyring(home: "\(folder)/\(to)")
        _ = try taker.importKeys(try giver.exportPublicKey(fingerprint))
        giver.close()
        taker.close()
    }

    func seal(_ bytes: [UInt8], by name: String, signed: Bool = true) throws -> [UInt8] {
        let ring = try Keyring(home: "\(folder)/\(name)")
        defer { ring.close() }
        let signer = name == "partner" ? partner : stranger
        var sealed: [UInt8] = []
        var start = 0
        try ring.seal(
            to: [hospital], signer: signed ? signer : nil, armored: false,
            input: { span in
                let count = min(span.byteCount, bytes.count - start)
                span.withUnsafeMutableBytes { $0.copyBytes(from: bytes[start..<start + count]) }
                start += count
                return count
            }, output: { piece in piece.withUnsafeBytes { sealed.append(contentsOf: $0) } })
        return sealed
    }

    /// What the partner reads of a file of ours; throws unless it is signed by the hospital.
    func open(_ bytes: [UInt8]) throws -> [UInt8] {
        let ring = try Keyring(home: "\(folder)/partner")
        defer { ring.close() }
        var opened: [UInt8] = []
        var start = 0
        _ = try ring.open(
            pinned: [hospital],
            input: { span in
                let count = min(span.byteCount, bytes.count - start)
                span.withUnsafeMutableBytes { $0.copyBytes(from: bytes[start..<start + count]) }
                start += count
                return count
            }, output: { piece in piece.withUnsafeBytes { opened.append(contentsOf: $0) } })
        return opened
    }
}

extension HospitalRoot {
    /// Makes `payer-blue` a partner that must encrypt, sign and send checksums, and that is answered likewise.
    func requireSecrets(_ rings: SecretRings) throws {
        try FileManager.default.createDirectory(atPath: "\(path)/state", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "\(rings.folder)/hospital", toPath: "\(path)/state/gnupg")
        try write(
            """
            organisation: { name: General Hospital }
            openpgp: { home: state/gnupg, key: \(rings.hospital) }
            ledger: { export: [csv, hledger], to: erp }
            """, "Config/gateway.yaml")
        try partner(
            "payer-blue", role: "payer", expects: "[x12]",
            receive: "    openpgp: required\n    signed-by: [\(rings.partner)]\n    checksum: required",
            send: "    openpgp: { encrypt-to: [\(rings.partner)] }\n    checksum: sha256")
    }

    func drop(withChecksum bytes: [UInt8], _ partner: String, _ name: String) throws {
        var digest = RunningDigest(.sha256)
        digest.update(bytes.span.bytes)
        try drop(Sidecar.render(digest: digest.hexadecimal(), name: name), partner, "\(name).sha256")
        try drop(bytes, partner, name)
    }
}
