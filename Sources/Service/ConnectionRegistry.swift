// Who is connected. Where there are too many, the one that has waited longest without saying what it wants makes room: a crowd
// of idle connections keeps nobody out.

import Dispatch
import NIOCore
import Synchronization

final class ConnectionRegistry: Sendable {
    private struct Entry {
        var channel: any Channel
        /// When it began to wait for a request; nil while one is being served.
        var idleSince: NIODeadline?
    }

    private let limit: Int
    private let entries = Mutex<[ObjectIdentifier: Entry]>([:])

    init(limit: Int) { self.limit = limit }

    func enter(_ channel: any Channel) {
        let removed = entries.withLock { entries -> (any Channel)? in
            entries[ObjectIdentifier(channel)] = Entry(channel: channel, idleSince: .now())
            if entries.count <= limit { return nil }
            let idle = entries.filter { $0.value.idleSince != nil }
            return idle.min { ($0.value.idleSince ?? .now()) < ($1.value.idleSince ?? .now()) }?.value.channel
        }
        removed?.close(promise: nil)
    }

    func leave(_ channel: any Channel) {
        _ = entries.withLock { $0.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    func setIdle(_ channel: any Channel, _ isIdle: Bool) {
        entries.withLock { $0[ObjectIdentifier(channel)]?.idleSince = isIdle ? .now() : nil }
    }

    /// Closes what is idle, and waits until the others have ended.
    func drain(milliseconds: Int64) {
        let end = NIODeadline.now() + .milliseconds(milliseconds)
        let pause = DispatchSemaphore(value: 0)
        while true {
            let (idle, count) = entries.withLock { entries in
                (entries.values.filter { $0.idleSince != nil }.map(\.channel), entries.count)
            }
            for channel in idle { channel.close(promise: nil) }
            if count == 0 || NIODeadline.now() >= end { break }
            _ = pause.wait(timeout: .now() + .milliseconds(20))
        }
        for entry in entries.withLock({ Array($0.values) }) { entry.channel.close(promise: nil) }
    }
}
