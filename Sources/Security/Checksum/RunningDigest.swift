// Digests over the pieces of a file: all that are wanted in one pass.

import Crypto

/// One or more digests over a file's pieces. MD5 and SHA-1 find accidents, not attackers.
///
/// ```swift
/// var running = RunningDigest([.md5, .sha256])
/// try source.forEachPiece { running.update($0) }
/// running.hexadecimal(.sha256)
/// ```
public struct RunningDigest {
    private var md5: Insecure.MD5?
    private var sha1: Insecure.SHA1?
    private var sha256: SHA256?
    private var sha512: SHA512?
    private let first: DigestAlgorithm

    public init(_ algorithm: DigestAlgorithm) {
        self.init(first: algorithm, algorithms: [algorithm])
    }

    /// Several digests in one pass; nil when none is asked for.
    public init?(_ algorithms: Set<DigestAlgorithm>) {
        guard let first = DigestAlgorithm.allCases.last(where: algorithms.contains) else { return nil }
        self.init(first: first, algorithms: algorithms)
    }

    private init(first: DigestAlgorithm, algorithms: Set<DigestAlgorithm>) {
        self.first = first
        if algorithms.contains(.md5) { md5 = Insecure.MD5() }
        if algorithms.contains(.sha1) { sha1 = Insecure.SHA1() }
        if algorithms.contains(.sha256) { sha256 = SHA256() }
        if algorithms.contains(.sha512) { sha512 = SHA512() }
    }

    public mutating func update(_ piece: RawSpan) {
        piece.withUnsafeBytes { bytes in
            md5?.update(bufferPointer: bytes)
            sha1?.update(bufferPointer: bytes)
            sha256?.update(bufferPointer: bytes)
            sha512?.update(bufferPointer: bytes)
        }
    }

    /// The only digest, or the strongest of several, in lower-case hexadecimal digits.
    public func hexadecimal() -> String { hexadecimal(first) ?? "" }

    /// The digest of one algorithm, in lower-case hexadecimal digits; nil when it was not asked for.
    public func hexadecimal(_ algorithm: DigestAlgorithm) -> String? {
        switch algorithm {
        case .md5: md5.map { Self.text($0.finalize()) }
        case .sha1: sha1.map { Self.text($0.finalize()) }
        case .sha256: sha256.map { Self.text($0.finalize()) }
        case .sha512: sha512.map { Self.text($0.finalize()) }
        }
    }

    private static func text(_ digest: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
