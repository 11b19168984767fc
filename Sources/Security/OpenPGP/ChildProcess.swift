// GnuPG's own small programs: asking whether an agent runs, and ending it. Blocks until the program is done.

import Glibc

struct ChildProcess {
    private let arguments: [String]

    /// The program, found along PATH, and its arguments.
    init(_ arguments: [String]) {
        self.arguments = arguments
    }

    /// Runs the program and gives the beginning of what it prints; empty where it cannot be run.
    func output() -> [UInt8] {
        var ends: [Int32] = [-1, -1]
        guard let program = arguments.first, pipe(&ends) == 0 else { return [] }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process = pid_t()
        let result = posix_spawnp(&process, program, &actions, nil, &pointers, environ)
        close(ends[1])
        defer { close(ends[0]) }
        if result != 0 { return [] }
        let output = ChildProcess.drain(ends[0])
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return output
    }

    /// Reads to the end, so that the program never waits for us, and keeps the first kilobyte.
    private static func drain(_ descriptor: Int32) -> [UInt8] {
        var kept: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1024)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return kept }
            kept += buffer.prefix(min(count, 1024 - kept.count))
        }
    }
}
