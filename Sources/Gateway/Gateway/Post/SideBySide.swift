// Two pieces of one posting at the same time: one on the calling thread, one on a thread of its own.
// For pieces of which none reads what the other writes.

import Dispatch
import Synchronization

enum SideBySide {
    /// Runs both to their end; throws what the first threw, else what the second did.
    static func run(_ first: () throws -> Void, and second: @escaping @Sendable () throws -> Void) throws {
        let failure = Mutex<(any Error)?>(nil)
        let lane = LaneProgress.current
        let ended = DispatchSemaphore(value: 0)
        DispatchQueue(label: "hms-ach.side-by-side").async {
            do {
                try LaneProgress.$current.withValue(lane, operation: second)
            } catch {
                failure.withLock { $0 = error }
            }
            ended.signal()
        }
        let outcome = Result { try first() }
        ended.wait()
        try outcome.get()
        if let failed = failure.withLock({ $0 }) { throw failed }
    }
}
