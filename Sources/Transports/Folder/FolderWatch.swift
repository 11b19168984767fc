// Wakes whoever waits when something may have changed in one of several folders.
// inotify says nothing of files that were there before, drops events on overflow and is silent on network mounts: it only
// shortens the wait. Whoever is woken, or was not, looks for himself.

import Glibc

/// Watches folders, also such as do not exist yet. Used by one thread, which may block.
public final class FolderWatch {
    private let descriptor: Int32
    private let folders: [String]

    /// Folders that cannot be watched are left to the periodic look.
    public init(folders: [String]) {
        self.folders = folders
        descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        watchAll()
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Waits until something changed, at most `milliseconds`; true when something did. Also true when events were lost, and
    /// when a folder was made anew since the last call.
    public func wait(milliseconds: Int32) -> Bool {
        watchAll()
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&poller, 1, milliseconds) > 0 else { return false }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 8)
        defer { buffer.deallocate() }
        while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
        return true
    }

    /// Watches what is not watched yet. Asking again for the same folder changes nothing, so this also finds folders that
    /// appeared later or were made anew. Removal of a watched folder wakes too: its next one must be found soon.
    private func watchAll() {
        if descriptor < 0 { return }
        for folder in folders {
            inotify_add_watch(
                descriptor, folder, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF))
        }
    }
}
