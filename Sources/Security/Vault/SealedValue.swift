// Small values sealed one by one: account numbers, names, identifiers kept for the few who may see them.
//
//   version (1) · random nonce (12) · ciphertext · tag (16)
//
// The key belongs to the purpose; random nonces are safe for about 2^32 values of one purpose (NIST SP 800-38D, 8.3).
// The length of the value stays visible.

import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

enum SealedValue {
    private static let version: UInt8 = 1

    static func seal(
        _ text: some Sequence<UInt8>, as purpose: String, key: SymmetricKey, entropy: Entropy
    ) throws(VaultError) -> [UInt8] {
        let nonce = try entropy.bytes(SealedFormat.nonceByteCount)
        do {
            let box = try text.withContiguousStorageIfAvailable { try seal(UnsafeRawBufferPointer($0), nonce, key) }
            return written(nonce, try box ?? Array(text).withUnsafeBytes { try seal($0, nonce, key) })
        } catch {
            throw .valueNotAuthentic(purpose: purpose)
        }
    }

    private static func seal(
        _ bytes: UnsafeRawBufferPointer, _ nonce: [UInt8], _ key: SymmetricKey
    ) throws -> AES.GCM.SealedBox {
        try AES.GCM.seal(bytes, using: key, nonce: AES.GCM.Nonce(data: nonce), authenticating: [version])
    }

    private static func written(_ nonce: [UInt8], _ box: AES.GCM.SealedBox) -> [UInt8] {
        var sealed: [UInt8] = []
        sealed.reserveCapacity(1 + nonce.count + box.ciphertext.count + box.tag.count)
        sealed.append(version)
        sealed += nonce
        box.ciphertext.withUnsafeBytes { sealed.append(contentsOf: $0) }
        box.tag.withUnsafeBytes { sealed.append(contentsOf: $0) }
        return sealed
    }

    static func open(_ sealed: [UInt8], as purpose: String, key: SymmetricKey) throws(VaultError) -> [UInt8] {
        guard sealed.first == version else { throw .valueNotAuthentic(purpose: purpose) }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.dropFirst())
            let text = try AES.GCM.open(
                box, using: key, authenticating: [version])
            return Array(text)
        } catch {
            throw .valueNotAuthentic(purpose: purpose)
        }
    }
}
