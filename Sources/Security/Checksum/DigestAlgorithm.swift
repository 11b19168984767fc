// The digests that checksum files name.

/// A digest algorithm, told apart by the length of its hexadecimal text; the weakest first.
public enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable {
    case md5, sha1, sha256, sha512

    public var hexadecimalLength: Int {
        switch self {
        case .md5: 32
        case .sha1: 40
        case .sha256: 64
        case .sha512: 128
        }
    }

    public init?(hexadecimalLength: Int) {
        guard let found = Self.allCases.first(where: { $0.hexadecimalLength == hexadecimalLength }) else { return nil }
        self = found
    }

    /// The name that BSD's form gives it: `SHA256 (name) = …`.
    var label: String { rawValue.uppercased() }
}
