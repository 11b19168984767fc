// The processor time that this process has used: what a step costs, however busy the machine is with others.

import Glibc

enum ProcessorTime {
    /// Milliseconds over all threads since the process began.
    static func milliseconds() -> Int64 {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
