// What can go wrong in the vault, told without a single byte of what it hides.

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A refusal or failure of the vault. No case ever holds plaintext or key material.
public enum VaultError: Error, Sendable, Hashable {
    /// The operating system refused a call; `systemError` is its `errno`.
    case system(operation: String, path: String, systemError: Int32)
    /// There is no key file at this path.
    case keyMissing(path: String)
    /// There is a key file already; it is never replaced.
    case keyExists(path: String)
    /// The key file could be read or changed by others, or is no plain file.
    case keyUnsafe(path: String, reason: String)
    /// A key is exactly 32 bytes.
    case keyWrongSize(path: String, bytes: Int64)
    /// The file does not begin like a sealed file of this version.
    case notSealed(path: String)
    /// The file was sealed under another key.
    case otherKey(path: String)
    /// The file is a sealed file, but not the one that was asked for.
    case otherFile(path: String)
    /// A chunk was changed, moved, or taken from another file.
    case notAuthentic(path: String, chunk: UInt64)
    /// The file ends before its last chunk.
    case truncated(path: String, chunk: UInt64)
    /// Written to after commit or abandon.
    case finished(path: String)
    /// A sealed value was changed, sealed under another key, or for another purpose.
    case valueNotAuthentic(purpose: String)
    /// The cipher itself failed, which it never should.
    case sealingFailed(path: String)
    /// The source of randomness gave fewer bytes than asked for.
    case entropyMissing
}

extension VaultError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .system(let operation, let path, let systemError):
            "\(path): \(operation) failed: \(String(cString: strerror(systemError)))"
        case .keyMissing(let path): "\(path): there is no vault key; restore it from its backup"
        case .keyExists(let path): "\(path): a vault key exists already and is never replaced"
        case .keyUnsafe(let path, let reason): "\(path): vault key refused: \(reason)"
        case .keyWrongSize(let path, let bytes): "\(path): a vault key is 32 bytes, this file has \(bytes)"
        case .notSealed(let path): "\(path): not a sealed file of this version"
        case .otherKey(let path): "\(path): sealed under another vault key; restore the key it was sealed with"
        case .otherFile(let path): "\(path): a sealed file, but not the one recorded under this name"
        case .notAuthentic(let path, let chunk): "\(path): chunk \(chunk) was changed after sealing"
        case .truncated(let path, let chunk): "\(path): cut off after chunk \(chunk)"
        case .finished(let path): "\(path): written to after it was finished"
        case .valueNotAuthentic(let purpose):
            "a sealed value for \(purpose) was changed, or sealed under another key or for another purpose"
        case .sealingFailed(let path): "\(path): could not be sealed"
        case .entropyMissing: "the source of randomness gave too few bytes"
        }
    }
}
