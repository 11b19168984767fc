// Certificates for the tests of TLS, made once a run by Tests/Peers/HTTPS/authority.sh, and a client that is not ours: the openssl
// command.

import Foundation

struct TLSAuthority: Sendable {
    let folder: String

    /// Nil where the openssl command is missing.
    static let shared: TLSAuthority? = try? make()

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    private static func make() throws -> TLSAuthority {
        let folder = NSTemporaryDirectory() + "tls-authority-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Peers/HTTPS/authority.sh")
        _ = try run(["sh", script.standardizedFileURL.path, folder], "")
        return TLSAuthority(folder: folder)
    }

    struct Failure: Error {}

    /// What a server answers to a request by TLS; empty where there is no connection.
    func exchange(_ port: Int, _ request: String, trusting root: String, showing client: String? = nil) -> String {
        let own = client.map { ["-cert", path("\($0).pem"), "-key", path("\($0).key")] } ?? []
        let arguments =
            [
                "timeout", "20", "openssl", "s_client", "-quiet", "-connect", "127.0.0.1:\(port)", "-servername",
                "localhost", "-verify_hostname", "localhost", "-CAfile", path("\(root).pem"), "-verify_return_error",
            ] + own
        return (try? Self.run(arguments, request)) ?? ""
    }

    private static func run(_ arguments: [String], _ text: String) throws -> String {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        signal(SIGPIPE, SIG_IGN)
        try process.run()
        try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
        if process.terminationStatus != 0, answer.isEmpty { throw Failure() }
        return String(decoding: answer, as: UTF8.self)
    }
}
