// Certificates for the tests of TLS, made once a run by Tests/Peers/HTTPS/authority.sh, which says which there are.

import Foundation

struct TLSAuthority: Sendable {
    let folder: String

    /// Nil where the openssl command is missing.
    static let shared: TLSAuthority? = try? make()

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    private static func make() throws -> TLSAuthority {
        let folder = NSTemporaryDirectory() + "tls-authority-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Peers/HTTPS/authority.sh")
        try run(["sh", script.standardizedFileURL.path, folder])
        return TLSAuthority(folder: folder)
    }

    /// SHA-256 of a certificate as `pin` has it.
    func fingerprint(_ name: String) throws -> String {
        let text = try Self.run(["openssl", "x509", "-in", path("\(name).pem"), "-noout", "-fingerprint", "-sha256"])
        return (text.split(separator: "=").last.map(String.init) ?? "").filter(\.isHexDigit).lowercased()
    }

    struct Failure: Error {}

    @discardableResult
    private static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw Failure() }
        return text
    }
}
