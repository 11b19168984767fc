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

    public init(name: FileName, size: Int64, modifiedAt: Int64, device: Int64, inode: Int64) {
        self.name = name
        self.size = size
        self.modifiedAt = modifiedAt
        self.device = device
        self.inode = inode
    }
}

/// Something in a folder that is never taken, with the reason.
public struct RefusedEntry: Sendable, Hashable {
    public let name: FileName
    public let reason: String

    public init(name: FileName, reason: String) {
        self.name = name
        self.reason = reason
    }
}

/// One look at a folder.
public struct FolderListing: Sendable {
    /// Candidates, in the order of their names.
    public let files: [FolderFile]
    /// Links, pipes, devices, files with a second name.
    public let refused: [RefusedEntry]
    /// All names, also those of checksum and marker files.
    public let names: Set<FileName>

    /// Endings of names that uploads in progress have, in small letters.
    public static let temporarySuffixes = [".part", ".tmp", ".filepart", ".partial", ".writing", ".crdownload", "~"]

    /// Looks at a folder. Hidden names, names of uploads in progress and subfolders are passed over. Throws `FolderError`.
    /// - Parameter companions: endings of files that belong to another one (checksums, markers) and are no candidates.
    public init(of path: String, companions: [String]) throws {
        let folder = try OpenFolder.open(path)
        var files: [FolderFile] = []
        var refused: [RefusedEntry] = []
        let names = try folder.names().filter { $0.bytes.first != 0x2E }
        for name in names {
            if Self.isPassing(name) || companions.contains(where: { name.hasSuffix($0) }) { continue }
            // What is gone again between listing and looking is no matter.
            guard let status = try? folder.status(name) else { continue }
            switch name.holdsControlCharacter ? .refuse("its name holds a control character") : Self.obstacle(status) {
            case .none: files.append(FolderFile(name: name, status))
            case .folder: continue
            case .refuse(let reason): refused.append(RefusedEntry(name: name, reason: reason))
            }
        }
        self.files = files.sorted { $0.name < $1.name }
        self.refused = refused.sorted { $0.name < $1.name }
        self.names = Set(names)
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
        case S_IFSOCK: .refuse("it is a socket")
        default: .refuse("it is a device")
        }
    }

    /// Whether the name is one that uploads in progress have.
    public static func isPassing(_ name: FileName) -> Bool {
        name.bytes.first == 0x7E || temporarySuffixes.contains { name.hasSuffixIgnoringCase($0) }
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
