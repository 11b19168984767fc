// The vault's master key and the keys drawn from it. The master key itself never encrypts anything.

import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// 256 bits from which every other key is derived by HKDF-SHA-256 (RFC 5869).
///
/// Prints as nothing but its name, so that it cannot leak through a log line.
public struct VaultKey: Sendable {
    static let byteCount = 32

    private let master: SymmetricKey

    /// Eight bytes that tell keys apart without telling anything about them: kept in each sealed file and fit to be
    /// recorded, so that a wrong key is told from a damaged file.
    public let checkValue: UInt64

    /// `nil` unless there are exactly 32 bytes.
    public init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        if bytes.count != Self.byteCount { return nil }
        master = SymmetricKey(data: bytes)
        let check = HKDF<SHA256>.expand(
            pseudoRandomKey: master, info: Array("hms-ach vault key check".utf8), outputByteCount: 8)
        checkValue = check.withUnsafeBytes { raw in
            var value: UInt64 = 0
            for byte in raw { value = value << 8 | UInt64(byte) }
            return value
        }
    }

    static func random(_ entropy: Entropy) throws(VaultError) -> [UInt8] {
        try entropy.bytes(byteCount)
    }

    /// The key for one purpose: a sealed file by its id, a kind of value, a vocabulary of tokens.
    func derived(for purpose: String, salt: [UInt8] = []) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master, salt: salt, info: Array("hms-ach \(purpose)".utf8), outputByteCount: 32)
    }
}

extension VaultKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "VaultKey" }
    public var debugDescription: String { "VaultKey" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
