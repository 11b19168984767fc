// Measures SFTP: a file down and up by each carrier and by OpenSSH's `sftp`, by turns against the same server, and listings.
// Started by Benchmarks/sftp.sh, which makes the server.

import Foundation
import SFTP

/// `sftp-benchmark PORT FOLDER ROUNDS BYTES`: FOLDER holds keys/user, keys/fingerprint, known_hosts, files/big, files/many.
@main
struct SFTPBenchmark {
    let port: UInt16
    let folder: String
    let rounds: Int
    let bytes: Int64

    static func main() throws {
        let words = CommandLine.arguments
        guard words.count == 5, let port = UInt16(words[1]), let rounds = Int(words[3]), let bytes = Int64(words[4])
        else {
            print("usage: sftp-benchmark PORT FOLDER ROUNDS BYTES")
            exit(2)
        }
        try SFTPBenchmark(port: port, folder: words[2], rounds: rounds, bytes: bytes).run()
    }

    private func session(_ carrier: CarrierChoice) throws -> SFTPSession {
        let pin = try String(contentsOfFile: "\(folder)/keys/fingerprint", encoding: .utf8)
        guard
            let server = SSHServer(
                host: "127.0.0.1", port: port, user: NSUserName(),
                credential: .key(path: "\(folder)/keys/user", passphraseFile: nil),
                hostKeys: [pin.trimmingCharacters(in: .whitespacesAndNewlines)], carrier: carrier)
        else { throw SFTPFailure.local("no server") }
        return try SFTPConnector(server).open()
    }

    private func run() throws {
        var times: [String: [Double]] = [:]
        for _ in 0..<rounds {
            for carrier in [CarrierChoice.libssh2, .openssh] {
                // Connecting is part of it, as it is for the command.
                times["get \(carrier)", default: []].append(try seconds { try get(carrier) })
                times["put \(carrier)", default: []].append(try seconds { try put(carrier) })
            }
            times["get sftp command", default: []].append(
                try seconds { try command("get \(folder)/files/big \(folder)/local/command") })
            times["put sftp command", default: []].append(
                try seconds { try command("put \(folder)/files/big \(folder)/files/up-command") })
        }
        for way in ["get", "put"] {
            let peer = median(times["\(way) sftp command"] ?? [])
            for who in ["libssh2", "openssh", "sftp command"] {
                let time = median(times["\(way) \(who)"] ?? [])
                let rate = Double(bytes) / time / 1_000_000
                print("\(way) \(who): \(text(rate)) MB/s, \(text(peer / time)) of the sftp command's speed")
            }
        }
        for carrier in [CarrierChoice.libssh2, .openssh]
        where FileManager.default.fileExists(atPath: "\(folder)/files/many") {
            let session = try session(carrier)
            let list = try (0..<rounds).map { _ in
                try seconds { _ = try session.list(RemotePath(folder: "\(folder)/files/many")) }
            }
            print(
                "list \(try session.list(RemotePath(folder: "\(folder)/files/many")).count) files, \(carrier): \(text(median(list))) s"
            )
        }
    }

    /// To a file on the disk, as the command does.
    private func get(_ carrier: CarrierChoice) throws {
        let session = try session(carrier)
        defer { session.close() }
        let target = open("\(folder)/local/\(carrier)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        defer { close(target) }
        let count = try session.download(RemotePath(folder: "\(folder)/files/big"), expecting: bytes) { piece in
            _ = piece.withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
        }
        if count != bytes { throw SFTPFailure.mismatch("\(count) bytes came") }
    }

    private func put(_ carrier: CarrierChoice) throws {
        let session = try session(carrier)
        defer { session.close() }
        let source = open("\(folder)/files/big", O_RDONLY)
        defer { close(source) }
        let target = RemotePath(folder: "\(folder)/files/up-\(carrier)")
        if try session.attributes(target) != nil { try session.remove(target) }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        try session.upload(target) { send in
            while true {
                let count = read(source, &buffer, buffer.count)
                if count <= 0 { break }
                try send(buffer.span.bytes.extracting(0..<count))
            }
        }
    }

    private func command(_ line: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/sftp")
        process.arguments = [
            "-q", "-b", "-", "-P", String(port), "-F", "none", "-i", "\(folder)/keys/user", "-o",
            "UserKnownHostsFile=\(folder)/known_hosts", "-o", "StrictHostKeyChecking=yes", "127.0.0.1",
        ]
        let input = Pipe()
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        input.fileHandleForWriting.write(Data((line + "\n").utf8))
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw SFTPFailure.local("sftp failed") }
    }

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        let time = (ContinuousClock.now - start).components
        return Double(time.seconds) + Double(time.attoseconds) / 1e18
    }

    private func median(_ times: [Double]) -> Double {
        let sorted = times.sorted()
        return sorted.isEmpty ? .infinity : sorted[sorted.count / 2]
    }

    private func text(_ number: Double) -> String { String(format: "%.2f", number) }
}
