// --root DIR: taken before or after the command's name, and how a command opens the installation there.

import ArgumentParser
import Gateway
import Glibc
import Logging

struct RootOption: ParsableArguments {
    @Option(
        name: .long,
        help: """
            Folder that holds Config/, inbox/, outbox/ and state/; without it the current folder, or /etc/hms-ach and \
            /var/lib/hms-ach when the program is the installed one.
            """)
    var root: String?

    /// Where things lie. The installed program does not look at the folder that it happens to be called in.
    var place: Root {
        if let root { return Root(path: root) }
        return Self.isInstalled ? .installed : Root(path: ".")
    }

    private static var isInstalled: Bool {
        guard let program = realpath("/proc/self/exe", nil) else { return false }
        defer { free(program) }
        return String(cString: program) == "/usr/bin/hms-ach"
    }

    /// The arguments with a leading `--root DIR` moved behind the command's name, where the commands look for it.
    static func moved(_ arguments: [String]) -> [String] {
        var rest = arguments[...]
        var root: [String] = []
        while let first = rest.first {
            if first == "--root", rest.count > 1 {
                root = Array(rest.prefix(2))
                rest = rest.dropFirst(2)
            } else if first.hasPrefix("--root=") {
                root = [first]
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        guard let command = rest.first else { return Array(rest) }
        if command == "audit", let verb = rest.dropFirst().first, !verb.hasPrefix("-") {
            return [command, verb] + root + rest.dropFirst(2)
        }
        let hasVerbs = ["export", "partners", "ledger", "exceptions"].contains(command)
        if hasVerbs, let what = rest.dropFirst().first, !what.hasPrefix("-") {
            return [command, what] + root + rest.dropFirst(2)
        }
        return [command] + root + rest.dropFirst()
    }

    /// Opens the installation. Looking works beside a running gateway, working does not.
    func open(_ purpose: Installation.Purpose, level: Logger.Level = .info) throws -> Installation {
        try GatewayUser.become(ownerOf: place.path)
        let clock = SystemClock()
        let stream = getenv("JOURNAL_STREAM").map { String(cString: $0) }
        let journal = JournalLog(stream: stream, level: level, clock: clock)
        let handler: any LogHandler = if let journal { journal } else { EventLog(level: level, clock: clock) }
        let log = Logger(label: "hms-ach") { _ in handler }
        return try Installation(root: place, purpose: purpose, clock: clock, log: log)
    }
}

struct FormatOption: ParsableArguments {
    @Option(name: .long, help: "table, json or csv.")
    var format = ListingFormat.table
}
