// One `run --once` of the program, and what its log and the kernel say of it.

import Glibc

struct GatewayRun {
    /// Milliseconds of all postings, by the wall and of processor time.
    var posting: Int64 = 0
    var postingCPU: Int64 = 0
    var files = 0
    /// Milliseconds of the whole run, by the wall and of processor time.
    var whole: Int64 = 0
    var wholeCPU: Int64 = 0
    var peakMebibytes = 0
    var status: Int32 = -1
    var isSound: Bool { status == 0 }

    static func once(_ program: String, _ root: String) -> GatewayRun {
        var run = GatewayRun()
        let log = "\(root)/run.log"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [Int32(1), 2] {
            posix_spawn_file_actions_addopen(&actions, descriptor, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        }
        unlink(log)
        let command = [program, "run", "--once", "--root", root]
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let clock = ContinuousClock()
        let start = clock.now
        guard posix_spawn(&child, program, &actions, nil, arguments, environ) == 0 else { return run }
        var usage = rusage()
        wait4(child, &run.status, 0, &usage)
        run.whole = Int64((clock.now - start) / .milliseconds(1))
        run.peakMebibytes = Int(usage.ru_maxrss) / 1024
        for time in [usage.ru_utime, usage.ru_stime] {
            run.wholeCPU += Int64(time.tv_sec) * 1000 + Int64(time.tv_usec) / 1000
        }
        for line in Files.lines(log) where line.contains("\"arrival.posted\"") {
            run.files += 1
            run.posting += number("ms", in: line)
            run.postingCPU += number("cpu_ms", in: line)
        }
        return run
    }

    /// The number behind `"key":"` of a line of the log.
    private static func number(_ key: String, in line: Substring) -> Int64 {
        let wanted = "\"\(key)\":\""
        guard let place = line.firstRange(of: wanted) else { return 0 }
        return Int64(line[place.upperBound...].prefix { $0.isNumber }) ?? 0
    }
}
