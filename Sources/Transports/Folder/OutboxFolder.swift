// A folder that files are published to: complete under their name, or not there.

import Glibc

/// One outbox folder.
public struct OutboxFolder: Sendable, Hashable {
    public let path: String

    public init(path: String) { self.path = path }

    /// Makes the folder where it is missing and removes temporaries that an interrupted publication left.
    public func prepare() throws {
        try makeFolder(path)
        guard let stream = opendir(path) else { throw FolderError.last("list", path) }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let name = FileName(bytes), bytes.first == 0x2E, name.hasSuffix(Self.temporarySuffix) else {
                continue
            }
            unlink(cString("\(path)/", name))
        }
    }

    /// How an interrupted publication is known: `.NAME.hms-part`.
    static let temporarySuffix = ".hms-part"

    /// Publishes a file: written under a temporary name, forced to the disk, given its name without replacing another, and
    /// the folder forced to the disk. A file of that name with the same bytes counts as published before.
    ///
    /// - Parameter fill: writes the content by calling its argument with pieces; may be called twice.
    /// - Throws: `nameTaken` when the name holds other bytes; `FolderError.system`; what `fill` throws.
    public func publish(_ name: FileName, _ fill: ((RawSpan) throws -> Void) throws -> Void) throws {
        guard let temporary = name.prefixed(".").flatMap({ $0.appending(Self.temporarySuffix) }) else {
            throw FolderError.system(operation: "publish", path: "\(path)/\(name.display)", systemError: ENAMETOOLONG)
        }
        let final = cString("\(path)/", name)
        if access(final, F_OK) == 0 {
            if try holds(name, fill) { return }
            throw FolderError.nameTaken(path: "\(path)/\(name.display)")
        }
        let part = cString("\(path)/", temporary)
        unlink(part)
        try write(part, "\(path)/\(temporary.display)", fill)
        if renameNoReplace(part, final) != 0 {
            let reason = errno
            unlink(part)
            if reason == EEXIST {
                if try holds(name, fill) { return }
                throw FolderError.nameTaken(path: "\(path)/\(name.display)")
            }
            throw FolderError.system(operation: "publish", path: "\(path)/\(name.display)", systemError: reason)
        }
        try synchronizeFolder(path)
    }

    private func write(
        _ part: [CChar], _ display: String, _ fill: ((RawSpan) throws -> Void) throws -> Void
    ) throws {
        let descriptor = Glibc.open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
        if descriptor < 0 { throw FolderError.last("create", display) }
        defer { close(descriptor) }
        do {
            try fill { piece in
                try piece.withUnsafeBytes { bytes in
                    var start = 0
                    while start < bytes.count {
                        let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
                        if count < 0 && errno == EINTR { continue }
                        if count < 0 { throw FolderError.last("write", display) }
                        start += count
                    }
                }
            }
            if fsync(descriptor) != 0 { throw FolderError.last("force to the disk", display) }
        } catch {
            unlink(part)
            throw error
        }
    }

    /// Whether the file of this name holds exactly what `fill` writes.
    private func holds(_ name: FileName, _ fill: ((RawSpan) throws -> Void) throws -> Void) throws -> Bool {
        let descriptor = Glibc.open(cString("\(path)/", name), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        if descriptor < 0 { throw FolderError.last("open", "\(path)/\(name.display)") }
        defer { close(descriptor) }
        var isSame = true
        try fill { piece in
            guard isSame else { return }
            try piece.withUnsafeBytes { expected in
                var there = [UInt8](repeating: 0, count: expected.count)
                var start = 0
                while start < expected.count {
                    let count = there.withUnsafeMutableBytes { buffer in
                        Glibc.read(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
                    }
                    if count < 0 { throw FolderError.last("read", "\(path)/\(name.display)") }
                    if count == 0 { break }
                    start += count
                }
                if start < expected.count || !there.elementsEqual(expected) { isSame = false }
            }
        }
        var more: UInt8 = 0
        return isSame && Glibc.read(descriptor, &more, 1) == 0
    }
}
