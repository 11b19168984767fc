// The system calls that inbox and outbox share: make a folder, rename without replacing, force a folder to the disk.

import CLinux
import Glibc

/// Makes a folder and those above it.
func makeFolder(_ path: String) throws {
    if mkdir(path, 0o750) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
        throw FolderError.last("make the folder", path)
    }
    try makeFolder(String(path[..<slash]))
    if mkdir(path, 0o750) != 0 && errno != EEXIST { throw FolderError.last("make the folder", path) }
}

/// A path of a folder and a name that may be no text.
func cString(_ folder: String, _ name: FileName) -> [CChar] {
    folder.utf8.map { CChar(bitPattern: $0) } + name.bytes.map { CChar(bitPattern: $0) } + [0]
}

/// Renames unless the new name exists; 0, or -1 with `errno`. Where the file system cannot do that in one step, a hard link
/// does (it never replaces either); across file systems it fails with EXDEV.
func renameNoReplace(_ old: [CChar], _ new: [CChar]) -> Int32 {
    if hms_rename_no_replace(old, new) == 0 { return 0 }
    guard errno == EINVAL || errno == ENOSYS else { return -1 }
    if link(old, new) != 0 { return -1 }
    return unlink(old)
}

/// Forces new and changed names of a folder to the disk.
func synchronizeFolder(_ path: String) throws {
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 { throw FolderError.last("open the folder", path) }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 { throw FolderError.last("force to the disk", path) }
}
