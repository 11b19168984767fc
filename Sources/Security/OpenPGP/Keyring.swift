// A private OpenPGP keyring: opens what partners send, and seals what goes to them.
// Relies on gpgme and GnuPG. Calls block while gpg works; never call them from Swift's cooperative pool.

import Glibc
import Synchronization

/// How much content a file may open to.
public struct OpeningLimit: Sendable, Hashable {
    public var bytes: Int64
    /// Content bytes for each byte of the file, checked beyond the first megabyte.
    public var ratio: Int64
    public init(bytes: Int64 = 4 << 30, ratio: Int64 = 100) {
        self.bytes = bytes
        self.ratio = ratio
    }
}

/// What an accepted file proved.
public struct OpenedMessage: Sendable, Hashable {
    /// Primary fingerprint of the partner's key that signed it.
    public let signer: String
}

/// The keys in one home.
public final class Keyring: Sendable {
    private let home: Home
    private let passphraseFile: String?
    /// Primary fingerprints of signing subkeys that were looked up already.
    private let primaries = Mutex<[String: String]>([:])

    /// Makes the home when it is missing. Throws `OpenPGPFailure`.
    public init(home path: String, passphraseFile: String? = nil) throws {
        home = try Home(path: path)
        self.passphraseFile = passphraseFile
    }

    /// Ends the agent of this home. The keyring must not be used after it.
    public func close() { home.close() }

    /// Whether the bytes at the beginning of a file look like OpenPGP, binary or armoured.
    public static func looksLikeOpenPGP(_ beginning: some Sequence<UInt8>) -> Bool {
        let bytes = Array(beginning.prefix(64))
        guard let first = bytes.first else { return false }
        if String(decoding: bytes, as: UTF8.self).contains("-----BEGIN PGP ") { return true }
        // Packet tags that can begin a message: 1 session key, 3 symmetric session key, 4 one-pass signature, 8 compressed,
        // 9 and 18 encrypted, 10 marker (RFC 4880, 4.2 and 4.3).
        guard first & 0x80 != 0 else { return false }
        let tag = first & 0x40 != 0 ? first & 0x3F : first >> 2 & 0x0F
        return [1, 3, 4, 8, 9, 10, 18].contains(tag)
    }

    /// Decrypts and verifies, and judges what was found. Content goes to `output` as it comes: the caller keeps it apart and
    /// uses it only when this returns; when it throws, everything must be discarded.
    ///
    /// - Parameter pinned: primary fingerprints, one of which must have signed.
    /// - Throws: `OpenPGPRefusal` for what is wrong with the file, `OpenPGPFailure` for the engine, or what the closures throw.
    public func open(
        pinned: Set<String>, limit: OpeningLimit = OpeningLimit(), input: BytesIn, output: BytesOut
    ) throws -> OpenedMessage {
        let engine = try engine()
        var taken: Int64 = 0
        var given: Int64 = 0
        let report = try withoutActuallyEscaping(input) { input in
            try withoutActuallyEscaping(output) { output in
                try engine.decrypt(
                    input: { span in
                        let count = try input(&span)
                        taken += Int64(count)
                        return count
                    },
                    output: { piece in
                        given += Int64(piece.byteCount)
                        let isBomb = given > 1 << 20 && given / max(1, taken) > limit.ratio
                        if given > limit.bytes || isBomb { throw OpenPGPRefusal.exploding }
                        try output(piece)
                    })
            }
        }
        return try judge(report, pinned: pinned, engine)
    }

    /// The rules by which a file is accepted: the operation succeeded, the content was protected, no signature is bad, and
    /// one that is good, strong and in time belongs to a pinned key.
    private func judge(_ report: DecryptionReport, pinned: Set<String>, _ engine: Engine) throws -> OpenedMessage {
        switch report.failure {
        case .noData?: throw report.signatures.isEmpty ? OpenPGPRefusal.damaged : OpenPGPRefusal.notEncrypted
        case .noSecretKey?: throw OpenPGPRefusal.notForUs
        case .damaged?: throw OpenPGPRefusal.damaged
        case nil: break
        }
        if report.lacksIntegrityProtection { throw OpenPGPRefusal.noIntegrityProtection }
        if report.signatures.isEmpty { throw OpenPGPRefusal.unsigned }
        if report.signatures.contains(where: { $0.status == .bad }) { throw OpenPGPRefusal.badSignature }
        var refusal = OpenPGPRefusal.unknownSigner
        for signature in report.signatures {
            switch signature.status {
            case .unknownKey: continue
            case .expired: refusal = .expired
            case .revoked: refusal = .revoked
            case .weakDigest: refusal = .weakDigest
            case .bad, .failed: refusal = .badSignature
            case .good:
                if !signature.hasStrongDigest {
                    refusal = .weakDigest
                    continue
                }
                guard let primary = primary(of: signature.fingerprint, engine), pinned.contains(primary) else {
                    refusal = .signerNotPinned
                    continue
                }
                return OpenedMessage(signer: primary)
            }
        }
        throw refusal
    }

    private func primary(of fingerprint: String, _ engine: Engine) -> String? {
        if let known = primaries.withLock({ $0[fingerprint] }) { return known }
        guard let primary = engine.describe(fingerprint)?.fingerprint else { return nil }
        primaries.withLock { $0[fingerprint] = primary }
        return primary
    }

    /// Encrypts to whole fingerprints, signed where `signer` names our key. Nothing is written when a recipient's key cannot
    /// be used. Throws `OpenPGPFailure`, or what the closures throw.
    public func seal(
        to recipients: [String], signer: String?, armored: Bool, input: BytesIn, output: BytesOut
    ) throws {
        let engine = try engine()
        if recipients.isEmpty { throw OpenPGPFailure(operation: "encrypt", reason: "no recipient is named") }
        for recipient in recipients {
            guard let key = engine.describe(recipient) else {
                throw OpenPGPFailure(operation: "encrypt", reason: "the key \(recipient) is not in the ring")
            }
            if let obstacle = key.obstacleToEncryption {
                throw OpenPGPFailure(operation: "encrypt", reason: "the key \(recipient) cannot be used: \(obstacle)")
            }
        }
        try withoutActuallyEscaping(input) { input in
            try withoutActuallyEscaping(output) { output in
                try engine.encrypt(to: recipients, signer: signer, armored: armored, input: input, output: output)
            }
        }
    }

    /// Adds public (or secret) keys; returns their primary fingerprints, to be compared with those given out of band.
    public func importKeys(_ bytes: [UInt8]) throws -> [String] { try engine().importKeys(bytes) }

    public func exportPublicKey(_ fingerprint: String, armored: Bool = true) throws -> [UInt8] {
        let bytes = try engine().export(fingerprint, armored: armored)
        if bytes.isEmpty {
            throw OpenPGPFailure(operation: "export a key", reason: "\(fingerprint) is not in the ring")
        }
        return bytes
    }

    /// All keys, by fingerprint.
    public func keys() throws -> [KeyDescription] {
        let engine = try engine()
        let secret = Set(try engine.list(secret: true).map(\.fingerprint))
        return try engine.list(secret: false).map { key in
            KeyDescription(
                fingerprint: key.fingerprint, userID: key.userID, expiresAt: key.expiresAt, isExpired: key.isExpired,
                isRevoked: key.isRevoked, isDisabled: key.isDisabled, canEncrypt: key.canEncrypt, canSign: key.canSign,
                hasSecret: secret.contains(key.fingerprint))
        }.sorted { $0.fingerprint < $1.fingerprint }
    }

    /// Makes an Ed25519 key with a Curve25519 subkey for encryption and no passphrase; for demonstrations and tests.
    public func generateKey(userID: String, validSeconds: UInt = 0) throws -> String {
        try engine().generate(userID: userID, validSeconds: validSeconds)
    }

    private func engine() throws -> Engine {
        try Engine(home: home.enginePath, passphrase: try passphraseFile.map(Keyring.firstLine))
    }

    /// The first line of the passphrase file.
    private static func firstLine(of path: String) throws -> [UInt8] {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            throw OpenPGPFailure(operation: "read the passphrase file", reason: String(cString: strerror(errno)))
        }
        defer { Glibc.close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        return Array(buffer.prefix(max(0, count)).prefix { $0 != 0x0A && $0 != 0x0D })
    }
}
