// Tells the service manager what the lanes do, and that they get on. When one of them is stuck it falls silent: systemd then
// ends the process and starts it again, and every durable step holds.

import Dispatch
import Glibc
import Logging
import Synchronization

/// Looks at the lanes in regular turns, on a thread of its own.
final class Supervision: Sendable {
    private struct Memory {
        var lanes: [LaneProgress] = []
        var watchdog: Watchdog
        var status = ""
        var stuck: [String] = []
        var isOver = false
    }

    private let manager: any Supervisor
    private let clock: any Clock
    private let log: Logger
    /// Milliseconds between two looks.
    private let turn: Int32
    private let memory: Mutex<Memory>

    /// - Parameter watchdog: milliseconds within which the manager wants a sign of life; nil when it does not.
    init(_ manager: any Supervisor, watchdog: Int64?, clock: any Clock, log: Logger) {
        self.manager = manager
        self.clock = clock
        self.log = log
        // Four signs of life in the time allowed; a lane that does nothing for half of it is stuck.
        turn = Int32(max(10, min(2_000, (watchdog ?? 8_000) / 4)))
        memory = Mutex(Memory(watchdog: Watchdog(limit: max(20, (watchdog ?? 600_000) / 2))))
    }

    /// A lane that is looked at from now on.
    func lane(_ name: String) -> LaneProgress {
        let lane = LaneProgress(lane: name)
        memory.withLock { $0.lanes.append(lane) }
        return lane
    }

    /// A lane that has ended is not missed.
    func ended(_ lane: LaneProgress) { memory.withLock { $0.lanes.removeAll { $0 === lane } } }

    /// Tells at once, and then in turns.
    func start() {
        DispatchQueue(label: "hms-ach.supervise").async {
            while !self.memory.withLock({ $0.isOver }) {
                self.look()
                poll(nil, 0, self.turn)
            }
        }
    }

    func stop() { memory.withLock { $0.isOver = true } }

    /// One turn: the status when it changed, the sign of life when every lane got on.
    func look() {
        let now = clock.steadyMilliseconds()
        let (notices, fresh) = memory.withLock { memory -> ([ServiceNotice], [String]) in
            let counts = Dictionary(memory.lanes.map { ($0.lane, $0.count) }) { $0 &+ $1 }
            let stuck = memory.watchdog.stuck(counts, now: now)
            let fresh = stuck.filter { !memory.stuck.contains($0) }
            memory.stuck = stuck
            var status = memory.lanes.map(\.text).joined(separator: "; ")
            if !stuck.isEmpty { status = "STUCK: \(stuck.joined(separator: ", ")). " + status }
            var notices: [ServiceNotice] = stuck.isEmpty ? [.alive] : []
            if status != memory.status { notices.append(.status(status)) }
            memory.status = status
            return (notices, fresh)
        }
        for lane in fresh { log.critical("lane.stuck", metadata: ["lane": "\(lane)"]) }
        if !notices.isEmpty { manager.tell(notices) }
    }
}
