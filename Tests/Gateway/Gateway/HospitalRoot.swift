// A root folder with partners, and the real program run on it.

import Foundation
import Testing

/// One installation in a temporary folder; removed when the test lets go of it.
final class HospitalRoot {
    let path: String
    private static let banks = ["first-bank"]

    /// The program that was built beside the tests.
    static let program: String = {
        let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        return folder.appending(path: "hms-ach").path
    }()

    init() throws {
        path = NSTemporaryDirectory() + "hms-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        try FileManager.default.createDirectory(atPath: path + "/Config/partners", withIntermediateDirectories: true)
        try write(
            "organisation: { name: General Hospital }\nledger: { export: [csv, hledger], to: erp }\n",
            "Config/gateway.yaml")
        try partner("first-bank", role: "bank", expects: "[nacha, camt.053]")
        try partner("payer-blue", role: "payer", expects: "[x12]")
        try partner("erp", role: "department", expects: "[open-items]")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func partner(_ name: String, role: String, expects: String, receive: String = "", send: String = "") throws {
        try write(
            """
            name: \(name)
            role: \(role)
            expects: \(expects)
            receive:
              - folder: inbox/\(name)
                complete-when: quiet 100ms
            \(receive)
            send:
              - folder: outbox/\(name)
            \(send)
            """, "Config/partners/\(name).yaml")
    }

    func write(_ text: String, _ name: String) throws { try write(Array(text.utf8), name) }

    func write(_ bytes: [UInt8], _ name: String) throws {
        let file = "\(path)/\(name)"
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: file))
    }

    /// Drops a file into a partner's inbox, old enough to count as complete.
    func drop(_ bytes: [UInt8], _ partner: String, _ name: String) throws {
        try write(bytes, "inbox/\(partner)/\(name)")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: "\(path)/inbox/\(partner)/\(name)")
    }

    struct Outcome {
        /// Exit code, or the number of the signal that ended it, negative.
        let status: Int32
        let output: String
        let log: String
    }

    /// Runs the program on this root and waits for its end, at most `limit` seconds (then it is killed).
    @discardableResult
    func run(_ arguments: [String], environment: [String: String] = [:], limit: Double = 120) throws -> Outcome {
        let process = try start(arguments, environment: environment)
        let deadline = Date(timeIntervalSinceNow: limit)
        while process.isRunning && Date() < deadline { usleep(2_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        let isSignal = process.terminationReason == .uncaughtSignal
        return Outcome(
            status: isSignal ? -process.terminationStatus : process.terminationStatus, output: text("stdout"),
            log: text("stderr"))
    }

    /// Starts the program; its output goes to files beside the root's folders.
    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: Self.program)
        process.arguments = ["--root", path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        for (name, keyPath) in [("stdout", \Process.standardOutput), ("stderr", \Process.standardError)] {
            _ = FileManager.default.createFile(atPath: "\(path)/\(name)", contents: nil)
            process[keyPath: keyPath] = FileHandle(forWritingAtPath: "\(path)/\(name)")
        }
        try process.run()
        return process
    }

    private func text(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data(), as: UTF8.self)
    }

    @discardableResult
    func runOnce() throws -> Outcome {
        let outcome = try run(["run", "--once"])
        #expect(outcome.status == 0, "\(outcome.log.suffix(600))")
        return outcome
    }

    /// The rows of an export as fields by column name.
    func export(_ subject: String) throws -> [[String: String]] {
        let outcome = try run(["export", subject])
        #expect(outcome.status == 0, "\(outcome.log.suffix(600))")
        let lines = CSVLines.parse(outcome.output)
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
    }

    /// Names of all files below a folder, relative to it, sorted.
    func files(below folder: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: "\(path)/\(folder)")?.compactMap { $0 as? String } ?? []
        return all.filter { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(path)/\(folder)/\(name)", isDirectory: &isFolder)
            return !isFolder.boolValue
        }.sorted()
    }

    func contents(_ name: String) -> [UInt8] {
        [UInt8](FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data())
    }

    /// Everything that must be the same after a crash: exports without times, files by name and content. Midnight may pass between
    /// one run and the next: the day of the run is told as "today".
    func outcome() throws -> [String: [String]] {
        try all().mapValues { rows in rows.map(Self.withoutDay).sorted() }
    }

    private static func withoutDay(_ text: String) -> String {
        [0, -86_400].reduce(text) { text, seconds in
            let day = Date(timeIntervalSinceNow: seconds).formatted(.iso8601.year().month().day())
            return text.replacing(day, with: "today").replacing(day.filter { $0 != "-" }, with: "today")
        }
    }

    private func all() throws -> [String: [String]] {
        var all: [String: [String]] = [:]
        for (subject, dropped) in [
            ("arrivals", ["received_at"]), ("matches", []), ("exceptions", []), ("journal", []),
            ("dispatches", ["sent_at", "attempts"]),
        ] {
            all[subject] = try export(subject).map { row in
                row.filter { !dropped.contains($0.key) }.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
                    .joined(separator: " ")
            }.sorted()
        }
        for folder in ["inbox", "outbox"] {
            all[folder] = files(below: folder).map { "\($0) \(contents("\(folder)/\($0)").hashValue)" }
        }
        all["leftovers"] = files(below: "state").filter { $0.hasSuffix(".part") }
        all["audit"] = [String(try run(["audit", "verify"]).status)]
        return all
    }
}

/// Enough of RFC 4180 for what the program writes.
enum CSVLines {
    static func parse(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var isQuoted = false
        var characters = Array(text.unicodeScalars)[...]
        while let character = characters.popFirst() {
            if isQuoted {
                if character != "\"" {
                    field.unicodeScalars.append(character)
                } else if characters.first == "\"" {
                    characters.removeFirst()
                    field += "\""
                } else {
                    isQuoted = false
                }
                continue
            }
            switch character {
            case "\"": isQuoted = true
            case ",":
                row.append(field)
                field = ""
            case "\n":
                rows.append(row + [field])
                row = []
                field = ""
            default: field.unicodeScalars.append(character)
            }
        }
        return rows
    }
}
