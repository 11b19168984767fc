// The demonstration's folder: made afresh each time, never a folder that somebody else has made.

import Foundation
import Gateway
import Glibc

/// The folder of that name holds something else.
struct DemoFolderTaken: Error, CustomStringConvertible {
    let path: String
    var description: String {
        "\(path) is there and was not made by `hms-ach demo`; move it away, or run the demo in another folder"
    }
}

struct DemoStage {
    /// Absolute.
    let path: String

    private static let marker = ".made-by-hms-ach-demo"

    /// Removes what the last demonstration left in `demo/` below the current folder, and makes the folder anew.
    init() throws {
        let files = FileManager.default
        path = files.currentDirectoryPath + "/demo"
        if files.fileExists(atPath: path) {
            guard files.fileExists(atPath: "\(path)/\(Self.marker)") else { throw DemoFolderTaken(path: path) }
            try files.removeItem(atPath: path)
        }
        try write(Self.marker, "`hms-ach demo` removes this folder and makes it anew.\n")
    }

    func resolve(_ relative: String) -> String { "\(path)/\(relative)" }

    func makeFolder(_ relative: String, mode: Int = 0o750) throws {
        try FileManager.default.createDirectory(
            atPath: resolve(relative), withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
    }

    func write(_ relative: String, _ text: String) throws { try write(relative, Array(text.utf8)) }

    func write(_ relative: String, _ bytes: [UInt8]) throws {
        if let slash = relative.lastIndex(of: "/") {
            try makeFolder(String(relative[..<slash]))
        } else {
            try makeFolder("")
        }
        try Data(bytes).write(to: URL(fileURLWithPath: resolve(relative)))
    }

    /// Readable by its owner only.
    func writeSecret(_ relative: String, _ bytes: [UInt8]) throws {
        try write(relative, bytes)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: resolve(relative))
    }

    /// Dates a file to a minute before the moment.
    func age(_ relative: String, before moment: Instant) throws {
        let date = Date(timeIntervalSince1970: TimeInterval(moment.seconds - 60))
        let attributes: [FileAttributeKey: Any] = [.modificationDate: date]
        try FileManager.default.setAttributes(attributes, ofItemAtPath: resolve(relative))
    }

    func read(_ relative: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: resolve(relative))))
    }

    /// Names in a folder, sorted; none when it is not there.
    func names(in relative: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: resolve(relative)))?.sorted() ?? []
    }

    /// Paths of all regular files below a folder, relative to the stage.
    func files(below relative: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: resolve(relative))?.compactMap { $0 as? String } ?? []
        return all.map { "\(relative)/\($0)" }.filter { path in
            var status = stat()
            return lstat(resolve(path), &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        }.sorted()
    }
}
