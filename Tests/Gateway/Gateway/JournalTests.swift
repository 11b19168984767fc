import Foundation
import Logging
import Testing

@testable import Gateway
@testable import Store

/// The log as the journal takes it, and the catalogue that explains it.
@Suite struct JournalTests {
    private static let catalog = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "systemd/hms-ach.catalog")

    private func text(_ message: JournalMessage) -> String { String(decoding: message.bytes, as: UTF8.self) }

    @Test func `an event has its fields, and its number where the catalogue knows it`() throws {
        let number = try #require(JournalEvent.messageIDs["arrival.rejected"])
        let message = JournalMessage(
            event: "arrival.rejected", level: .notice, metadata: ["arrival": "7", "sent-at": "noon"])
        #expect(
            text(message) == """
                MESSAGE=arrival.rejected arrival=7 sent-at=noon
                PRIORITY=5
                SYSLOG_IDENTIFIER=hms-ach
                HMS_ACH_EVENT=arrival.rejected
                MESSAGE_ID=\(number)
                HMS_ACH_ARRIVAL=7
                HMS_ACH_SENT_AT=noon

                """)
        #expect(!text(JournalMessage(event: "arrival.taken", level: .info, metadata: [:])).contains("MESSAGE_ID"))
    }

    @Test func `a line end in a value begins no field`() {
        let message = JournalMessage(event: "e", level: .error, metadata: ["name": "a\nPRIORITY=0"])
        let value = Array("a\nPRIORITY=0".utf8)
        let framed = Array("HMS_ACH_NAME\n".utf8) + [UInt8(value.count), 0, 0, 0, 0, 0, 0, 0] + value + [0x0A]
        #expect(message.bytes.suffix(framed.count) == framed[...])
        #expect(message.bytes.starts(with: Array("MESSAGE\n".utf8)))
    }

    @Test func `the journal is written to only where standard error is its stream`() {
        #expect(JournalLog(stream: nil, level: .info, clock: SystemClock()) == nil)
        #expect(JournalLog(stream: "1:1", level: .info, clock: SystemClock()) == nil)
        var status = stat()
        fstat(2, &status)
        let stream = "\(status.st_dev):\(status.st_ino)"
        #expect(JournalLog(stream: stream, level: .info, clock: SystemClock()) != nil)
        #expect(JournalLog(stream: stream, address: "nowhere", level: .info, clock: SystemClock()) == nil)
    }

    @Test func `events reach the journal's socket`() throws {
        let journal = try NotifyReceiver()
        var status = stat()
        fstat(2, &status)
        let handler = try #require(
            JournalLog(
                stream: "\(status.st_dev):\(status.st_ino)", address: journal.address, level: .info,
                clock: SystemClock()))
        var log = Logger(label: "test") { _ in handler }
        log[metadataKey: "lane"] = "take"
        log.critical("lane.stuck", metadata: ["since": "5"])
        let fields = Set(journal.assignments())
        #expect(fields.isSuperset(of: ["PRIORITY=2", "HMS_ACH_LANE=take", "HMS_ACH_SINCE=5"]))
    }

    @Test func `whatever is an error has a number`() throws {
        // What is the AS2 exchange's to explain.
        let others: Set<String> = ["message.not-taken", "message.refused", "receipt.not-filed", "endpoint.not-kept"]
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var seen: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /log\.(?:error|critical)\(\s*"([a-z.-]+)"/) { seen.insert(String(match.1)) }
            for match in text.matches(of: /report(?:Once)?\(failure, "([a-z.-]+)"/) { seen.insert(String(match.1)) }
        }
        #expect(seen.count > 15)
        for state in [DispatchState.held, .unknownOutcome] { seen.insert("dispatch.\(state.rawValue)") }
        let silent = seen.subtracting(others).filter { JournalEvent.messageIDs[$0] == nil }
        #expect(silent.isEmpty, "\(silent.sorted())")
    }

    @Test func `the catalogue explains each number, and no other`() throws {
        let lines = try String(contentsOf: Self.catalog, encoding: .utf8).split(separator: "\n")
        let numbers = lines.filter { $0.hasPrefix("-- ") }.map { String($0.dropFirst(3)) }
        #expect(numbers.sorted() == JournalEvent.messageIDs.values.sorted())
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{32}/) != nil })
    }

    @Test(.enabled(if: access("/usr/bin/journalctl", X_OK) == 0, "journalctl is not installed"))
    func `journalctl takes the catalogue`() throws {
        let root = NSTemporaryDirectory() + "catalog-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: root) }
        for folder in ["usr/lib/systemd/catalog", "var/lib/systemd/catalog"] {
            try FileManager.default.createDirectory(atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
        }
        try FileManager.default.copyItem(
            atPath: Self.catalog.path, toPath: "\(root)/usr/lib/systemd/catalog/hms-ach.catalog")
        func journalctl(_ arguments: [String]) throws -> (text: String, status: Int32) {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/journalctl")
            process.arguments = ["--root=\(root)", "--no-pager"] + arguments
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = pipe
            try process.run()
            let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return (text, process.terminationStatus)
        }
        let update = try journalctl(["--update-catalog"])
        #expect(update.status == 0 && update.text.isEmpty, "\(update.text)")
        let list = try journalctl(["--list-catalog"])
        #expect(list.text.split(separator: "\n").count == JournalEvent.messageIDs.count, "\(list.text)")
    }
}
