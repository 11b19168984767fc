// The demonstration's clock: it is the morning on which the statement of the day comes, and time goes on from there as the
// machine's does. So no date on the screen depends on the day on which somebody looks.

import Gateway

struct DemoClock: Clock {
    /// Tuesday, 2026-03-10, 11:30 UTC.
    private static let morning = (Int64(DemoCast.day.dayNumber) + 1) * 86_400_000 + 41_400_000

    private let machine = SystemClock()
    private let began: Int64

    init() { began = machine.steadyMilliseconds() }

    func now() -> Instant { Instant(milliseconds: Self.morning + machine.steadyMilliseconds() - began) }
    func steadyMilliseconds() -> Int64 { machine.steadyMilliseconds() }
    func processorMilliseconds() -> Int64 { machine.processorMilliseconds() }
}
