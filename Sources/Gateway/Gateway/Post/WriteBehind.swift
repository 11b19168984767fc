// Writes on a thread of its own what was concluded, one piece after the other, while the next is being read and decided.
// For pieces that do not depend on what the ones before wrote.

import Dispatch
import Synchronization

/// A queue of writing. Nothing is left in it when `run` returns or throws.
final class WriteBehind: Sendable {
    private let queue = DispatchQueue(label: "hms-ach.write-behind")
    private let room: DispatchSemaphore
    private let failure = Mutex<(any Error)?>(nil)

    private init(depth: Int) { room = DispatchSemaphore(value: depth) }

    /// Runs `body`, then waits for all that it gave to be written; throws what `body` or the first failed piece threw.
    ///
    /// - Parameters:
    ///   - depth: pieces that may wait: a bound on memory.
    ///   - others: whose end the first piece waits for.
    static func run(
        depth: Int = 2, after others: DispatchGroup? = nil, _ body: (WriteBehind) throws -> Void
    ) throws {
        let writing = WriteBehind(depth: depth)
        if let others { writing.queue.async { others.wait() } }
        do {
            try body(writing)
        } catch {
            writing.failure.withLock { $0 = $0 ?? error }
        }
        try writing.finish()
    }

    /// Waits until all that was added is written.
    func finish() throws {
        queue.sync {}
        try check()
    }

    /// Writes a piece behind those that wait already. Throws where an earlier piece failed: nothing is written after it.
    func add(_ piece: @escaping @Sendable () throws -> Void) throws {
        try check()
        room.wait()
        let lane = LaneProgress.current
        queue.async {
            defer { self.room.signal() }
            if self.failure.withLock({ $0 != nil }) { return }
            do {
                try LaneProgress.$current.withValue(lane, operation: piece)
            } catch {
                self.failure.withLock { $0 = $0 ?? error }
            }
        }
    }

    private func check() throws {
        if let failed = failure.withLock({ $0 }) { throw failed }
    }
}
