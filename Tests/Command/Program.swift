// Runs the built program on files in a folder of its own.

import Foundation
import Testing

final class Program {
    struct Outcome {
        let status: Int32
        let output: String
        let talk: String
    }

    /// The program that was built beside the tests.
    private static let url = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "hms-ach")

    let folder = FileManager.default.temporaryDirectory.appending(path: "inspect-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @discardableResult
    func write(_ text: String, _ name: String) throws -> String {
        let url = URL(filePath: folder).appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    func run(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:], in place: String? = nil
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = Self.url
        process.arguments = arguments
        if let place { process.currentDirectoryURL = URL(filePath: place) }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = try handle("stdout")
        let talk = try handle("stderr")
        process.standardOutput = output
        process.standardError = talk
        let given = try write(input ?? "", "stdin")
        process.standardInput = FileHandle(forReadingAtPath: given)
        try process.run()
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: try text("stdout"), talk: try text("stderr"))
    }

    private func handle(_ name: String) throws -> FileHandle {
        let path = try write("", name)
        return try #require(FileHandle(forWritingAtPath: path))
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: URL(filePath: folder).appending(path: name), encoding: .utf8)
    }
}
