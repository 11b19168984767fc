// The machine's own programs that prove what the demonstration shows, fed by their standard input.

import Foundation
import Glibc

enum DemoTool {
    struct Outcome {
        let status: Int32
        let output: [UInt8]
        var text: String { String(decoding: output, as: UTF8.self) }
    }

    static func isInstalled(_ name: String) -> Bool { path(of: name) != nil }

    /// Runs a program; nil when it is not installed.
    /// - Parameter folder: where it runs; the current one without it.
    static func run(_ name: String, _ arguments: [String], input: [UInt8] = [], in folder: String? = nil) -> Outcome? {
        guard let program = path(of: name) else { return nil }
        signal(SIGPIPE, SIG_IGN)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = stdout
        do {
            try process.run()
            try stdin.fileHandleForWriting.write(contentsOf: input)
            try stdin.fileHandleForWriting.close()
        } catch {
            return Outcome(status: 1, output: Array("\(error)".utf8))
        }
        let output = Array(stdout.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: output)
    }

    private static func path(of name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }
}
