// gpgme under Swift: contexts, data streams and results. No pointer of gpgme leaves this file.
// Every call blocks while gpg works; run it on a thread that may wait.

import CGPGME
import Glibc

/// Reads the next bytes into the span; 0 at the end.
public typealias BytesIn = (inout MutableRawSpan) throws -> Int
/// Takes the next bytes.
public typealias BytesOut = (RawSpan) throws -> Void

/// What gpgme found about one signature.
struct SignatureReport {
    enum Status { case good, bad, unknownKey, expired, revoked, weakDigest, failed }
    let status: Status
    /// Fingerprint of the key, often a subkey, that made it.
    let fingerprint: String
    let hasStrongDigest: Bool
}

/// What gpgme found about a decrypted file.
struct DecryptionReport {
    enum Failure { case noData, noSecretKey, locked, damaged }
    let failure: Failure?
    let lacksIntegrityProtection: Bool
    let signatures: [SignatureReport]
}

/// One gpgme context on one home. Used by one thread at a time.
final class Engine {
    private let context: gpgme_ctx_t
    private let passphrase: Passphrase
    private let protection = ProtectionNote()

    private static let isReady: Bool = gpgme_check_version(nil) != nil

    init(home: String, passphrase: [UInt8]?) throws {
        guard Engine.isReady else { throw OpenPGPFailure(operation: "start", reason: "gpgme is not usable") }
        var made: gpgme_ctx_t?
        try Engine.check(gpgme_new(&made), "start")
        guard let made else { throw OpenPGPFailure(operation: "start", reason: "no context") }
        context = made
        self.passphrase = Passphrase(passphrase)
        try Engine.check(gpgme_ctx_set_engine_info(context, GPGME_PROTOCOL_OpenPGP, nil, home), "use the home")
        gpgme_set_offline(context, 1)
        try Engine.check(gpgme_set_pinentry_mode(context, GPGME_PINENTRY_MODE_LOOPBACK), "set the pinentry mode")
        gpgme_set_passphrase_cb(context, givePassphrase, Unmanaged.passUnretained(self.passphrase).toOpaque())
        try Engine.check(gpgme_set_ctx_flag(context, "full-status", "1"), "ask for the whole status")
        gpgme_set_status_cb(context, noteProtection, Unmanaged.passUnretained(protection).toOpaque())
    }

    deinit { gpgme_release(context) }

    static func check(_ error: gpgme_error_t, _ operation: String) throws {
        if gpgme_err_code(error) == GPG_ERR_NO_ERROR { return }
        throw OpenPGPFailure(operation: operation, reason: text(of: error))
    }

    private static func text(of error: gpgme_error_t) -> String {
        var buffer = [CChar](repeating: 0, count: 200)
        gpgme_strerror_r(error, &buffer, buffer.count - 1)
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    // MARK: Messages

    /// Decrypts and verifies. What `output` got may be used only if the report, judged, says so.
    func decrypt(input: @escaping BytesIn, output: @escaping BytesOut) throws -> DecryptionReport {
        let cipher = try Stream(read: input)
        let plain = try Stream(write: output)
        protection.isMissing = false
        let error = gpgme_op_decrypt_verify(context, cipher.data, plain.data)
        if let fault = plain.fault ?? cipher.fault { throw fault }
        return DecryptionReport(
            failure: failure(error), lacksIntegrityProtection: protection.isMissing, signatures: signatures())
    }

    private func signatures() -> [SignatureReport] {
        var reports: [SignatureReport] = []
        var next = gpgme_op_verify_result(context).flatMap { $0.pointee.signatures }
        while let signature = next {
            let strong: [gpgme_hash_algo_t] = [GPGME_MD_SHA256, GPGME_MD_SHA384, GPGME_MD_SHA512]
            reports.append(
                SignatureReport(
                    status: Engine.status(gpgme_err_code(signature.pointee.status)),
                    fingerprint: signature.pointee.fpr.map { String(cString: $0) } ?? "",
                    hasStrongDigest: strong.contains(signature.pointee.hash_algo)))
            next = signature.pointee.next
        }
        return reports
    }

    private static func status(_ code: gpgme_err_code_t) -> SignatureReport.Status {
        switch code {
        case GPG_ERR_NO_ERROR: .good
        case GPG_ERR_BAD_SIGNATURE: .bad
        case GPG_ERR_NO_PUBKEY: .unknownKey
        case GPG_ERR_KEY_EXPIRED, GPG_ERR_SIG_EXPIRED: .expired
        case GPG_ERR_CERT_REVOKED: .revoked
        case GPG_ERR_DIGEST_ALGO: .weakDigest
        default: .failed
        }
    }

    /// Encrypts, and signs where `signer` names a key. The recipients were checked.
    func encrypt(
        to recipients: [String], signer: String?, armored: Bool, input: @escaping BytesIn, output: @escaping BytesOut
    ) throws {
        gpgme_set_armor(context, armored ? 1 : 0)
        gpgme_signers_clear(context)
        if let signer {
            let key = try get(signer, secret: true)
            defer { gpgme_key_unref(key) }
            try Engine.check(gpgme_signers_add(context, key), "use our signing key")
        }
        var keys: [gpgme_key_t?] = try recipients.map { try get($0, secret: false) }
        keys.append(nil)
        defer { for key in keys where key != nil { gpgme_key_unref(key) } }
        let plain = try Stream(read: input)
        let cipher = try Stream(write: output)
        gpgme_data_set_file_name(plain.data, "")
        let flags = gpgme_encrypt_flags_t(
            GPGME_ENCRYPT_ALWAYS_TRUST.rawValue | GPGME_ENCRYPT_NO_ENCRYPT_TO.rawValue
                | GPGME_ENCRYPT_NO_COMPRESS.rawValue)
        let error =
            signer == nil
            ? gpgme_op_encrypt(context, &keys, flags, plain.data, cipher.data)
            : gpgme_op_encrypt_sign(context, &keys, flags, plain.data, cipher.data)
        if let fault = plain.fault ?? cipher.fault { throw fault }
        try Engine.check(error, signer == nil ? "encrypt" : "sign and encrypt")
        if signer != nil, gpgme_op_sign_result(context).flatMap({ $0.pointee.signatures }) == nil {
            throw OpenPGPFailure(operation: "sign and encrypt", reason: "no signature was made")
        }
    }

    /// Verifies a detached signature.
    func verify(signature: [UInt8], content: @escaping BytesIn) throws -> DecryptionReport {
        let detached = try Stream(bytes: signature)
        let text = try Stream(read: content)
        let error = gpgme_op_verify(context, detached.data, text.data, nil)
        if let fault = text.fault { throw fault }
        return DecryptionReport(
            failure: failure(error), lacksIntegrityProtection: false, signatures: signatures())
    }

    private func failure(_ error: gpgme_error_t) -> DecryptionReport.Failure? {
        switch gpgme_err_code(error) {
        case GPG_ERR_NO_ERROR: nil
        case GPG_ERR_NO_DATA: .noData
        case GPG_ERR_NO_SECKEY: .noSecretKey
        case GPG_ERR_CANCELED, GPG_ERR_BAD_PASSPHRASE, GPG_ERR_NO_PASSPHRASE:
            passphrase.isNeededForKey ? .locked : .noSecretKey
        default: .damaged
        }
    }

    // MARK: Keys

    /// The key of a fingerprint (also of a subkey); nil when the ring has none.
    func describe(_ fingerprint: String) -> KeyDescription? {
        var found: gpgme_key_t?
        guard gpgme_err_code(gpgme_get_key(context, fingerprint, &found, 0)) == GPG_ERR_NO_ERROR, let found else {
            return nil
        }
        defer { gpgme_key_unref(found) }
        return Engine.description(found)
    }

    func list(secret: Bool) throws -> [KeyDescription] {
        try Engine.check(gpgme_op_keylist_start(context, nil, secret ? 1 : 0), "list keys")
        defer { gpgme_op_keylist_end(context) }
        var all: [KeyDescription] = []
        var key: gpgme_key_t?
        while gpgme_err_code(gpgme_op_keylist_next(context, &key)) == GPG_ERR_NO_ERROR, let found = key {
            all.append(Engine.description(found))
            gpgme_key_unref(found)
        }
        return all
    }

    func importKeys(_ bytes: [UInt8]) throws -> [String] {
        let data = try Stream(bytes: bytes)
        try Engine.check(gpgme_op_import(context, data.data), "import keys")
        var fingerprints: [String] = []
        var next = gpgme_op_import_result(context).flatMap { $0.pointee.imports }
        while let status = next {
            if let text = status.pointee.fpr { fingerprints.append(String(cString: text)) }
            next = status.pointee.next
        }
        return fingerprints
    }

    func export(_ fingerprint: String, armored: Bool) throws -> [UInt8] {
        gpgme_set_armor(context, armored ? 1 : 0)
        var bytes: [UInt8] = []
        let data = try Stream(write: { piece in piece.withUnsafeBytes { bytes.append(contentsOf: $0) } })
        try Engine.check(gpgme_op_export(context, fingerprint, 0, data.data), "export a key")
        return bytes
    }

    /// Makes a signing key with a subkey for encryption, under our passphrase or none; returns its fingerprint.
    func generate(userID: String, validSeconds: UInt, hasPassphrase: Bool) throws -> String {
        passphrase.isMakingKey = true
        defer { passphrase.isMakingKey = false }
        let noEnd = validSeconds == 0 ? UInt32(GPGME_CREATE_NOEXPIRE) : 0
        let common = UInt32(GPGME_CREATE_FORCE) | noEnd | (hasPassphrase ? 0 : UInt32(GPGME_CREATE_NOPASSWD))
        try Engine.check(
            gpgme_op_createkey(
                context, userID, "ed25519", 0, validSeconds, nil, UInt32(GPGME_CREATE_SIGN) | common),
            "make a key")
        guard let text = gpgme_op_genkey_result(context).flatMap({ $0.pointee.fpr }) else {
            throw OpenPGPFailure(operation: "make a key", reason: "no fingerprint came back")
        }
        let fingerprint = String(cString: text)
        let key = try get(fingerprint, secret: true)
        defer { gpgme_key_unref(key) }
        try Engine.check(
            gpgme_op_createsubkey(
                context, key, "cv25519", 0, validSeconds, UInt32(GPGME_CREATE_ENCR) | common),
            "make a subkey")
        return fingerprint
    }

    private func get(_ fingerprint: String, secret: Bool) throws -> gpgme_key_t {
        var found: gpgme_key_t?
        try Engine.check(gpgme_get_key(context, fingerprint, &found, secret ? 1 : 0), "find the key \(fingerprint)")
        guard let found else { throw OpenPGPFailure(operation: "find the key \(fingerprint)", reason: "none is there") }
        return found
    }

    private static func description(_ key: gpgme_key_t) -> KeyDescription {
        let fields = key.pointee
        var ends: [Int64] = []
        var next = fields.subkeys
        while let subkey = next {
            if subkey.pointee.can_encrypt != 0 && subkey.pointee.revoked == 0 {
                ends.append(subkey.pointee.expires > 0 ? Int64(subkey.pointee.expires) : .max)
            }
            next = subkey.pointee.next
        }
        let expires = Int64(fields.subkeys?.pointee.expires ?? 0)
        return KeyDescription(
            fingerprint: fields.fpr.map { String(cString: $0) } ?? "",
            userID: fields.uids?.pointee.uid.map { String(cString: $0) } ?? "", expiresAt: expires > 0 ? expires : nil,
            encryptionExpiresAt: ends.max().flatMap { $0 == .max ? nil : $0 }, isExpired: fields.expired != 0,
            isRevoked: fields.revoked != 0, isDisabled: fields.disabled != 0, canEncrypt: fields.can_encrypt != 0,
            canSign: fields.can_sign != 0, hasSecret: false)
    }
}

/// The passphrase of our keys while a context lives.
private final class Passphrase {
    let bytes: [UInt8]?
    /// Whether it was asked for one of our keys, and not for a file that was encrypted by passphrase alone.
    var isNeededForKey = false
    /// A key that is being made has no owner to hint at yet.
    var isMakingKey = false
    init(_ bytes: [UInt8]?) { self.bytes = bytes }
}

/// gpgme asks for a passphrase: given once, refused when it was wrong.
private func givePassphrase(
    _ hook: UnsafeMutableRawPointer?, _ hint: UnsafePointer<CChar>?, _ info: UnsafePointer<CChar>?, _ wasBad: Int32,
    _ descriptor: Int32
) -> gpgme_error_t {
    let canceled = gpgme_err_make(GPG_ERR_SOURCE_USER_1, GPG_ERR_CANCELED)
    // Without a hint of a key's owner the passphrase is asked for the file itself: ours must not be tried on it.
    guard let hook else { return canceled }
    let passphrase = Unmanaged<Passphrase>.fromOpaque(hook).takeUnretainedValue()
    if hint == nil && !passphrase.isMakingKey { return canceled }
    passphrase.isNeededForKey = true
    guard wasBad == 0, let bytes = passphrase.bytes else { return canceled }
    let line = bytes + [0x0A]
    return gpgme_io_writen(descriptor, line, line.count) == 0 ? 0 : canceled
}

/// Whether something was decrypted that nothing protects from being changed. gpgme's own result tells that of old ciphers
/// only; gpg's status line tells it always.
private final class ProtectionNote {
    var isMissing = false
}

/// `DECRYPTION_INFO mdc cipher aead` (GnuPG, doc/DETAILS): neither an MDC nor an AEAD mode is no protection.
private func noteProtection(
    _ hook: UnsafeMutableRawPointer?, _ keyword: UnsafePointer<CChar>?, _ arguments: UnsafePointer<CChar>?
) -> gpgme_error_t {
    guard let hook, let keyword, let arguments, String(cString: keyword) == "DECRYPTION_INFO" else { return 0 }
    let fields = String(cString: arguments).split(separator: " ")
    let hasCode = fields.first.map { $0 != "0" } ?? false
    let hasMode = fields.count > 2 && fields[2] != "0"
    if !hasCode && !hasMode { Unmanaged<ProtectionNote>.fromOpaque(hook).takeUnretainedValue().isMissing = true }
    return 0
}

/// A gpgme data object over Swift closures or bytes.
private final class Stream {
    private(set) var data: gpgme_data_t?
    fileprivate var fault: (any Error)?
    private let read: BytesIn?
    private let write: BytesOut?
    private let callbacks: UnsafeMutablePointer<gpgme_data_cbs>

    init(read: BytesIn? = nil, write: BytesOut? = nil) throws {
        self.read = read
        self.write = write
        callbacks = .allocate(capacity: 1)
        callbacks.initialize(
            to: gpgme_data_cbs(read: streamRead, write: streamWrite, seek: nil, release: nil))
        try Engine.check(
            gpgme_data_new_from_cbs(&data, callbacks, Unmanaged.passUnretained(self).toOpaque()), "open a stream")
        gpgme_data_set_flag(data, "io-buffer-size", "262144")
    }

    convenience init(bytes: [UInt8]) throws {
        var start = 0
        try self.init(read: { span in
            let count = min(span.byteCount, bytes.count - start)
            span.withUnsafeMutableBytes { $0.copyBytes(from: bytes[start..<start + count]) }
            start += count
            return count
        })
    }

    deinit {
        gpgme_data_release(data)
        callbacks.deallocate()
    }

    fileprivate func readBytes(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard let read, fault == nil else { return fail(EIO) }
        do {
            var span = buffer.mutableBytes
            return try read(&span)
        } catch {
            fault = error
            return fail(EIO)
        }
    }

    fileprivate func writeBytes(_ buffer: UnsafeRawBufferPointer) -> Int {
        guard let write, fault == nil else { return fail(EIO) }
        do {
            try write(buffer.bytes)
            return buffer.count
        } catch {
            fault = error
            return fail(EFBIG)
        }
    }

    private func fail(_ code: Int32) -> Int {
        errno = code
        return -1
    }
}

private func streamRead(_ hook: UnsafeMutableRawPointer?, _ buffer: UnsafeMutableRawPointer?, _ size: Int) -> Int {
    guard let hook, let buffer else { return -1 }
    return Unmanaged<Stream>.fromOpaque(hook).takeUnretainedValue()
        .readBytes(UnsafeMutableRawBufferPointer(start: buffer, count: size))
}

private func streamWrite(_ hook: UnsafeMutableRawPointer?, _ buffer: UnsafeRawPointer?, _ size: Int) -> Int {
    guard let hook, let buffer else { return -1 }
    return Unmanaged<Stream>.fromOpaque(hook).takeUnretainedValue()
        .writeBytes(UnsafeRawBufferPointer(start: buffer, count: size))
}
