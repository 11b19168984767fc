// A private OpenPGP keyring: opens what partners send, and seals what goes to them.
// Relies on gpgme and GnuPG. Calls block while gpg works; never call them from Swift's cooperative pool.

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
///
/// ```swift
/// let keyring = try Keyring(home: "state/gnupg", passphraseFile: nil)
/// defer { keyring.close() }
/// let message = try keyring.open(
///     pinned: [bank], input: { try reader.read(into: &$0) }, output: { try writer.write($0) })
/// try writer.commit()   // only now; where `open` throws, abandon
/// ```
public final class Keyring: Sendable {
    private let home: Home
    private let passphraseFile: String?
    private let leavesAgent: Bool
    /// Primary fingerprints of signing subkeys that were looked up already.
    private let primaries = Mutex<[String: String]>([:])

    /// Makes the home when it is missing. Throws `OpenPGPFailure`.
    /// - Parameter isGuest: whether somebody else may be at work in this home: `close` then leaves an agent that ran before.
    public init(home path: String, passphraseFile: String? = nil, isGuest: Bool = false) throws {
        home = try Home(path: path)
        self.passphraseFile = passphraseFile
        leavesAgent = isGuest && home.hasAgent()
    }

    /// Ends the agent of this home. The keyring must not be used after it.
    public func close() {
        if !leavesAgent { home.endAgent() }
        home.close()
    }

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

    /// Verifies a detached signature over a clear file, judged by the same rules. The content may be used only when this
    /// returns.
    public func verify(signature: [UInt8], pinned: Set<String>, content: BytesIn) throws -> OpenedMessage {
        let engine = try engine()
        let report = try withoutActuallyEscaping(content) { try engine.verify(signature: signature, content: $0) }
        return try judge(report, pinned: pinned, engine)
    }

    /// The rules by which a file is accepted: the operation succeeded, the content was protected, no signature is bad, and
    /// one that is good, strong and in time belongs to a pinned key.
    private func judge(_ report: DecryptionReport, pinned: Set<String>, _ engine: Engine) throws -> OpenedMessage {
        if report.lacksIntegrityProtection { throw OpenPGPRefusal.noIntegrityProtection }
        switch report.failure {
        case .noData?: throw report.signatures.isEmpty ? OpenPGPRefusal.damaged : OpenPGPRefusal.notEncrypted
        case .noSecretKey?: throw OpenPGPRefusal.notForUs
        case .locked?:
            throw OpenPGPFailure(operation: "open a file", reason: "our key's passphrase is missing or wrong")
        case .damaged?:
            let isBad = report.signatures.contains { $0.status == .bad }
            throw isBad ? OpenPGPRefusal.badSignature : OpenPGPRefusal.damaged
        case nil: break
        }
        if report.signatures.isEmpty { throw OpenPGPRefusal.unsigned }
        if report.signatures.contains(where: { $0.status == .bad }) { throw OpenPGPRefusal.badSignature }
        let accepted = Set(pinned.compactMap(Fingerprint.normalized))
        var refusals: [OpenPGPRefusal] = []
        for signature in report.signatures {
            switch refusal(of: signature, pinned: accepted, engine) {
            case .accepted(let primary): return OpenedMessage(signer: primary)
            case .refused(let reason): refusals.append(reason)
            }
        }
        // What is said of a key we know tells more than that another one is unknown.
        throw refusals.first { $0 != .unknownSigner } ?? .unknownSigner
    }

    private enum SignatureVerdict {
        case accepted(String)
        case refused(OpenPGPRefusal)
    }

    private func refusal(of signature: SignatureReport, pinned: Set<String>, _ engine: Engine) -> SignatureVerdict {
        switch signature.status {
        case .unknownKey: return .refused(.unknownSigner)
        case .expired: return .refused(.expired)
        case .revoked: return .refused(.revoked)
        case .weakDigest: return .refused(.weakDigest)
        case .bad, .failed: return .refused(.badSignature)
        case .good:
            if !signature.hasStrongDigest { return .refused(.weakDigest) }
            guard let primary = primary(of: signature.fingerprint, engine), pinned.contains(primary) else {
                return .refused(.signerNotPinned)
            }
            return .accepted(primary)
        }
    }

    private func primary(of fingerprint: String, _ engine: Engine) -> String? {
        if let known = primaries.withLock({ $0[fingerprint] }) { return known }
        guard let whole = Fingerprint.normalized(fingerprint), let primary = engine.describe(whole)?.fingerprint else {
            return nil
        }
        primaries.withLock { $0[fingerprint] = primary }
        return primary
    }

    /// Encrypts to whole fingerprints, signed where `signer` names our key. Nothing is written when a recipient's key cannot
    /// be used. Throws `OpenPGPFailure`, or what the closures throw.
    public func seal(
        to recipients: [String], signer: String?, armored: Bool, input: BytesIn, output: BytesOut
    ) throws {
        let engine = try engine()
        let signer = try signer.map(Keyring.whole)
        let recipients = try recipients.map(Keyring.whole)
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

    /// A public key as it is given to partners.
    public func exportPublicKey(_ fingerprint: String, armored: Bool = true) throws -> [UInt8] {
        let bytes = try engine().export(Keyring.whole(fingerprint), armored: armored)
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
            var key = key
            key.hasSecret = secret.contains(key.fingerprint)
            return key
        }.sorted { $0.fingerprint < $1.fingerprint }
    }

    /// Makes an Ed25519 key with a Curve25519 subkey for encryption; for demonstrations, tests and first steps.
    /// - Parameters:
    ///   - validSeconds: 0 for a key without end.
    ///   - hasPassphrase: whether the key is locked with the passphrase of the keyring's file.
    public func generateKey(userID: String, validSeconds: UInt = 0, hasPassphrase: Bool = false) throws -> String {
        if hasPassphrase && passphraseFile == nil {
            throw OpenPGPFailure(operation: "make a key", reason: "no passphrase file is named")
        }
        return try engine().generate(userID: userID, validSeconds: validSeconds, hasPassphrase: hasPassphrase)
    }

    private static func whole(_ fingerprint: String) throws -> String {
        if let whole = Fingerprint.normalized(fingerprint) { return whole }
        throw OpenPGPFailure(operation: "find a key", reason: "it must be named by its whole fingerprint of 40 digits")
    }

    private func engine() throws -> Engine {
        try Engine(home: home.enginePath, passphrase: try passphraseFile.map(PassphraseFile.read))
    }
}
