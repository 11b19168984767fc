// Two hospitals' gateways that exchange messages by AS2: each knows the other's certificate. The second one can be listened at.

import Foundation
import Testing

/// Certificates and keys, made by the openssl command once a run.
struct ExchangeKeys {
    let folder: String

    static let all: ExchangeKeys? = try? make()
    static var isThere: Bool { all != nil }

    private static func make() throws -> ExchangeKeys {
        let folder = NSTemporaryDirectory() + "exchange-keys-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["alpha", "beta", "other"] {
            try run([
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha256", "-days", "3650", "-subj", "/CN=\(name)",
                "-keyout", "\(folder)/\(name).key", "-out", "\(folder)/\(name).pem",
            ])
        }
        return ExchangeKeys(folder: folder)
    }

    struct Failure: Error {}

    /// Runs the openssl command; throws where it ends badly.
    static func run(_ arguments: [String], in folder: String? = nil) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw Failure() }
    }
}

/// `alpha` sends, `beta` receives.
final class ExchangePair {
    let alpha: HospitalRoot
    let beta: HospitalRoot
    let keys: ExchangeKeys
    private var services: [Process] = []

    init() throws {
        keys = try #require(ExchangeKeys.all)
        alpha = try HospitalRoot()
        beta = try HospitalRoot()
    }

    deinit {
        for service in services where service.isRunning { kill(service.processIdentifier, SIGKILL) }
    }

    private var own: (String) -> String {
        { name in "as2: { certificate: \(self.keys.folder)/\(name).pem, key: \(self.keys.folder)/\(name).key }\n" }
    }

    /// Starts beta, which takes alpha's messages; returns its port.
    func startBeta(
        receive: String = "", certificate: String = "alpha", listen: String = "\"127.0.0.1:0\"", gateway: String = "",
        identity: String = "beta", crashingAt step: String? = nil
    ) throws -> Int {
        try beta.write(
            "organisation: { name: Beta }\nlisten: { as2: \(listen) }\n" + own(identity) + gateway,
            "Config/gateway.yaml")
        try beta.write(
            """
            name: alpha
            role: trading-partner
            expects: [x12, open-items]
            receive:
              - as2: { from: Alpha, to: "Beta Inc", certificate: \(keys.folder)/\(certificate).pem\(receive) }
            """, "Config/partners/alpha.yaml")
        return try start(beta, crashingAt: step)
    }

    /// Starts a root's service and waits until it can be listened at.
    func start(_ root: HospitalRoot, crashingAt step: String? = nil) throws -> Int {
        // Not by `root.start`: what the tests run beside it would write over its log.
        let log = "\(root.path)/service.log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let service = Process()
        service.executableURL = URL(filePath: HospitalRoot.program)
        service.arguments = ["--root", root.path, "run"]
        service.standardError = FileHandle(forWritingAtPath: log)
        if let step {
            service.environment = ProcessInfo.processInfo.environment.merging(["HMS_ACH_CRASH_AT": step]) { $1 }
        }
        try service.run()
        services.append(service)
        for _ in 0..<1_500 {
            for line in root.serviceLog.split(separator: "\n") where line.contains("\"endpoint.open\"") {
                if let match = line.firstMatch(of: /"address":"127\.0\.0\.1:(\d+)"/), let port = Int(match.1) {
                    return port
                }
            }
            usleep(20_000)
        }
        Issue.record("the service did not open its door: \(root.serviceLog.suffix(500))")
        throw ExchangeKeys.Failure()
    }

    func stopAll() {
        for service in services where service.isRunning {
            service.terminate()
            service.waitUntilExit()
        }
        services = []
    }

    /// Alpha answers the files of a partner by messages to this port.
    func configureAlpha(
        _ port: Int, _ target: String = "", gateway: String = "", scheme: String = "http", host: String = "127.0.0.1"
    ) throws {
        try alpha.write("organisation: { name: Alpha }\n" + own("alpha") + gateway, "Config/gateway.yaml")
        try alpha.write(
            """
            name: erp
            role: department
            expects: [open-items]
            receive:
              - folder: inbox/erp
                complete-when: quiet 100ms
            send:
              - as2: { url: "\(scheme)://\(host):\(port)/as2", from: Alpha, to: "Beta Inc", certificate: \(keys.folder)/beta.pem\(target) }
            """, "Config/partners/erp.yaml")
    }

    /// The Message-IDs of what alpha sent, by the trace of a file.
    func messageIDs(_ name: String) throws -> [String] {
        let trace = try alpha.run(["trace", name, "--format", "csv"]).output
        return CSVLines.parse(trace).filter { $0.count > 4 && $0[2] == "message" }.compactMap { row in
            row[4].firstMatch(of: /<([^>]+)>/).map { String($0.1) }
        }
    }
}

extension HospitalRoot {
    /// What the program has logged so far.
    var log: String { String(decoding: contents("stderr"), as: UTF8.self) }

    /// The same of the service that was started beside it.
    var serviceLog: String { String(decoding: contents("service.log"), as: UTF8.self) }
}

func waitUntil(_ seconds: Double, _ condition: () throws -> Bool) rethrows -> Bool {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while Date() < deadline {
        if try condition() { return true }
        usleep(50_000)
    }
    return false
}
