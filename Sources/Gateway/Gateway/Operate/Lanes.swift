// The threads that the gateway works with: each watched while it runs and waited for at the end.

import Dispatch
import Synchronization

final class Lanes: Sendable {
    private struct Memory {
        var queues: [String: DispatchQueue] = [:]
        /// Of those that were begun and have not ended.
        var names: [String] = []
    }

    private let supervision: Supervision
    private let memory = Mutex(Memory())

    init(_ supervision: Supervision) { self.supervision = supervision }

    /// Those that have not ended.
    var unfinished: [String] { memory.withLock { $0.names } }

    /// Runs `body` on a thread of its own. Of one name there is one at a time: the next waits until the last has ended.
    func begin(_ name: String, _ body: @escaping @Sendable (LaneProgress) -> Void) {
        let queue = memory.withLock { memory in
            memory.names.append(name)
            let queue = memory.queues[name] ?? DispatchQueue(label: "hms-ach.\(name)")
            memory.queues[name] = queue
            return queue
        }
        queue.async {
            let progress = self.supervision.lane(name)
            LaneProgress.$current.withValue(progress) { body(progress) }
            self.supervision.ended(progress)
            self.memory.withLock { memory in
                if let index = memory.names.firstIndex(of: name) { memory.names.remove(at: index) }
            }
        }
    }
}
