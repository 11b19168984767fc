// The vault key on disk: 32 bytes that nobody but us may read, made once and never replaced.

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension VaultKey {
    /// Reads the key file. Refuses links, other owners, and any mode that lets others in (0600 and 0400 are right).
    public static func load(path: String) throws(VaultError) -> VaultKey {
        try load(path: path, owners: [geteuid()], forbidden: 0o177)
    }

    /// Reads a key handed over by systemd (`LoadCredential=`, `$CREDENTIALS_DIRECTORY/vault-key`), which may belong to
    /// root and be readable by the group, but is never writable by others.
    public static func load(credential path: String) throws(VaultError) -> VaultKey {
        try load(path: path, owners: [0, geteuid()], forbidden: 0o137)
    }

    /// Reads the key file, or makes it when there is none. Only right where nothing was sealed yet: a lost key cannot be
    /// replaced by a new one.
    public static func loadOrMake(path: String, entropy: Entropy = .system) throws(VaultError) -> VaultKey {
        do {
            return try load(path: path)
        } catch VaultError.keyMissing {
            do {
                try make(path: path, entropy: entropy)
            } catch VaultError.keyExists {
                // Another process was quicker; both use what now stands there.
            }
            return try load(path: path)
        }
    }

    /// Makes a new key file with mode 0600, complete or not at all. Throws `keyExists` rather than replace one.
    public static func make(path: String, entropy: Entropy = .system) throws(VaultError) {
        let key = try VaultKey.random(entropy)
        let suffix = try entropy.bytes(8).map { byte in String(byte, radix: 16) }.joined()
        let temporary = "\(path).\(suffix).part"
        do throws(VaultError) {
            let file = try Descriptor(temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
            try file.writeAll(key.span.bytes)
            try file.synchronize()
        } catch {
            unlink(temporary)
            throw error
        }
        // link(2) never replaces: of two processes one makes the key, the other is told.
        let linked = link(temporary, path)
        let reason = errno
        unlink(temporary)
        if linked != 0 {
            if reason == EEXIST { throw .keyExists(path: path) }
            throw .system(operation: "link", path: path, systemError: reason)
        }
        try Descriptor.synchronizeFolder(of: path)
    }

    private static func load(path: String, owners: [uid_t], forbidden: mode_t) throws(VaultError) -> VaultKey {
        let file = try openKey(path)
        let status = try file.status()
        if status.st_mode & S_IFMT != S_IFREG { throw .keyUnsafe(path: path, reason: "it is not a regular file") }
        if status.st_nlink != 1 { throw .keyUnsafe(path: path, reason: "it has a second name (hard link)") }
        if !owners.contains(status.st_uid) { throw .keyUnsafe(path: path, reason: "it belongs to another user") }
        if status.st_mode & forbidden != 0 {
            let mode = String(status.st_mode & 0o7777, radix: 8)
            throw .keyUnsafe(path: path, reason: "its mode is 0\(mode); set it to 0600")
        }
        if status.st_size != VaultKey.byteCount { throw .keyWrongSize(path: path, bytes: Int64(status.st_size)) }
        var bytes = [UInt8](repeating: 0, count: VaultKey.byteCount)
        var span = bytes.mutableSpan
        let count = try span.withUnsafeMutableBytes { (buffer) throws(VaultError) in try file.fill(buffer) }
        guard count == VaultKey.byteCount, let key = VaultKey(bytes: bytes) else {
            throw .keyWrongSize(path: path, bytes: Int64(count))
        }
        return key
    }

    private static func openKey(_ path: String) throws(VaultError) -> Descriptor {
        do throws(VaultError) {
            return try Descriptor(path, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        } catch {
            guard case .system(_, _, let systemError) = error else { throw error }
            switch systemError {
            case ENOENT: throw .keyMissing(path: path)
            case ELOOP: throw .keyUnsafe(path: path, reason: "it is a symbolic link")
            default: throw error
            }
        }
    }
}
