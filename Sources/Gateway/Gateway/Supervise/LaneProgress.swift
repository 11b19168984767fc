// What a lane is doing and that it gets on: steps reached, pieces of a file read, turns of its loop. The watchdog counts
// these, so a lane that hangs in the middle of a file is told from one that works through a big one.

import Synchronization

/// The progress of one lane. Whatever runs in the lane finds it as `LaneProgress.current`.
public final class LaneProgress: Sendable {
    @TaskLocal public static var current: LaneProgress?

    public let lane: String
    private let advances = Atomic<UInt64>(0)
    private let finished = Atomic<UInt64>(0)
    private let doing = Mutex<String?>(nil)

    init(lane: String) { self.lane = lane }

    /// Marks that the lane which this is called in got on; elsewhere it does nothing.
    public static func advanced() { current?.advance() }

    /// Runs `body` as the lane's work on something, which the status line then names.
    public static func working<Result>(on what: String, _ body: () throws -> Result) rethrows -> Result {
        guard let lane = current else { return try body() }
        lane.doing.withLock { $0 = what }
        defer {
            lane.doing.withLock { $0 = nil }
            lane.finished.add(1, ordering: .relaxed)
            lane.advance()
        }
        return try body()
    }

    func advance() { advances.add(1, ordering: .relaxed) }

    var count: UInt64 { advances.load(ordering: .relaxed) }

    /// `process: arrival 17 (5 done)`.
    var text: String {
        "\(lane): \(doing.withLock { $0 } ?? "waiting") (\(finished.load(ordering: .relaxed)) done)"
    }
}
