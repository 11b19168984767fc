// --root DIR: taken before or after the command's name, and how a command opens the installation there.

import ArgumentParser
import Gateway
import Logging

struct RootOption: ParsableArguments {
    @Option(name: .long, help: "Folder that holds Config/, inbox/, outbox/ and state/.")
    var root = "."

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
        if command == "partners", let verb = rest.dropFirst().first, !verb.hasPrefix("-") {
            return [command, verb] + root + rest.dropFirst(2)
        }
        if command == "export", let what = rest.dropFirst().first, !what.hasPrefix("-") {
            return [command, what] + root + rest.dropFirst(2)
        }
        return [command] + root + rest.dropFirst()
    }

    /// Opens the installation. Looking works beside a running gateway, working does not.
    func open(_ purpose: Installation.Purpose, level: Logger.Level = .info) throws -> Installation {
        let clock = SystemClock()
        let log = Logger(label: "hms-ach") { _ in EventLog(level: level, clock: clock) }
        return try Installation(root: Root(path: root), purpose: purpose, clock: clock, log: log)
    }
}

struct FormatOption: ParsableArguments {
    @Option(name: .long, help: "table, json or csv.")
    var format = ListingFormat.table
}
