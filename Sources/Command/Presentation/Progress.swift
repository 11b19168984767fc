// How far a big file is read, on standard error, where that is a terminal and the reading takes a while.

import Glibc

/// Counts the bytes of one file and shows them a few times a second.
final class Progress {
    /// Files below this are read before anybody would look.
    private static let least = 32 << 20

    private let name: String
    private let size: Int
    private var taken = 0
    private var began = 0.0
    private var shown = 0.0

    /// Nil where nothing is to be shown: no terminal, or a small file.
    init?(_ name: String) {
        guard isatty(2) == 1 else { return nil }
        var status = stat()
        guard name != "-", stat(name, &status) == 0, status.st_size >= Progress.least else { return nil }
        self.name = name
        size = Int(status.st_size)
    }

    func begin() {
        taken = 0
        began = Progress.now()
        shown = began
    }

    func took(_ bytes: Int) {
        taken += bytes
        let now = Progress.now()
        if now - shown < 0.2 { return }
        shown = now
        let rate = Double(taken) / 1e6 / max(now - began, 0.001)
        let line = "\(name): \(taken * 100 / max(size, 1)) % of \(size / 1_000_000) MB, \(Int(rate)) MB/s"
        StandardOutput.write(Array("\r\u{1B}[K\(line)".utf8), to: 2)
    }

    /// Leaves the line as it was.
    func end() {
        if shown > began { StandardOutput.write(Array("\r\u{1B}[K".utf8), to: 2) }
        shown = began
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
