// One open file of the vault: the system calls it needs, each failure with its path. Closes itself.

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct Descriptor: ~Copyable {
    let path: String
    private let number: Int32

    init(_ path: String, flags: Int32, mode: mode_t = 0) throws(VaultError) {
        number = open(path, flags | O_CLOEXEC, mode)
        self.path = path
        if number < 0 { throw .system(operation: "open", path: path, systemError: errno) }
    }

    deinit {
        if number >= 0 { close(number) }
    }

    func status() throws(VaultError) -> stat {
        var status = stat()
        if fstat(number, &status) != 0 { throw failure("stat") }
        return status
    }

    /// Fills `buffer` unless the file ends first; gives the number of bytes read.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(VaultError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = read(number, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw failure("read") }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    func writeAll(_ span: RawSpan) throws(VaultError) {
        try span.withUnsafeBytes { (bytes) throws(VaultError) in
            var written = 0
            while written < bytes.count {
                let count = write(number, bytes.baseAddress?.advanced(by: written), bytes.count - written)
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { throw failure("write") }
                written += count
            }
        }
    }

    /// Forces bytes and length to the disk.
    func synchronize() throws(VaultError) {
        if fsync(number) != 0 { throw failure("fsync") }
    }

    private func failure(_ operation: String) -> VaultError {
        .system(operation: operation, path: path, systemError: errno)
    }

    /// Forces a new or changed name in the folder that holds `path` to the disk.
    static func synchronizeFolder(of path: String) throws(VaultError) {
        try Descriptor(folder(of: path), flags: O_RDONLY | O_DIRECTORY).synchronize()
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
