// Which lanes got on lately: plain values, so that it can be told without waiting.

/// Judges lanes by the counts of their progress.
struct Watchdog {
    /// Milliseconds without progress after which a lane counts as stuck.
    let limit: Int64
    private var seen: [String: (count: UInt64, since: Int64)] = [:]

    init(limit: Int64) { self.limit = limit }

    /// The lanes that have not got on for longer than the limit, in the order of their names.
    /// - Parameter now: milliseconds of a clock that never goes back.
    mutating func stuck(_ counts: [String: UInt64], now: Int64) -> [String] {
        for (lane, count) in counts where seen[lane]?.count != count { seen[lane] = (count, now) }
        seen = seen.filter { counts[$0.key] != nil }
        return seen.filter { now - $0.value.since > limit }.keys.sorted()
    }
}
