// Seals many small values of one purpose: the purpose's key is drawn once.

import Crypto

/// Seals and opens the values of one purpose. A value; safe to share.
public struct ValueSealer: Sendable {
    private let purpose: String
    private let key: SymmetricKey
    private let entropy: Entropy

    init(purpose: String, key: SymmetricKey, entropy: Entropy) {
        self.purpose = purpose
        self.key = key
        self.entropy = entropy
    }

    public func seal(_ text: some Sequence<UInt8>) throws(VaultError) -> [UInt8] {
        try SealedValue.seal(text, as: purpose, key: key, entropy: entropy)
    }

    /// Opens what was sealed for the same purpose. Throws `valueNotAuthentic` otherwise.
    public func open(_ sealed: [UInt8]) throws(VaultError) -> [UInt8] {
        try SealedValue.open(sealed, as: purpose, key: key)
    }
}
