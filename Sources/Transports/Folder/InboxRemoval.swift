// Taking a filed original away for good. Reached by handle and never through a link, like everything in these folders.

import Glibc

extension InboxFolder {
    /// Removes a plain file from a place below the folder (`done/2026-03-02`), durably. False when there is none; anything
    /// but a plain file is left alone.
    @discardableResult
    public func remove(_ name: FileName, from place: String) throws -> Bool {
        guard let folder = try OpenFolder.open(path).descendIfThere(place), let status = try folder.status(name),
            status.st_mode & S_IFMT == S_IFREG
        else { return false }
        folder.remove(name)
        try folder.synchronize()
        return try folder.status(name) == nil
    }
}
