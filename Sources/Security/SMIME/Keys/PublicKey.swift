// A certificate's public key: checks signatures over digests, wraps content keys.
// Relies on OpenSSL's EVP; no pointer of it leaves this file.

import COpenSSL

// Sendable because the key is never changed after it was read, and OpenSSL lets any number of threads use such a key at once.
final class PublicKey: @unchecked Sendable {
    let kind: Certificate.KeyKind
    let bits: Int
    /// Nil for a kind of key that OpenSSL does not know.
    private let key: OpaquePointer?

    init(certificate der: [UInt8]) {
        key = der.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            let certificate = d2i_X509(nil, &next, bytes.count)
            defer { X509_free(certificate) }
            return certificate.flatMap { X509_get_pubkey($0) }
        }
        ERR_clear_error()
        kind =
            switch key.map({ EVP_PKEY_get_base_id($0) }) {
            case EVP_PKEY_RSA, EVP_PKEY_RSA_PSS: .rsa
            case EVP_PKEY_EC: .ellipticCurve
            default: .other
            }
        bits = key.map { Int(EVP_PKEY_get_bits($0)) } ?? 0
    }

    deinit { EVP_PKEY_free(key) }

    /// Whether the key's owner made this signature over this digest.
    func verifies(
        _ signature: [UInt8], over octets: [UInt8], by digest: DigestName, scheme: SignatureScheme
    ) -> Bool {
        guard let key, fits(scheme), let context = EVP_PKEY_CTX_new(key, nil) else { return false }
        defer {
            EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        guard EVP_PKEY_verify_init(context) == 1, set(scheme, digest, on: context) else { return false }
        return EVP_PKEY_verify(context, signature, signature.count, octets, octets.count) == 1
    }

    /// The content key, readable only by the owner. Throws `SMIMEError.keyUnsuitable` for keys other than RSA.
    func wrap(_ contentKey: [UInt8], by transport: KeyTransport) throws(SMIMEError) -> [UInt8] {
        guard let key, kind == .rsa, let context = EVP_PKEY_CTX_new(key, nil) else { throw .keyUnsuitable }
        defer {
            EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        guard EVP_PKEY_encrypt_init(context) == 1, set(transport, on: context) else { throw .keyUnsuitable }
        var count = Int(EVP_PKEY_get_size(key))
        var wrapped = [UInt8](repeating: 0, count: count)
        guard EVP_PKEY_encrypt(context, &wrapped, &count, contentKey, contentKey.count) == 1 else {
            throw .keyUnsuitable
        }
        return Array(wrapped.prefix(count))
    }

    private func fits(_ scheme: SignatureScheme) -> Bool {
        switch scheme {
        case .pkcs1, .pss: kind == .rsa
        case .ecdsa: kind == .ellipticCurve
        }
    }

    private func set(_ scheme: SignatureScheme, _ digest: DigestName, on context: OpaquePointer) -> Bool {
        guard EVP_PKEY_CTX_set_signature_md(context, algorithm(digest)) == 1 else { return false }
        switch scheme {
        case .ecdsa: return true
        case .pkcs1: return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
        case .pss(let mask, let saltLength):
            return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
                && EVP_PKEY_CTX_set_rsa_mgf1_md(context, algorithm(mask)) == 1
                && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, Int32(clamping: saltLength)) == 1
        }
    }

    private func set(_ transport: KeyTransport, on context: OpaquePointer) -> Bool {
        switch transport {
        case .pkcs1: EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
        case .oaep(let digest):
            EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1
                && EVP_PKEY_CTX_set_rsa_oaep_md(context, algorithm(digest)) == 1
                && EVP_PKEY_CTX_set_rsa_mgf1_md(context, algorithm(digest)) == 1
        }
    }

    private func algorithm(_ digest: DigestName) -> OpaquePointer? { EVP_get_digestbyname(digest.rawValue) }
}
