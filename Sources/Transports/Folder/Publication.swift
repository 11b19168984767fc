// How a file appears in a folder: complete under its name, or not at all, and never in another one's place.
// Temporary name, bytes forced to the disk, a rename that does not replace, the folder forced to the disk.

import Glibc

/// Writes pieces; may be called twice.
typealias Filling = ((RawSpan) throws -> Void) throws -> Void

struct Publication {
    /// How an interrupted publication is known: `.NAME.hms-part`. Fixed, so that at most one is left per name; one gateway
    /// works on a folder at a time.
    static let temporarySuffix = ".hms-part"

    private let folder: OpenFolder
    private let name: FileName
    private let mode: mode_t

    init(folder: OpenFolder, name: FileName, mode: mode_t) {
        self.folder = folder
        self.name = name
        self.mode = mode
    }

    /// Throws `nameTaken` when the name holds other bytes; the same bytes count as published before.
    func publish(_ fill: Filling) throws {
        guard let temporary = name.prefixed(".").flatMap({ $0.appending(Self.temporarySuffix) }) else {
            throw FolderError.system(operation: "publish", path: folder.display(name), systemError: ENAMETOOLONG)
        }
        if try folder.status(name) != nil { return try confirm(fill) }
        folder.remove(temporary)
        do {
            let file = try folder.openFile(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
            try fill { try file.write($0) }
            try file.setMode(mode)
            try file.synchronize()
            if try folder.rename(temporary, to: name, in: folder) == .renamed { return try folder.synchronize() }
        } catch {
            folder.remove(temporary)
            throw error
        }
        folder.remove(temporary)
        try confirm(fill)
    }

    /// Makes sure that the file of this name holds exactly what `fill` writes, and is on the disk: an earlier run may have
    /// died between its rename and forcing the folder to the disk.
    private func confirm(_ fill: Filling) throws {
        guard try holds(fill) else { throw FolderError.nameTaken(path: folder.display(name)) }
        try folder.synchronize()
    }

    private func holds(_ fill: Filling) throws -> Bool {
        guard let named = try folder.status(name), named.st_mode & S_IFMT == S_IFREG else { return false }
        let file = try folder.openFile(name, O_RDONLY)
        guard try file.status().st_mode & S_IFMT == S_IFREG else { return false }
        var isSame = true
        try fill { piece in
            if isSame { isSame = try file.continues(with: piece) }
        }
        var more: UInt8 = 0
        return try isSame && withUnsafeMutableBytes(of: &more) { try file.read(into: $0) } == 0
    }
}
