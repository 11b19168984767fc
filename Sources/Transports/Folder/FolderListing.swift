// What lies in a folder and may be a file for us. Opens nothing through links, looks into nothing but plain files.

import Glibc

/// A plain file in a folder, as the system describes it.
public struct FolderFile: Sendable, Hashable {
    public let name: FileName
    public let size: Int64
    /// Nanoseconds since 1970.
    public let modifiedAt: Int64
    public let device: Int64
    public let inode: Int64
}

/// Something in a folder that is never taken, with the reason.
public struct RefusedEntry: Sendable, Hashable {
    public let name: FileName
    public let reason: String
}

/// One look at a folder.
public struct FolderListing: Sendable {
    /// Candidates, in the order of their names.
    public let files: [FolderFile]
    /// Links, pipes, devices, files with a second name.
    public let refused: [RefusedEntry]
    /// All names, also those of checksum and marker files.
    public let names: Set<FileName>

    /// Endings of names that uploads in progress have.
    public static let temporarySuffixes = [".part", ".tmp", ".filepart", ".partial", ".writing", ".crdownload"]

    /// Looks at a folder. Throws `FolderError`.
    /// - Parameter companions: endings of files that belong to another one (checksums, markers) and are no candidates.
    public init(of path: String, companions: [String]) throws {
        let folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder < 0 { throw FolderError.last("open the folder", path) }
        guard let stream = fdopendir(folder) else {
            close(folder)
            throw FolderError.last("list", path)
        }
        defer { closedir(stream) }
        var files: [FolderFile] = []
        var refused: [RefusedEntry] = []
        var names: Set<FileName> = []
        while let entry = readdir(stream) {
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let name = FileName(bytes), bytes.first != 0x2E else { continue }
            names.insert(name)
            if Self.isPassing(name) || companions.contains(where: { name.hasSuffix($0) }) { continue }
            var status = stat()
            let cName = bytes.map { CChar(bitPattern: $0) } + [0]
            if fstatat(folder, cName, &status, AT_SYMLINK_NOFOLLOW) != 0 { continue }
            switch Self.obstacle(status) {
            case .none:
                files.append(FolderFile(name: name, status))
            case .folder: continue
            case .refuse(let reason): refused.append(RefusedEntry(name: name, reason: reason))
            }
        }
        self.files = files.sorted { $0.name < $1.name }
        self.refused = refused.sorted { $0.name < $1.name }
        self.names = names
    }

    private enum Obstacle {
        case none, folder
        case refuse(String)
    }

    private static func obstacle(_ status: stat) -> Obstacle {
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            status.st_nlink > 1 ? .refuse("it has a second name (hard link)") : .none
        case S_IFDIR: .folder
        case S_IFLNK: .refuse("it is a symbolic link")
        case S_IFIFO: .refuse("it is a pipe")
        default: .refuse("it is no plain file")
        }
    }

    static func isPassing(_ name: FileName) -> Bool {
        name.bytes.first == 0x7E || temporarySuffixes.contains { name.hasSuffix($0) }
    }
}

extension FolderFile {
    init(name: FileName, _ status: stat) {
        self.init(
            name: name, size: Int64(status.st_size),
            modifiedAt: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec),
            device: Int64(truncatingIfNeeded: status.st_dev), inode: Int64(truncatingIfNeeded: status.st_ino))
    }
}
