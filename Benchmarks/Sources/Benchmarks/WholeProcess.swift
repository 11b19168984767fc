// Whole processes, ours and a peer's by turns, so that both meet the same machine: wall time and peak memory of each.
// Relies on posix_spawn and wait4.

import Glibc

/// One run of one program to its end.
struct ProcessRun {
    let seconds: Double
    let peakBytes: Int
    /// Exit code; nil where it could not be started or was killed.
    let status: Int32?

    /// Runs a command with its output thrown away.
    static func measure(_ command: [String]) -> ProcessRun {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let clock = ContinuousClock()
        let start = clock.now
        guard let program = command.first, posix_spawn(&child, program, &actions, nil, arguments, environ) == 0 else {
            return ProcessRun(seconds: 0, peakBytes: 0, status: nil)
        }
        var status: Int32 = 0
        var usage = rusage()
        wait4(child, &status, 0, &usage)
        let seconds = (clock.now - start) / .seconds(1)
        let hasExited = status & 0x7F == 0
        return ProcessRun(
            seconds: seconds, peakBytes: usage.ru_maxrss * 1024, status: hasExited ? (status >> 8) & 0xFF : nil)
    }
}

enum WholeProcess {
    /// The lines for one file: the program, its peer, and the program's memory on a hundredth of the file.
    static func compare(_ program: String, _ kind: Kind, _ path: String, rounds: Int) -> [String] {
        let ours = [program, "inspect", path]
        let peer = kind.peer(path)
        _ = ProcessRun.measure(ours)
        var own: [ProcessRun] = []
        var others: [ProcessRun] = []
        for _ in 0..<rounds {
            own.append(.measure(ours))
            if let peer { others.append(.measure(peer.command)) }
        }
        guard let best = own.min(by: { $0.seconds < $1.seconds }) else { return [] }
        let ratios = zip(own, others).map { $0.seconds / $1.seconds }.sorted()
        let count = (try? kind.read(path: path))?.count
        let small = ProcessRun.measure([program, "inspect", path + ".small"])
        var lines = [
            PairRow.line(
                "hms-ach inspect, \(kind.rawValue)", best,
                rate: count.map { Double($0) / best.seconds },
                remark: small.status == nil
                    ? ""
                    : "\(Row.grouped(Double(best.peakBytes - small.peakBytes) / 1_048_576)) MiB above a hundredth of it"
            )
        ]
        if let peer, let other = others.min(by: { $0.seconds < $1.seconds }), other.status == 0 {
            let median = ratios[ratios.count / 2]
            lines.append(
                PairRow.line(
                    "  \(peer.does)", other, rate: nil,
                    remark: "ours takes \(Row.thousandths(median)) of its time (median of \(rounds) pairs)"))
        } else if let peer {
            lines.append("  \(peer.does): not here")
        }
        return lines
    }
}

/// One line of the comparison.
enum PairRow {
    static let heading = "whole process                             seconds    a second  peak MiB  exit"

    static func line(_ name: String, _ run: ProcessRun, rate: Double?, remark: String) -> String {
        let columns = [
            (name, -40), (Row.thousandths(run.seconds), 8), (rate.map { Row.grouped($0) } ?? "-", 11),
            (Row.grouped(Double(run.peakBytes) / 1_048_576), 9), (run.status.map { "\($0)" } ?? "-", 5),
        ]
        return columns.map { text, width in
            let padding = String(repeating: " ", count: max(0, abs(width) - text.count))
            return width < 0 ? text + padding : padding + text
        }.joined(separator: " ") + (remark.isEmpty ? "" : "  " + remark)
    }
}
