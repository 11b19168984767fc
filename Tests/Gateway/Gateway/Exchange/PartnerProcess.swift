// A partner whose software is not ours: Tests/Peers/AS2/peer.py, which speaks AS2 by pyas2lib, told what to do in lines of JSON.
// Needs the Python environment that HMS_ACH_PEERS names.

import Foundation
import Testing

final class PartnerProcess {
    /// Holds its identities: hospital, partner, next and stranger, each as NAME.pem (certificate) and NAME.key.
    let folder: String
    private(set) var port = 0
    private let process = Process()
    private let toPeer = Pipe()
    private let fromPeer = Pipe()
    private var received = Data()

    private static let environment = ProcessInfo.processInfo.environment["HMS_ACH_PEERS"]
    private static let python = environment.map { "\($0)/bin/python" }

    static let isThere: Bool = {
        guard let environment, let versions = try? FileManager.default.contentsOfDirectory(atPath: "\(environment)/lib")
        else { return false }
        return versions.contains {
            FileManager.default.fileExists(atPath: "\(environment)/lib/\($0)/site-packages/pyas2lib/as2.py")
        }
    }()

    init() throws {
        folder = NSTemporaryDirectory() + "hms-partner-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        let scripts = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Peers/AS2")
        process.executableURL = URL(filePath: try #require(Self.python))
        process.arguments = ["-B", scripts.standardizedFileURL.appending(path: "peer.py").path, folder]
        process.standardInput = toPeer
        process.standardOutput = fromPeer
        try process.run()
        port = try decode(Started.self, from: try line()).port
    }

    deinit {
        try? toPeer.fileHandleForWriting.close()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    var address: String { "http://127.0.0.1:\(port)" }

    func identity(_ name: String) throws -> (certificate: [UInt8], key: [UInt8]) {
        (
            [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name).pem"))),
            [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name).key")))
        )
    }

    // MARK: What it can be told

    /// Sends messages, several at a time, and says what came back.
    func send(_ cases: [PartnerMessage], atOnce: Int = 4) throws -> [PartnerReport] {
        struct Command: Encodable {
            var `do` = "send"
            let cases: [PartnerMessage]
            let atOnce: Int
        }
        struct Answer: Decodable { let reports: [PartnerReport] }
        return try tell(Command(cases: cases, atOnce: atOnce), Answer.self).reports
    }

    /// What its server was sent, once there are `count` posts or the time is over.
    func records(_ count: Int = 0, within seconds: Double = 0) throws -> [PartnerRecord] {
        struct Command: Encodable {
            var `do` = "records"
            let count: Int
            let seconds: Double
        }
        struct Answer: Decodable { let records: [PartnerRecord] }
        return try tell(Command(count: count, seconds: seconds), Answer.self).records
    }

    /// Digests of the asynchronous receipts that came.
    func receipts(_ count: Int = 0, within seconds: Double = 0) throws -> [String] {
        struct Command: Encodable {
            var `do` = "receipts"
            let count: Int
            let seconds: Double
        }
        struct Answer: Decodable { let receipts: [String] }
        return try tell(Command(count: count, seconds: seconds), Answer.self).receipts
    }

    /// Answers 503 to the next asynchronous receipts.
    func refuseReceipts(_ times: Int) throws {
        struct Command: Encodable {
            var `do` = "refuse-receipts"
            let times: Int
        }
        struct Answer: Decodable {}
        _ = try tell(Command(times: times), Answer.self)
    }

    // MARK: Lines

    private struct Started: Decodable { let port: Int }

    private func tell<Command: Encodable, Answer: Decodable>(_ command: Command, _ answer: Answer.Type) throws -> Answer
    {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToKebabCase
        try toPeer.fileHandleForWriting.write(contentsOf: try encoder.encode(command) + Data([0x0A]))
        return try decode(answer, from: try line())
    }

    private func decode<Answer: Decodable>(_ type: Answer.Type, from line: Data) throws -> Answer {
        do {
            return try JSONDecoder().decode(type, from: line)
        } catch {
            throw Fault(text: "\(error): \(String(decoding: line.prefix(600), as: UTF8.self))")
        }
    }

    private func line() throws -> Data {
        while true {
            if let end = received.firstIndex(of: 0x0A) {
                let line = received[received.startIndex..<end]
                received.removeSubrange(received.startIndex...end)
                return Data(line)
            }
            let more = fromPeer.fileHandleForReading.availableData
            if more.isEmpty { throw Fault(text: "the partner's process ended") }
            received += more
        }
    }

    struct Fault: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }
}

extension JSONEncoder.KeyEncodingStrategy {
    /// `signedReceipt` is `signed-receipt` over there.
    fileprivate static let convertToKebabCase = custom { keys in
        struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }
        guard let last = keys.last, last.intValue == nil else { return keys.last ?? Key(stringValue: "") }
        return Key(
            stringValue: last.stringValue.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined())
    }
}
