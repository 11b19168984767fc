import Foundation
import Testing

@testable import Gateway

/// Five hundred files each way through a storm: every one exactly once, with its own bytes, and never half a one under its final
/// name. `HMS_ACH_STORM=500` says how many each way; without it a small storm, fit for every run. `HMS_ACH_SEED` repeats one.
@Suite(.serialized, .enabled(if: PartnerServer.isThere, "openssh-server is not installed"))
struct StormTests {
    private static func plan() -> Storm.Plan {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["HMS_ACH_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...999_999)
        guard let files = environment["HMS_ACH_STORM"].flatMap({ Int($0) }), files > 0 else {
            return Storm.Plan(files: 60, largest: 8_000_000, kills: 20, seed: seed)
        }
        return Storm.Plan(files: files, largest: 50_000_000, kills: max(20, files / 4), seed: seed)
    }

    @Test(arguments: ["libssh2", "openssh"]) func everyFileExactlyOnce(_ carrier: String) throws {
        let plan = Self.plan()
        let storm = try Storm(plan, carrier: carrier)
        let begin = Date()
        try storm.rage()
        let raged = Date()
        let progress = try storm.progress()
        try storm.calm()
        let watched = storm.farEnd.end()
        let seed = "seed \(plan.seed), \(carrier)"
        print(
            "\(seed): \(plan.files) files each way, \(storm.kills.gateway) kills of the gateway, \(storm.kills.server) of the "
                + "server, \(storm.proxy.connections) connections, \(storm.proxy.cuts) of them cut; "
                + "\(Int(raged.timeIntervalSince(begin))) s of storm (\(progress)), then "
                + "\(Int(-raged.timeIntervalSinceNow)) s of calm")
        #expect(watched.faults == [], "\(seed)")
        try fetchedOnce(storm, seed)
        try broughtOnce(storm, watched.seen, seed)
        #expect(storm.proxy.cuts > 0 && storm.kills.server > 0, "\(seed): too quiet a storm")
        // A cut is neither a refused login nor another host key, and nothing waits for a person.
        for word in ["account.stopped", "dispatch.held", "dispatch.unknown-outcome", "lane.fault"] {
            let line = storm.log.split(separator: "\n").first { $0.contains(word) }
            #expect(line == nil, "\(seed)")
        }
        #expect(storm.root.files(below: "state").filter { $0.hasSuffix(".part") } == [], "\(seed)")
        // What killed gateways left of their children is gone with the next login.
        usleep(4_000_000)
        #expect(try storm.root.run(["partners", "test", "lab"], environment: ["TMPDIR": storm.scratch]).status == 0)
        #expect(storm.root.files(below: "scratch") == [], "\(seed)")
        #expect(try storm.root.run(["audit", "verify"]).status == 0, "\(seed)")
    }

    private func fetchedOnce(_ storm: Storm, _ seed: String) throws {
        let expected = try Dictionary(uniqueKeysWithValues: storm.load.fetched.map { ($0.name, try $0.digest()) })
        let arrivals = try storm.rows("SELECT name, sha256 FROM arrivals ORDER BY id")
        #expect(arrivals.sorted() == expected.map { "\($0)\t\($1)" }.sorted(), "\(seed)")
        #expect(storm.server.names("archive") == expected.keys.sorted(), "\(seed)")
        // As received, once, in a folder of the gateway's own.
        var filed: [String: [String]] = [:]
        for path in storm.root.files(below: "inbox/lab") where !path.hasSuffix(".reason.txt") {
            let name = String(path.split(separator: "/").last ?? "")
            filed[name, default: []].append(StormFile.digest("\(storm.root.path)/inbox/lab/\(path)") ?? "gone")
        }
        for (name, digest) in expected {
            let archived = StormFile.digest("\(storm.server.path)/archive/\(name)")
            if archived != digest { Issue.record("\(seed): \(name) in the archive: \(archived ?? "gone")") }
            // What was accepted stays sealed; what was refused lies there with its reason.
            let copies = filed.removeValue(forKey: name) ?? []
            if copies.count > 1 || copies.contains(where: { $0 != digest }) {
                Issue.record("\(seed): \(name) is filed as \(copies)")
            }
        }
        #expect(filed.isEmpty, "\(seed)")
    }

    private func broughtOnce(_ storm: Storm, _ seen: [String: String], _ seed: String) throws {
        var expected: [String: String] = [:]
        for row in try storm.rows("SELECT sealed_name, sealed_sha256 FROM dispatches WHERE partner = 'erp'") {
            let parts = row.split(separator: "\t").map(String.init)
            try #require(parts.count == 2)
            #expect(expected.updateValue(parts[1], forKey: parts[0]) == nil, "\(seed): \(parts[0]) twice")
        }
        for file in storm.load.brought {
            let name = expected.keys.first { $0.hasSuffix("-\(file.name)") }
            #expect(try name.flatMap { expected[$0] } == file.digest(), "\(seed): \(file.name)")
        }
        #expect(expected.count == storm.load.brought.count, "\(seed)")
        // Two answers to each file that was fetched, in a folder.
        #expect(storm.root.files(below: "outbox/lab").count == 2 * storm.load.fetched.count, "\(seed)")
        let names = storm.server.names("incoming")
        #expect(names == expected.keys.flatMap { [$0, "\($0).sha256"] }.sorted(), "\(seed)")
        #expect(seen.keys.sorted() == names, "\(seed)")
        let copies = storm.root.files(below: "outbox/erp/sent").map { String($0.split(separator: "/").last ?? "") }
        #expect(copies.sorted() == expected.keys.sorted(), "\(seed)")
        for (name, digest) in expected {
            let there = StormFile.digest("\(storm.server.path)/incoming/\(name)")
            if there != digest || seen[name] != digest {
                Issue.record(
                    "\(seed): \(name) is \(there ?? "gone"), appeared as \(seen[name] ?? "nothing"), not \(digest)")
            }
            let line = String(decoding: storm.server.bytes("incoming", "\(name).sha256"), as: UTF8.self)
            if line != "\(digest)  \(name)\n" { Issue.record("\(seed): \(name).sha256 says \(line)") }
        }
    }
}
