// A running digest over the pieces of a content. Relies on OpenSSL's EVP; no pointer of it leaves this file.

import COpenSSL

/// A running digest, a value like any other: a copy goes its own way.
///
/// ```swift
/// var digest = try MessageDigest(.sha256)
/// digest.update(piece)
/// let octets = digest.finish()
/// ```
public struct MessageDigest: Sendable {
    public let name: DigestName
    private var running: RunningContext

    /// Throws `SMIMEError.engine` where OpenSSL does not offer the algorithm.
    public init(_ name: DigestName) throws(SMIMEError) {
        self.name = name
        running = try RunningContext(name)
    }

    public mutating func update(_ piece: RawSpan) {
        if !isKnownUniquelyReferenced(&running) { running = RunningContext(copying: running) }
        running.update(piece)
    }

    /// The digest of all that was taken so far.
    public func finish() -> [UInt8] { RunningContext(copying: running).final(name.byteCount) }

    /// The digest of some bytes at once.
    public static func digest(_ bytes: [UInt8], by name: DigestName) throws(SMIMEError) -> [UInt8] {
        var digest = try MessageDigest(name)
        digest.update(bytes.span.bytes)
        return digest.finish()
    }
}

// Sendable because it is written to only by the one digest that refers to it, which copies it when another does too.
private final class RunningContext: @unchecked Sendable {
    private let context: OpaquePointer?

    init(_ name: DigestName) throws(SMIMEError) {
        context = EVP_MD_CTX_new()
        let algorithm =
            switch name {
            case .md5: EVP_md5()
            case .sha1: EVP_sha1()
            case .sha224: EVP_sha224()
            case .sha256: EVP_sha256()
            case .sha384: EVP_sha384()
            case .sha512: EVP_sha512()
            }
        guard context != nil, EVP_DigestInit_ex(context, algorithm, nil) == 1 else {
            ERR_clear_error()
            throw .engine(operation: "begin a \(name.rawValue) digest")
        }
    }

    init(copying other: RunningContext) {
        context = EVP_MD_CTX_new()
        EVP_MD_CTX_copy_ex(context, other.context)
    }

    deinit { EVP_MD_CTX_free(context) }

    func update(_ piece: RawSpan) {
        piece.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    }

    func final(_ byteCount: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
            var written: UInt32 = 0
            count = EVP_DigestFinal_ex(context, buffer.baseAddress, &written) == 1 ? Int(written) : 0
        }
    }
}
