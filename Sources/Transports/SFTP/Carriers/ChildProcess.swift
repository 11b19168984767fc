// A child process with pipes to its input, output and complaints. Never through a shell; ended when nobody holds it.

import CLinux
import Glibc

final class ChildProcess {
    let identifier: pid_t
    /// Where its input is written to, its output and complaints are read from; none of them blocks.
    let input: Int32
    let output: Int32
    private let complaints: Int32
    private var heard: [UInt8] = []
    private var isReaped = false

    /// Throws `local` when it cannot be started.
    init(_ program: String, _ arguments: [String], environment: [String: String]) throws(SFTPFailure) {
        var ends: [(read: Int32, write: Int32)] = []
        for _ in 0..<3 {
            var pair: [Int32] = [0, 0]
            guard hms_pipe(&pair, 1 << 20) == 0 else {
                for end in ends { ChildProcess.close(end) }
                throw .local("no pipe: \(String(cString: strerror(errno)))")
            }
            ends.append((pair[0], pair[1]))
        }
        let (stdin, stdout, stderr) = (ends[0], ends[1], ends[2])
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, stdin.read, 0)
        posix_spawn_file_actions_adddup2(&actions, stdout.write, 1)
        posix_spawn_file_actions_adddup2(&actions, stderr.write, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own: a terminal's interrupt is for us, who end the child in order. Signals that we ignore must
        // reach the child all the same.
        var heeded = sigset_t()
        sigemptyset(&heeded)
        for number in [SIGTERM, SIGINT, SIGHUP, SIGPIPE] { sigaddset(&heeded, number) }
        posix_spawnattr_setsigdefault(&attributes, &heeded)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer {
            for word in words { free(word) }
            for setting in settings { free(setting) }
        }
        var child: pid_t = 0
        let result = posix_spawn(&child, program, &actions, &attributes, &words, &settings)
        for descriptor in [stdin.read, stdout.write, stderr.write] { Glibc.close(descriptor) }
        guard result == 0 else {
            for descriptor in [stdin.write, stdout.read, stderr.read] { Glibc.close(descriptor) }
            throw .local("\(program) cannot be started: \(String(cString: strerror(result)))")
        }
        for descriptor in [stdin.write, stdout.read, stderr.read] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        identifier = child
        input = stdin.write
        output = stdout.read
        complaints = stderr.read
    }

    deinit {
        end()
        for descriptor in [input, output, complaints] { Glibc.close(descriptor) }
    }

    private static func close(_ pair: (read: Int32, write: Int32)) {
        Glibc.close(pair.read)
        Glibc.close(pair.write)
    }

    /// Writes what goes in now: how many bytes, or -1 with errno. A child that is gone gives EPIPE, not a signal.
    func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        var pipe = sigset_t()
        var before = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &pipe, &before)
        let count = Glibc.write(input, bytes.baseAddress, bytes.count)
        let code = errno
        if count < 0, code == EPIPE {
            var now = timespec()
            sigtimedwait(&pipe, nil, &now)
        }
        pthread_sigmask(SIG_SETMASK, &before, nil)
        errno = code
        return count
    }

    /// Waits until one of the pipes is ready; false when the deadline is over.
    func wait(toWrite: Bool, _ deadline: Deadline) -> Bool {
        var entries = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: complaints, events: Int16(POLLIN), revents: 0),
            pollfd(fd: toWrite ? input : -1, events: Int16(POLLOUT), revents: 0),
        ]
        while true {
            let count = poll(&entries, nfds_t(entries.count), deadline.milliseconds)
            if count > 0 {
                if entries[1].revents != 0 { listen() }
                return true
            }
            if count == 0 || errno != EINTR { return false }
        }
    }

    /// Takes in what it complains of; the first kilobytes are kept.
    private func listen() {
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(complaints, &piece, piece.count)
            if count <= 0 { return }
            if heard.count < 8192 { heard += piece.prefix(count) }
        }
    }

    /// What it complained of, in one line without control characters.
    var lastWords: String {
        listen()
        let text = String(decoding: heard.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
        return String(text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ").prefix(400))
    }

    /// The exit code; nil while it runs or when a signal ended it. Waits until the deadline.
    func exitCode(_ deadline: Deadline) -> Int32? {
        while true {
            var status: Int32 = 0
            let result = waitpid(identifier, &status, WNOHANG)
            if result == identifier {
                isReaped = true
                return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
            }
            if result < 0 || deadline.isOver { return nil }
            usleep(5_000)
        }
    }

    /// Ends it, gently first.
    func end() {
        if isReaped { return }
        kill(identifier, SIGTERM)
        _ = exitCode(.after(.milliseconds(500)))
        if isReaped { return }
        kill(identifier, SIGKILL)
        var status: Int32 = 0
        waitpid(identifier, &status, 0)
        isReaped = true
    }
}
