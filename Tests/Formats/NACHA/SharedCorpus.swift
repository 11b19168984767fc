// Where the shared sample files are, seen from this package; tests that need them are skipped where they are absent.

import Foundation

enum SharedCorpus {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
    static let folder = root.appending(path: "corpus/nacha")
    static let generator = root.appending(path: "tools/make-nacha.py")

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.appending(path: "INDEX.tsv").path) }
    static var hasGenerator: Bool { FileManager.default.fileExists(atPath: generator.path) }

    /// One row of the index, by column name.
    struct Row: Sendable, CustomStringConvertible {
        let columns: [String: String]
        var description: String { columns["file"] ?? "?" }
        subscript(name: String) -> String { columns[name] ?? "" }
    }

    static let rows: [Row] = {
        guard let text = try? String(contentsOf: folder.appending(path: "INDEX.tsv"), encoding: .utf8) else {
            return []
        }
        let lines = text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let names = lines.first else { return [] }
        return lines.dropFirst().map { Row(columns: Dictionary(uniqueKeysWithValues: zip(names, $0))) }
    }()

    static func bytes(_ name: String) throws -> [UInt8] {
        let url = folder.appending(path: name)
        if name.hasSuffix(".gz") { return try output(of: "gzip", ["-dc", url.path]) }
        return [UInt8](try Data(contentsOf: url))
    }

    /// What the generator of valid files writes.
    static func generated(_ arguments: [String]) throws -> [UInt8] {
        try output(of: "python3", [generator.path] + arguments)
    }

    /// The same with what the generator says about it.
    static func generatedWithTalk(_ arguments: [String]) throws -> (bytes: [UInt8], talk: String) {
        let talk = FileManager.default.temporaryDirectory.appending(path: "make-nacha-\(UUID().uuidString)")
        try Data().write(to: talk)
        defer { try? FileManager.default.removeItem(at: talk) }
        let handle = try FileHandle(forWritingTo: talk)
        let bytes = try output(of: "python3", [generator.path] + arguments, talk: handle)
        return (bytes, try String(contentsOf: talk, encoding: .utf8))
    }

    private static func output(
        of tool: String, _ arguments: [String], talk: FileHandle = .nullDevice
    ) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = talk
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return [UInt8](data)
    }
}
