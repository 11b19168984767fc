// Standard output and standard error: data to the one, talk to the other.

import Glibc

/// Collects text and writes it in large pieces.
struct StandardOutput {
    private var buffer: [UInt8] = []

    mutating func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count > 1 << 16 { flush() }
    }

    mutating func flush() {
        StandardOutput.write(buffer, to: 1)
        buffer.removeAll(keepingCapacity: true)
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
            }
            if count < 0 && errno == EINTR { continue }
            // A reader that went away (`| head`) ends the program quietly, as it ends others.
            if count <= 0 { exit(errno == EPIPE ? 0 : ExitStatus.failed.rawValue) }
            start += count
        }
    }

    static func write(_ text: String) { write(Array(text.utf8), to: 1) }

    /// Talk: to standard error, with a line end.
    static func say(_ text: String) { write(Array((text + "\n").utf8), to: 2) }

    static var isTerminal: Bool { isatty(1) == 1 }
}

/// The exit codes that scripts rely on.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    case usage = 2
    case findings = 3
    case notFound = 4
    case refused = 5
    case unreachable = 6
    case conflict = 7
}
