// Wakes whoever waits when something may have changed in one of several folders.
// inotify says nothing of files that were there before, drops events on overflow and is silent on network mounts: it only
// shortens the wait. Whoever is woken, or was not, looks for himself.

import Glibc

/// Watches folders. Used by one thread.
public final class FolderWatch {
    private let descriptor: Int32

    /// Folders that cannot be watched are left to the periodic look.
    public init(folders: [String]) {
        descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        for folder in folders where descriptor >= 0 {
            inotify_add_watch(descriptor, folder, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO))
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Waits until something changed, at most `milliseconds`; true when something did.
    public func wait(milliseconds: Int32) -> Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&poller, 1, milliseconds) > 0 else { return false }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 8)
        defer { buffer.deallocate() }
        while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
        return true
    }
}
