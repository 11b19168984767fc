// Certificates for the tests of TLS, made by the openssl command once a run: an authority, servers of several kinds, and clients.

import Foundation

struct TLSAuthority: Sendable {
    let folder: String

    static let shared: TLSAuthority? = try? make()

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Names: root, stranger (authorities); server, elsewhere, ended (servers: right, of another name, no longer valid); client and
    /// unknown (clients that rest on root, on stranger). Each as NAME.pem and NAME.key.
    private static func make() throws -> TLSAuthority {
        let authority = TLSAuthority(
            folder: NSTemporaryDirectory() + "tls-authority-" + String(UInt32.random(in: 0 ... .max), radix: 36))
        try FileManager.default.createDirectory(atPath: authority.folder, withIntermediateDirectories: true)
        for name in ["root", "stranger"] {
            try run([
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=\(name)", "-keyout",
                authority.path("\(name).key"), "-out", authority.path("\(name).pem"),
            ])
        }
        try authority.issue("server", by: "root", "subjectAltName=DNS:localhost")
        try authority.issue("elsewhere", by: "root", "subjectAltName=DNS:elsewhere.example")
        try authority.issue("ended", by: "root", "subjectAltName=DNS:localhost", days: -1)
        try authority.issue("client", by: "root", "extendedKeyUsage=clientAuth")
        try authority.issue("unknown", by: "stranger", "extendedKeyUsage=clientAuth")
        return authority
    }

    private func issue(_ name: String, by issuer: String, _ fields: String, days: Int = 3650) throws {
        try Data(fields.utf8).write(to: URL(filePath: path("\(name).fields")))
        try Self.run([
            "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=\(name)", "-keyout", path("\(name).key"), "-out",
            path("\(name).request"),
        ])
        try Self.run([
            "x509", "-req", "-in", path("\(name).request"), "-CA", path("\(issuer).pem"), "-CAkey",
            path("\(issuer).key"), "-CAcreateserial", "-days", "\(days)", "-extfile", path("\(name).fields"), "-out",
            path("\(name).pem"),
        ])
    }

    /// SHA-256 of a certificate as `pin` has it.
    func fingerprint(_ name: String) throws -> String {
        let text = try Self.run(["x509", "-in", path("\(name).pem"), "-noout", "-fingerprint", "-sha256"])
        return (text.split(separator: "=").last.map(String.init) ?? "").filter(\.isHexDigit).lowercased()
    }

    struct Failure: Error {}

    @discardableResult
    private static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw Failure() }
        return text
    }
}
