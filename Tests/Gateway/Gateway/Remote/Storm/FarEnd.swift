// Watches a folder of the partner's server as its own programs would: every file that gets its final name is whole at that
// moment and is left alone from then on.

import Foundation
import Synchronization
import Testing

final class FarEnd: Sendable {
    private let folder: String
    private let descriptor: Int32
    private let seen = Mutex<[String: String]>([:])
    private let faults = Mutex<[String]>([])
    private let isOver = Mutex(false)
    private let thread = DispatchGroup()

    init(_ folder: String) throws {
        self.folder = folder
        descriptor = inotify_init1(Int32(IN_CLOEXEC))
        try #require(descriptor >= 0)
        let events = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_MODIFY | IN_DELETE
        try #require(inotify_add_watch(descriptor, folder, UInt32(events)) >= 0)
        thread.enter()
        Thread.detachNewThread { [self] in
            while !isOver.withLock({ $0 }) { listen() }
            close(descriptor)
            thread.leave()
        }
    }

    private func listen() {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 100) > 0 else { return }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
        defer { buffer.deallocate() }
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        var position = 0
        while position + 16 <= count {
            let mask = buffer.load(fromByteOffset: position + 4, as: UInt32.self)
            let length = Int(buffer.load(fromByteOffset: position + 12, as: UInt32.self))
            let name = buffer[(position + 16)..<min(count, position + 16 + length)].prefix { $0 != 0 }
            note(String(decoding: name, as: UTF8.self), mask)
            position += 16 + length
        }
    }

    private func note(_ name: String, _ mask: UInt32) {
        if mask & UInt32(IN_Q_OVERFLOW) != 0 { return fault("the watch could not keep up") }
        if name.hasSuffix(".part") || name.isEmpty { return }
        // OpenSSH renames by a second link, which replaces nothing, and takes the first one away: that is a creation.
        guard mask & UInt32(IN_MOVED_TO | IN_CREATE) != 0 else {
            return fault("\(name): event \(String(mask, radix: 16))")
        }
        let digest = StormFile.digest("\(folder)/\(name)") ?? "gone"
        let earlier = seen.withLock { $0.updateValue(digest, forKey: name) }
        if earlier != nil { fault("\(name) came a second time") }
    }

    private func fault(_ text: String) { faults.withLock { $0.append(text) } }

    /// Ends the watch. What was seen: by name, the digest at the moment it appeared; and what should not have been.
    func end() -> (seen: [String: String], faults: [String]) {
        // What just happened is still in the queue.
        usleep(300_000)
        isOver.withLock { $0 = true }
        thread.wait()
        return (seen.withLock { $0 }, faults.withLock { $0 })
    }
}
