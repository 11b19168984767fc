// The digests that checksum files name, and one pass over the bytes for each that is wanted.

import Crypto

/// A digest algorithm, told apart by the length of its hexadecimal text.
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
}

/// A digest over pieces of a file. MD5 and SHA-1 find accidents, not attackers.
public struct RunningDigest {
    private var md5: Insecure.MD5?
    private var sha1: Insecure.SHA1?
    private var sha256: SHA256?
    private var sha512: SHA512?

    public init(_ algorithm: DigestAlgorithm) {
        switch algorithm {
        case .md5: md5 = Insecure.MD5()
        case .sha1: sha1 = Insecure.SHA1()
        case .sha256: sha256 = SHA256()
        case .sha512: sha512 = SHA512()
        }
    }

    public mutating func update(_ piece: RawSpan) {
        piece.withUnsafeBytes { bytes in
            md5?.update(bufferPointer: bytes)
            sha1?.update(bufferPointer: bytes)
            sha256?.update(bufferPointer: bytes)
            sha512?.update(bufferPointer: bytes)
        }
    }

    /// The digest in lower-case hexadecimal digits.
    public func hexadecimal() -> String {
        var bytes: [UInt8] = []
        if let md5 { bytes = Array(md5.finalize()) }
        if let sha1 { bytes = Array(sha1.finalize()) }
        if let sha256 { bytes = Array(sha256.finalize()) }
        if let sha512 { bytes = Array(sha512.finalize()) }
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
