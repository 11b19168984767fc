// A private key of ours: signs digests, unwraps content keys. Relies on OpenSSL's EVP; no pointer of it leaves this file.

import COpenSSL

// Sendable because the key is never changed after it was read, and OpenSSL lets any number of threads use such a key at once.
final class PrivateKey: @unchecked Sendable {
    private let key: OpaquePointer

    /// Throws `SMIMEError.keyUnreadable`.
    init(pem: [UInt8], passphrase: [UInt8]?) throws(SMIMEError) {
        guard pem.count <= Certificate.limit, let reader = hms_bytes_bio(pem, Int32(clamping: pem.count)) else {
            throw .keyUnreadable
        }
        defer {
            BIO_free(reader)
            ERR_clear_error()
        }
        let read = (passphrase ?? []).withUnsafeBufferPointer { secret in
            withUnsafePointer(to: secret) { given in
                // Without a passphrase OpenSSL would ask on the terminal: it is always given one, or refused one.
                PEM_read_bio_PrivateKey(
                    reader, nil,
                    { target, size, _, given in
                        guard let target, let given else { return -1 }
                        let secret = given.load(as: UnsafeBufferPointer<UInt8>.self)
                        guard let start = secret.baseAddress, secret.count <= Int(size), !secret.isEmpty else {
                            return -1
                        }
                        UnsafeMutableRawPointer(target).copyMemory(from: start, byteCount: secret.count)
                        return Int32(clamping: secret.count)
                    }, UnsafeMutableRawPointer(mutating: given))
            }
        }
        guard let read else { throw .keyUnreadable }
        key = read
    }

    /// A new RSA key. Throws `SMIMEError.engine`.
    init(rsaBits: Int) throws(SMIMEError) {
        guard let made = hms_new_rsa_key(UInt32(clamping: rsaBits)) else {
            ERR_clear_error()
            throw .engine(operation: "make a key")
        }
        key = made
    }

    deinit { EVP_PKEY_free(key) }

    /// The public half as SubjectPublicKeyInfo in DER.
    var publicKey: [UInt8] {
        let count = Int(i2d_PUBKEY(key, nil))
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            var next = buffer.baseAddress
            initialized = max(0, Int(i2d_PUBKEY(key, &next)))
        }
    }

    /// PKCS#8, encrypted by AES-256 when there is a passphrase. Throws `SMIMEError.engine`.
    func pem(passphrase: [UInt8]?) throws(SMIMEError) -> [UInt8] {
        guard let writer = BIO_new(BIO_s_mem()) else { throw .engine(operation: "write a key") }
        defer {
            BIO_free(writer)
            ERR_clear_error()
        }
        let outcome = (passphrase ?? []).withUnsafeBytes { secret in
            PEM_write_bio_PKCS8PrivateKey(
                writer, key, secret.isEmpty ? nil : EVP_aes_256_cbc(),
                secret.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: secret.count), nil, nil)
        }
        var start: UnsafeMutablePointer<CChar>?
        let count = hms_bio_bytes(writer, &start)
        guard outcome == 1, let start, count > 0 else { throw .engine(operation: "write a key") }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Whether this is the private half of the certificate's key.
    func belongs(to certificate: Certificate) -> Bool {
        let read = certificate.der.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            return d2i_X509(nil, &next, bytes.count)
        }
        defer {
            X509_free(read)
            ERR_clear_error()
        }
        return X509_check_private_key(read, key) == 1
    }

    /// A signature over a digest. Throws `SMIMEError.keyUnsuitable`.
    func sign(
        _ octets: [UInt8], by digest: DigestName, scheme: SignatureScheme
    ) throws(SMIMEError) -> [UInt8] {
        guard let context = EVP_PKEY_CTX_new(key, nil) else { throw .engine(operation: "sign") }
        defer {
            EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        var isSet =
            EVP_PKEY_sign_init(context) == 1
            && EVP_PKEY_CTX_set_signature_md(context, EVP_get_digestbyname(digest.rawValue)) == 1
        switch scheme {
        case .ecdsa: break
        case .pkcs1: isSet = isSet && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
        case .pss(let mask, let saltLength):
            isSet =
                isSet && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
                && EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_get_digestbyname(mask.rawValue)) == 1
                && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, Int32(clamping: saltLength)) == 1
        }
        var count = Int(EVP_PKEY_get_size(key))
        var signature = [UInt8](repeating: 0, count: count)
        guard isSet, EVP_PKEY_sign(context, &signature, &count, octets, octets.count) == 1 else {
            throw .keyUnsuitable
        }
        return Array(signature.prefix(count))
    }

    /// The content key of so many octets. **When there is none, noise takes its place**, made before it is known to be needed:
    /// whoever sends us guesses must not learn from answer or timing whether the padding of a guess was right (Bleichenbacher).
    func unwrap(
        _ wrapped: [UInt8], by transport: KeyTransport, byteCount: Int
    ) throws(SMIMEError) -> [UInt8] {
        guard let context = EVP_PKEY_CTX_new(key, nil) else { throw .engine(operation: "unwrap a key") }
        defer {
            EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        let noise = try Noise.octets(byteCount)
        var isSet = EVP_PKEY_decrypt_init(context) == 1
        switch transport {
        case .pkcs1: isSet = isSet && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
        case .oaep(let digest):
            isSet =
                isSet && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1
                && EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_get_digestbyname(digest.rawValue)) == 1
                && EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_get_digestbyname(digest.rawValue)) == 1
        }
        guard isSet else { throw .keyUnsuitable }
        var count = max(Int(EVP_PKEY_get_size(key)), byteCount)
        var unwrapped = [UInt8](repeating: 0, count: count)
        defer { OPENSSL_cleanse(&unwrapped, unwrapped.count) }
        let outcome = EVP_PKEY_decrypt(context, &unwrapped, &count, wrapped, wrapped.count)
        let mask: UInt8 = outcome == 1 && count == byteCount ? 0xFF : 0x00
        return noise.indices.map { unwrapped[$0] & mask | noise[$0] & ~mask }
    }
}
