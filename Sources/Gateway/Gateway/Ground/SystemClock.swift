// The machine's clocks. The only place of the gateway that asks them.

import Glibc

public struct SystemClock: Clock {
    public init() {}

    public func now() -> Instant { Instant(milliseconds: Self.read(CLOCK_REALTIME)) }

    public func steadyMilliseconds() -> Int64 { Self.read(CLOCK_MONOTONIC) }

    public func processorMilliseconds() -> Int64 { Self.read(CLOCK_PROCESS_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
