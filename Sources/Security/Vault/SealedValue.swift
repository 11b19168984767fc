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
            let box = try AES.GCM.seal(
                Array(text), using: key, nonce: AES.GCM.Nonce(data: nonce),
                authenticating: [version])
            return [version] + nonce + Array(box.ciphertext) + Array(box.tag)
        } catch {
            throw .valueNotAuthentic(purpose: purpose)
        }
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
