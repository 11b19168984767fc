// A folder that files are taken from: read them safely, move them away.

import Glibc

/// One inbox folder.
public struct InboxFolder: Sendable, Hashable {
    public let path: String

    public init(path: String) { self.path = path }

    /// Makes the folder where it is missing.
    public func prepare() throws { try makeFolder(path) }

    /// Reads a listed file in pieces. Throws `changedWhileReading` when it is another one, or grew, shrank or was written
    /// to, compared with the listing or during the reading, or when its name leads elsewhere afterwards.
    public func read(_ file: FolderFile, _ body: (RawSpan) throws -> Void) throws {
        let folder = try OpenFolder.open(path)
        let open = try folder.openFile(file.name, O_RDONLY)
        try verify(try open.status(), is: file, open.path)
        var total: Int64 = 0
        try open.forEachPiece { piece in
            total += Int64(piece.byteCount)
            if total > file.size { throw FolderError.changedWhileReading(path: open.path) }
            try body(piece)
        }
        if total != file.size { throw FolderError.changedWhileReading(path: open.path) }
        try verify(try open.status(), is: file, open.path)
        guard let named = try folder.status(file.name) else { throw FolderError.changedWhileReading(path: open.path) }
        try verify(named, is: file, open.path)
    }

    /// The bytes of a small companion (checksum file); nil when it is not there, no plain file, or larger than `limit`.
    public func companion(_ name: FileName, limit: Int = 1 << 16) throws -> [UInt8]? {
        let folder = try OpenFolder.open(path)
        guard let status = try folder.status(name), status.st_mode & S_IFMT == S_IFREG else { return nil }
        let file = try folder.openFile(name, O_RDONLY)
        guard try file.status().st_mode & S_IFMT == S_IFREG, try file.status().st_size <= limit else { return nil }
        var bytes: [UInt8] = []
        try file.forEachPiece { piece in
            if bytes.count <= limit { piece.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        }
        return bytes.count <= limit ? bytes : nil
    }

    /// Whether the file at this name is still the one that was listed.
    public func stillHolds(_ name: FileName, device: Int64, inode: Int64) -> Bool {
        guard let folder = try? OpenFolder.open(path), let status = try? folder.status(name) else { return false }
        let file = FolderFile(name: name, status)
        return file.device == device && file.inode == inode
    }

    /// Moves a file from one place below the folder to another (`NAME`, `done/2026-03-02/NAME`), durably, without replacing
    /// and never through a link, also to another file system. Doing it again is no error: true when the file lies at its
    /// destination afterwards.
    @discardableResult
    public func move(_ name: FileName, from source: String?, to destination: String, as filedName: FileName) throws
        -> Bool
    {
        let folder = try OpenFolder.open(path)
        let target = try folder.descend(destination)
        guard let origin = try folder.descendIfThere(source ?? "") else { return try target.status(filedName) != nil }
        switch try origin.rename(name, to: filedName, in: target) {
        case .renamed: break
        case .missing: return try target.status(filedName) != nil
        case .taken: throw FolderError.nameTaken(path: target.display(filedName))
        case .otherFileSystem:
            try copy(name, from: origin, to: filedName, in: target)
            origin.remove(name)
        }
        try target.synchronize()
        try origin.synchronize()
        return true
    }

    /// The way between two file systems: a copy under a temporary name, forced to the disk, then given its name. A file of
    /// that name with the same bytes is the copy of an earlier, interrupted move.
    func copy(
        _ name: FileName, from origin: OpenFolder, to filedName: FileName, in target: OpenFolder
    ) throws {
        guard let listed = try origin.status(name), listed.st_mode & S_IFMT == S_IFREG else {
            throw FolderError.changedWhileReading(path: origin.display(name))
        }
        let file = FolderFile(name: name, listed)
        let publication = Publication(folder: target, name: filedName, mode: listed.st_mode & 0o777)
        try publication.publish { write in
            let source = try origin.openFile(name, O_RDONLY)
            try verify(try source.status(), is: file, source.path)
            try source.forEachPiece(write)
            try verify(try source.status(), is: file, source.path)
        }
    }

    private func verify(_ status: stat, is file: FolderFile, _ path: String) throws(FolderError) {
        guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1, FolderFile(name: file.name, status) == file
        else { throw .changedWhileReading(path: path) }
    }
}
