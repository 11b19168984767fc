// Runs a tool of the system and waits for it; its talk goes where ours goes.

import Glibc

enum SystemTool {
    /// The tool, found along a fixed path, and its arguments. Returns its exit code; 127 where it cannot be run, 128 and the
    /// signal's number where one ended it.
    static func run(_ command: [String]) -> Int32 {
        var pointers: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = [
            strdup("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), strdup("LC_ALL=C.UTF-8"), nil,
        ]
        defer { for pointer in pointers + environment { free(pointer) } }
        guard let tool = command.first else { return 127 }
        for folder in ["/usr/sbin", "/usr/bin", "/sbin", "/bin"] where access("\(folder)/\(tool)", X_OK) == 0 {
            var process = pid_t()
            guard posix_spawn(&process, "\(folder)/\(tool)", nil, nil, &pointers, &environment) == 0 else { return 127 }
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0 && errno == EINTR {}
            return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        }
        return 127
    }
}
