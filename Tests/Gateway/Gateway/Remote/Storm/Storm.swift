// A storm: the built gateway, a real sshd and a line between them that cuts, stalls and throttles, while gateway and server are
// killed at moments that a seed draws. What is left of it is looked at from outside.

import Foundation
import GRDB
import Logging
import Testing

@testable import Gateway
@testable import Store

final class Storm {
    struct Plan {
        /// So many are fetched and so many brought.
        var files: Int
        var largest: Int
        /// Of gateway and server together.
        var kills: Int
        var seed: UInt64
    }

    let root: HospitalRoot
    let server: PartnerServer
    let load: StormLoad
    let farEnd: FarEnd
    let proxy: FaultyProxy
    private let plan: Plan
    /// Microseconds between two blows: OpenSSH's client takes longer to log in.
    private let pace: ClosedRange<Int>
    private var generator: SeededGenerator
    /// Not yet on the server, not yet in the gateway's queue.
    private var waiting: (fetched: [StormFile], brought: [StormFile])
    private(set) var kills = (gateway: 0, server: 0)
    private(set) var log = ""
    let scratch: String

    init(_ plan: Plan, carrier: String) throws {
        self.plan = plan
        pace = carrier == "openssh" ? 50_000...2_000_000 : 10_000...700_000
        generator = SeededGenerator(seed: plan.seed)
        load = StormLoad(files: plan.files, largest: plan.largest, seed: plan.seed)
        waiting = (load.fetched, load.brought)
        server = try PartnerServer(hasAnotherHostKey: true)
        proxy = try FaultyProxy(to: server.port)
        root = try HospitalRoot()
        scratch = "\(root.path)/scratch"
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        try root.write("organisation: { name: General Hospital }\n", "Config/gateway.yaml")
        // Two accounts, each with a lane of its own: what is fetched does not wait behind what is brought.
        let account = try server.account(carrier, port: proxy.port)
        try root.write(
            """
            name: lab
            role: department
            expects: [open-items]
            receive:
              - sftp: { \(account), folder: \(server.path)/outgoing, every: 200ms, after: archive \(server.path)/archive }
                complete-when: quiet 100ms
            send:
              - folder: outbox/lab
            """, "Config/partners/lab.yaml")
        try root.write(
            """
            name: erp
            role: department
            expects: [open-items]
            receive:
              - folder: inbox/erp
            send:
              - sftp: { \(account), folder: \(server.path)/incoming }
                checksum: sha256
            """, "Config/partners/erp.yaml")
        farEnd = try FarEnd("\(server.path)/incoming")
    }

    /// Puts what is to be brought into the gateway's queue, as answers come there.
    private func stage(_ count: Int) throws {
        let installation = try root.installation(try FixedClock("2026-03-09T12:00:00.000Z"), purpose: .work)
        let partner = try #require(installation.configuration.partner(named: "erp"))
        let staging = DispatchStaging(installation)
        for file in waiting.brought.prefix(count) {
            let body = try installation.spool.seal { writer in try file.forEachPiece { try writer.write($0) } }
            try staging.stage(
                body: body, label: file.name, kind: "report", to: partner, date: installation.clock.now().date,
                stem: "storm", answering: nil, posting: 0)
        }
        waiting.brought.removeFirst(min(count, waiting.brought.count))
    }

    // MARK: The weather

    func rage() throws {
        while kills.gateway + kills.server < plan.kills || !waiting.fetched.isEmpty {
            let some = max(1, plan.files * 2 / max(1, plan.kills))
            try drop(some)
            try stage(some)
            let before = proxy.connections
            let gateway = try start()
            // It has begun to work before the first blow falls.
            for _ in 0..<2_000 where proxy.connections == before && gateway.isRunning { usleep(10_000) }
            for _ in 0..<Int.random(in: 1...8, using: &generator) where gateway.isRunning {
                usleep(UInt32(generator.magnitude(pace)))
                // While both lanes keep away from the server nothing more can happen to them.
                if root.stderr.ranges(of: "account.fault").count > 1 { break }
                try blow()
            }
            #expect(gateway.isRunning, "the gateway ended by itself: \(root.stderr.suffix(400))")
            end(gateway, SIGKILL)
            kills.gateway += 1
            let stopped = log.split(separator: "\n").first { $0.contains("account.stopped") }
            try #require(stopped == nil, "seed \(plan.seed): a cut must not look like a refused login")
            try root.makeAllDue()
        }
    }

    /// One thing that happens to the server or to the line.
    private func blow() throws {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<2:
            server.kill()
            kills.server += 1
            usleep(UInt32.random(in: 0...200_000, using: &generator))
            try server.start(hostKey: "host")
        case 2: proxy.cutAll()
        case 3, 4:
            let bytes = generator.magnitude(3_000...5_000_000)
            proxy.set(.init(cutAfter: bytes...(bytes * 2)))
        case 5: proxy.set(.init(stallAfter: generator.magnitude(1_000...1_000_000)))
        case 6: proxy.set(.init(pause: UInt32.random(in: 1_000...20_000, using: &generator)))
        default: proxy.set(.init())
        }
    }

    private func drop(_ count: Int) throws {
        for file in waiting.fetched.prefix(count) { try file.put(into: "\(server.path)/outgoing") }
        waiting.fetched.removeFirst(min(count, waiting.fetched.count))
    }

    /// Fair weather: the gateway finishes by itself what is left, and ends when it is asked to.
    func calm() throws {
        proxy.set(.init())
        proxy.cutAll()
        let gateway = try start()
        for _ in 0..<(1_200 + plan.files * 20) where gateway.isRunning {
            if try isFinished() { break }
            usleep(100_000)
        }
        let left = try rows(unfinished).prefix(5)
        #expect(left == [], "\(server.names("outgoing").count) are not fetched")
        // Where nothing was left to do it may not have come so far as to heed the signal.
        for _ in 0..<600 where !heedsTermination(gateway) { usleep(100_000) }
        kill(gateway.processIdentifier, SIGTERM)
        for _ in 0..<3_000 where gateway.isRunning { usleep(20_000) }
        #expect(!gateway.isRunning && gateway.terminationReason == .exit)
        #expect(gateway.isRunning || gateway.terminationStatus == 0)
        end(gateway, SIGKILL)
    }

    private func heedsTermination(_ gateway: Process) -> Bool {
        let path = "/proc/\(gateway.processIdentifier)/status"
        guard let status = try? String(contentsOfFile: path, encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigIgn:") }),
            let ignored = UInt64(line.dropFirst("SigIgn:\t".count), radix: 16)
        else { return false }
        return ignored & (1 << UInt64(SIGTERM - 1)) != 0
    }

    private func start() throws -> Process { try root.start(["run"], environment: ["TMPDIR": scratch]) }

    private func end(_ gateway: Process, _ signal: Int32) {
        if gateway.isRunning { kill(gateway.processIdentifier, signal) }
        gateway.waitUntilExit()
        log += root.stderr
    }

    // MARK: What is left

    /// How much was done when the weather changed.
    func progress() throws -> String {
        let sent = try rows("SELECT COUNT(*) FROM dispatches WHERE state = 'sent' AND partner = 'erp'").first ?? ""
        let taken = try rows("SELECT COUNT(*) FROM arrivals").first ?? ""
        return "\(taken) fetched and \(sent) brought"
    }

    private let unfinished = """
        SELECT 'dispatch ' || id || ' ' || state || ' ' || reason FROM dispatches WHERE state <> 'sent'
        UNION ALL SELECT 'arrival ' || id || ' ' || state FROM arrivals WHERE state NOT IN ('answered', 'rejected', 'quarantined')
        """

    private func isFinished() throws -> Bool {
        try server.names("outgoing").isEmpty && rows(unfinished).isEmpty
    }

    /// The columns of a query as texts with tabs between them.
    func rows(_ query: String) throws -> [String] {
        var configuration = Configuration()
        configuration.busyMode = .timeout(20)
        let queue = try DatabaseQueue(path: "\(root.path)/state/hms-ach.sqlite", configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { database in
            try Row.fetchAll(database, sql: query).map { row in
                row.databaseValues.map { String.fromDatabaseValue($0) ?? $0.description }.joined(separator: "\t")
            }
        }
    }
}

extension HospitalRoot {
    /// What the program last started has said so far.
    var stderr: String { String(decoding: contents("stderr"), as: UTF8.self) }
}
