// A folder that files are taken from: read them safely, move them away, say why one was refused.

import Glibc

/// One inbox folder.
public struct InboxFolder: Sendable, Hashable {
    public let path: String

    public init(path: String) { self.path = path }

    /// Makes the folder where it is missing.
    public func prepare() throws { try makeFolder(path) }

    /// Reads a listed file in pieces. Throws `changedWhileReading` when it is another one, or grew, shrank or was written
    /// to, compared with the listing or during the reading.
    public func read(_ file: FolderFile, _ body: (RawSpan) throws -> Void) throws {
        let full = "\(path)/\(file.name.display)"
        let descriptor = withName(file.name) { Glibc.open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        if descriptor < 0 { throw FolderError.last("open", full) }
        defer { close(descriptor) }
        try verify(descriptor, is: file, full)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        var total: Int64 = 0
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw FolderError.last("read", full) }
            if count == 0 { break }
            total += Int64(count)
            if total > file.size { throw FolderError.changedWhileReading(path: full) }
            try body(UnsafeRawBufferPointer(rebasing: buffer[0..<count]).bytes)
        }
        if total != file.size { throw FolderError.changedWhileReading(path: full) }
        try verify(descriptor, is: file, full)
    }

    /// The bytes of a small companion (checksum file); nil when it is not there, no plain file, or larger than `limit`.
    public func companion(_ name: FileName, limit: Int = 1 << 16) throws -> [UInt8]? {
        let descriptor = withName(name) { Glibc.open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        if descriptor < 0 { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = Glibc.read(descriptor, &bytes, limit)
        if count < 0 { throw FolderError.last("read", "\(path)/\(name.display)") }
        return Array(bytes.prefix(count))
    }

    /// Whether the file at this name is still the one that was listed.
    public func stillHolds(_ name: FileName, device: Int64, inode: Int64) -> Bool {
        var status = stat()
        guard withName(name, { lstat($0, &status) }) == 0 else { return false }
        return Int64(truncatingIfNeeded: status.st_dev) == device && Int64(truncatingIfNeeded: status.st_ino) == inode
    }

    /// Moves a file from one place below the folder to another (`NAME`, `done/2026-03-02/NAME`), durably and without
    /// replacing. Doing it again is no error: true when the file lies at its destination afterwards.
    @discardableResult
    public func move(_ name: FileName, from source: String?, to destination: String, as filedName: FileName) throws
        -> Bool
    {
        let sourceFolder = source.map { "\(path)/\($0)" } ?? path
        let targetFolder = "\(path)/\(destination)"
        try makeFolder(targetFolder)
        let old = cString("\(sourceFolder)/", name)
        let new = cString("\(targetFolder)/", filedName)
        if renameNoReplace(old, new) != 0 {
            let reason = errno
            if reason == ENOENT { return access(new, F_OK) == 0 }
            if reason != EEXIST {
                throw FolderError.system(
                    operation: "move", path: "\(sourceFolder)/\(name.display)", systemError: reason)
            }
            throw FolderError.nameTaken(path: "\(targetFolder)/\(filedName.display)")
        }
        try synchronizeFolder(targetFolder)
        try synchronizeFolder(sourceFolder)
        return true
    }

    private func verify(_ descriptor: Int32, is file: FolderFile, _ full: String) throws {
        var status = stat()
        if fstat(descriptor, &status) != 0 { throw FolderError.last("look at", full) }
        guard status.st_mode & S_IFMT == S_IFREG, FolderFile(name: file.name, status) == file else {
            throw FolderError.changedWhileReading(path: full)
        }
    }

    private func withName<Result>(_ name: FileName, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        body(cString("\(path)/", name))
    }
}
