// The system calls that inbox and outbox share, on open folders: what lies below a configured folder is reached by handle
// and never through a link, so no name and no planted link leads anywhere else.

import CLinux
import Glibc

/// Makes a configured folder and those above it.
func makeFolder(_ path: String) throws(FolderError) {
    if mkdir(path, 0o750) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
        throw .last("make the folder", path)
    }
    try makeFolder(String(path[..<slash]))
    if mkdir(path, 0o750) != 0 && errno != EEXIST { throw .last("make the folder", path) }
}

/// One open folder. Closes itself.
final class OpenFolder {
    let path: String
    let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Opens a configured folder; links on the way to it are the operator's matter.
    static func open(_ path: String) throws(FolderError) -> OpenFolder {
        let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { throw .last("open the folder", path) }
        return OpenFolder(path: path, descriptor: descriptor)
    }

    /// Opens `a/b` below this folder, never through a link, making what is missing.
    func descend(_ relative: String) throws(FolderError) -> OpenFolder {
        guard let folder = try descend(relative, making: true) else {
            throw .system(operation: "open the folder", path: "\(path)/\(relative)", systemError: ENOENT)
        }
        return folder
    }

    /// The same, making nothing; nil where a folder is missing.
    func descendIfThere(_ relative: String) throws(FolderError) -> OpenFolder? {
        try descend(relative, making: false)
    }

    private func descend(_ relative: String, making: Bool) throws(FolderError) -> OpenFolder? {
        var folder = self
        for component in relative.split(separator: "/") {
            let next = "\(folder.path)/\(component)"
            guard let name = FileName(component.utf8) else {
                throw .system(operation: "open the folder", path: next, systemError: EINVAL)
            }
            if making, mkdirat(folder.descriptor, name.terminated, 0o750) == 0 { try folder.synchronize() }
            let child = openat(
                folder.descriptor, name.terminated, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            if child < 0 && errno == ENOENT && !making { return nil }
            if child < 0 { throw .last("open the folder", next) }
            folder = OpenFolder(path: next, descriptor: child)
        }
        return folder
    }

    /// The path of a name in this folder, for messages only.
    func display(_ name: FileName) -> String { "\(path)/\(name.display)" }

    /// What has this name: of a link, the link itself. Nil when there is nothing.
    func status(_ name: FileName) throws(FolderError) -> stat? {
        var status = stat()
        if fstatat(descriptor, name.terminated, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
        if errno == ENOENT { return nil }
        throw .last("look at", display(name))
    }

    /// Opens a file without following a link and without waiting for the other end of a pipe.
    func openFile(_ name: FileName, _ flags: Int32, mode: mode_t = 0) throws(FolderError) -> OpenFile {
        let file = openat(descriptor, name.terminated, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, mode)
        if file < 0 { throw .last(flags & O_CREAT == 0 ? "open" : "create", display(name)) }
        return OpenFile(descriptor: file, path: display(name))
    }

    enum RenameOutcome {
        case renamed
        /// There is nothing of the old name.
        case missing
        /// Something has the new name; nothing was replaced.
        case taken
        /// The target lies on another file system.
        case otherFileSystem
    }

    /// Gives `name` the name `newName` in `target` unless that is taken. Where the file system cannot do it in one step, a
    /// hard link does (it never replaces either).
    func rename(_ name: FileName, to newName: FileName, in target: OpenFolder) throws(FolderError) -> RenameOutcome {
        var result = hms_rename_no_replace(descriptor, name.terminated, target.descriptor, newName.terminated)
        if result != 0 && (errno == EINVAL || errno == ENOSYS) {
            result = linkat(descriptor, name.terminated, target.descriptor, newName.terminated, 0)
            if result == 0 { result = unlinkat(descriptor, name.terminated, 0) }
        }
        if result == 0 { return .renamed }
        switch errno {
        case ENOENT: return .missing
        case EEXIST: return .taken
        case EXDEV: return .otherFileSystem
        default: throw .last("move", display(name))
        }
    }

    /// Takes a name away; one that is not there is no error.
    func remove(_ name: FileName) {
        unlinkat(descriptor, name.terminated, 0)
    }

    /// Forces new, changed and removed names to the disk.
    func synchronize() throws(FolderError) {
        if fsync(descriptor) != 0 { throw .last("force to the disk", path) }
    }

    /// All names but `.` and `..`, in no order. Names that are none for us are left out.
    func names() throws(FolderError) -> [FileName] {
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if copy < 0 { throw .last("list", path) }
        guard let stream = fdopendir(copy) else {
            close(copy)
            throw .last("list", path)
        }
        defer { closedir(stream) }
        var names: [FileName] = []
        errno = 0
        while let entry = readdir(stream) {
            // In place: an entry is only as long as its name, and a copy of the whole would read past the buffer's end.
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if let name = FileName(bytes) { names.append(name) }
            errno = 0
        }
        if errno != 0 { throw .last("list", path) }
        return names
    }
}

extension FileName {
    /// The name as the system calls take it.
    var terminated: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }
}
