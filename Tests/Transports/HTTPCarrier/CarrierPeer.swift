// A server or a proxy that is not ours: Tests/Peers/HTTPS/peer.py, which is Python's own library.

import Foundation

final class CarrierPeer {
    /// A request as the peer saw it.
    struct Seen: Decodable {
        let method: String
        let target: String
        var host: String?
        var bytes: Int?
        var sha256: String?
        /// The client certificate's common name; empty where none was shown.
        var client: String?
    }

    private(set) var port = 0
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var received = Data()

    static let isThere: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", "import ssl"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    init(_ arguments: String...) throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Peers/HTTPS/peer.py")
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B", script.standardizedFileURL.path] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        port = Int(line()) ?? 0
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The next request that it saw; waits for it.
    func seen() throws -> Seen { try JSONDecoder().decode(Seen.self, from: Data(line().utf8)) }

    private func line() -> String {
        while true {
            if let end = received.firstIndex(of: 0x0A) {
                let line = received[received.startIndex..<end]
                received.removeSubrange(received.startIndex...end)
                return String(decoding: line, as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { return "" }
            received += more
        }
    }
}
