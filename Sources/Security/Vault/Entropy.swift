// Where random bytes come from: the only place in the vault that asks the system for them.

import Crypto

/// A source of random bytes. Tests and simulations pass their own.
public struct Entropy: Sendable {
    private let fill: @Sendable (Int) -> [UInt8]

    /// `fill` gives as many fresh bytes as it is asked for.
    public init(_ fill: @escaping @Sendable (Int) -> [UInt8]) {
        self.fill = fill
    }

    /// The operating system's generator, as swift-crypto uses it for keys.
    public static let system = Entropy { count in
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }

    func bytes(_ count: Int) throws(VaultError) -> [UInt8] {
        let bytes = fill(count)
        if bytes.count != count { throw .entropyMissing }
        return bytes
    }
}
