// What the machine tells and allows: time, peak memory, and reading a file without looking at it.
// The only file here that calls the system.

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

func exitProgram(_ code: Int32) -> Never { exit(code) }

enum Stopwatch {
    /// Seconds of the quickest of several rounds: what the work costs when nothing disturbs it.
    static func best(of rounds: Int, _ work: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        var best = Double.infinity
        for _ in 0..<rounds {
            let taken = try clock.measure(work)
            best = min(best, taken / .seconds(1))
        }
        return best
    }
}

enum PeakMemory {
    /// The most resident memory the process ever had, so far.
    static var bytes: Int {
        var usage = rusage()
        #if canImport(Glibc)
            getrusage(numericCast(RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss * 1024
        #else
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #endif
    }
}

enum BareReading {
    struct Failure: Error { var path: String }

    /// The same read(2) calls that the readers' source makes, without work: no reader of files can be faster.
    static func byteCount(path: String) throws -> Int {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw Failure(path: path) }
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        var total = 0
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw Failure(path: path) }
            if count == 0 { return total }
            total += count
        }
    }
}
