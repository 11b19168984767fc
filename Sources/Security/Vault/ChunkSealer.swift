// Seals the chunks of one file in order and counts them, so that no nonce is ever used twice.

import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct ChunkSealer {
    private let key: SymmetricKey
    private let header: [UInt8]
    private var chunk: UInt64 = 0

    init(key: SymmetricKey, header: [UInt8]) {
        self.key = key
        self.header = header
    }

    /// Writes the next chunk: ciphertext and tag.
    mutating func seal(_ plaintext: RawSpan, isLast: Bool, to file: borrowing Descriptor) throws(VaultError) {
        let nonce = SealedFormat.nonce(chunk: chunk, isLast: isLast)
        let authenticated = SealedFormat.authenticated(header: header, chunk: chunk, isLast: isLast)
        let box = plaintext.withUnsafeBytes { bytes in
            try? AES.GCM.seal(
                bytes, using: key, nonce: AES.GCM.Nonce(data: nonce), authenticating: authenticated)
        }
        guard let box else { throw .sealingFailed(path: file.path) }
        chunk += 1
        try file.writeAll(box.ciphertext.bytes)
        try file.writeAll(box.tag.bytes)
    }
}
