// One content cipher at work, block by block through a buffer of its own. Relies on OpenSSL's EVP; no pointer of it leaves this file.

import COpenSSL

// Sendable because the one envelope that made it never hands it out, and envelopes cannot be copied.
final class CipherStream: @unchecked Sendable {
    enum Direction: Int32, Sendable { case decrypt, encrypt }

    private static let bufferByteCount = 64 << 10
    /// An update may write a block more than it was given.
    private static let blockByteCount = 32

    private let context: OpaquePointer?
    private let buffer: UnsafeMutableRawBufferPointer
    private var filled = 0
    private let cipher: ContentCipher

    /// Throws `SMIMEError.engine` where OpenSSL does not offer the cipher, or refuses the vector.
    init(_ cipher: ContentCipher, key: [UInt8], vector: [UInt8], _ direction: Direction) throws(SMIMEError) {
        self.cipher = cipher
        context = EVP_CIPHER_CTX_new()
        buffer = .allocate(byteCount: Self.bufferByteCount, alignment: 64)
        let algorithm =
            switch cipher {
            case .aes128CBC: EVP_aes_128_cbc()
            case .aes192CBC: EVP_aes_192_cbc()
            case .aes256CBC: EVP_aes_256_cbc()
            case .aes128GCM: EVP_aes_128_gcm()
            case .aes192GCM: EVP_aes_192_gcm()
            case .aes256GCM: EVP_aes_256_gcm()
            case .tripleDES: EVP_des_ede3_cbc()
            }
        let forward = direction.rawValue
        guard key.count == cipher.keyByteCount,
            EVP_CipherInit_ex(context, algorithm, nil, nil, nil, forward) == 1,
            !cipher.isAuthenticated
                || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, Int32(clamping: vector.count), nil) == 1,
            cipher.isAuthenticated || vector.count == cipher.vectorByteCount,
            EVP_CipherInit_ex(context, nil, nil, key, vector, forward) == 1
        else {
            ERR_clear_error()
            throw .engine(operation: "begin \(cipher)")
        }
    }

    deinit {
        EVP_CIPHER_CTX_free(context)
        OPENSSL_cleanse(buffer.baseAddress, buffer.count)
        buffer.deallocate()
    }

    /// Works on the next bytes. The sink gets full buffers; what does not fill one waits.
    func update(_ piece: RawSpan, into sink: (RawSpan) throws -> Void) throws {
        var done = 0
        while done < piece.byteCount {
            if buffer.count - filled <= Self.blockByteCount * 2 { try flush(into: sink) }
            let count = min(piece.byteCount - done, buffer.count - filled - Self.blockByteCount)
            var written: Int32 = 0
            let outcome = piece.extracting(done..<done + count).withUnsafeBytes { bytes in
                EVP_CipherUpdate(
                    context, buffer.baseAddress?.advanced(by: filled).assumingMemoryBound(to: UInt8.self), &written,
                    bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(clamping: count))
            }
            guard outcome == 1 else { throw failure }
            filled += Int(written)
            done += count
        }
    }

    /// Ends the content and hands out all of it that still waits. Decrypting, throws `SMIMEError.cannotDecrypt` when padding or tag
    /// are wrong, and hands out nothing then.
    /// - Parameter tag: what an authenticated cipher decrypts against.
    func finish(tag: [UInt8] = [], into sink: (RawSpan) throws -> Void) throws {
        if !tag.isEmpty {
            var tag = tag
            guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(clamping: tag.count), &tag) == 1 else {
                throw failure
            }
        }
        if buffer.count - filled <= Self.blockByteCount { try flush(into: sink) }
        var written: Int32 = 0
        let end = buffer.baseAddress?.advanced(by: filled).assumingMemoryBound(to: UInt8.self)
        guard EVP_CipherFinal_ex(context, end, &written) == 1 else { throw failure }
        filled += Int(written)
        try flush(into: sink)
    }

    /// The tag of an authenticated cipher, once encrypting has finished: 16 octets.
    func tag() throws(SMIMEError) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: 16)
        guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, &tag) == 1 else { throw failure }
        return tag
    }

    private func flush(into sink: (RawSpan) throws -> Void) throws {
        let count = filled
        filled = 0
        if count > 0 { try sink(UnsafeRawBufferPointer(rebasing: buffer[0..<count]).bytes) }
    }

    private var failure: SMIMEError {
        ERR_clear_error()
        return EVP_CIPHER_CTX_is_encrypting(context) == 1 ? .engine(operation: "encrypt") : .cannotDecrypt
    }
}
