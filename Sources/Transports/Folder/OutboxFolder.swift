// A folder that files are published to: complete under their name, or not there.

import Glibc

/// One outbox folder.
public struct OutboxFolder: Sendable, Hashable {
    public let path: String

    public init(path: String) { self.path = path }

    /// Makes the folder where it is missing and removes temporaries that an interrupted publication left.
    public func prepare() throws {
        try makeFolder(path)
        let folder = try OpenFolder.open(path)
        for name in try folder.names() where name.bytes.first == 0x2E && name.hasSuffix(Publication.temporarySuffix) {
            folder.remove(name)
        }
    }

    /// Publishes a file: written under a temporary name, forced to the disk, given its name without replacing another, and
    /// the folder forced to the disk. A file of that name with the same bytes counts as published before. The file can be
    /// read by our group, the partner's way in.
    ///
    /// - Parameter fill: writes the content by calling its argument with pieces; may be called twice.
    /// - Throws: `nameTaken` when the name holds other bytes; `FolderError.system`; what `fill` throws.
    public func publish(_ name: FileName, _ fill: ((RawSpan) throws -> Void) throws -> Void) throws {
        try Publication(folder: try OpenFolder.open(path), name: name, mode: 0o640).publish(fill)
    }
}
