import Foundation
import GRDB
import Synchronization
import Testing

@testable import Gateway

/// Killed at any boundary on the way from or to a server, or cut off from it at any moment: every file exactly once, never
/// half a one under its final name.
@Suite(.serialized, .enabled(if: PartnerServer.isThere, "openssh-server is not installed"))
struct RemoteCrashTests {
    private struct Case {
        let server: PartnerServer
        let root: HospitalRoot

        init(files: Int, port: UInt16? = nil, carrier: String = "libssh2", server: PartnerServer? = nil) throws {
            let server = try server ?? PartnerServer()
            self.server = server
            root = try HospitalRoot()
            try root.write(
                RemoteWayTests.partner(
                    "erp", role: "department", expects: "[open-items]", server,
                    account: try server.account(carrier, port: port), after: "archive \(server.path)/archive",
                    send: "    checksum: sha256"), "Config/partners/erp.yaml")
            // No batch of the ledger for this partner: its name would depend on when the rest came.
            try root.write("organisation: { name: General Hospital }\n", "Config/gateway.yaml")
            for number in 1...files {
                // From a kilobyte to some hundred.
                let claims = (0..<(number % 5 == 0 ? 1_000 : 10)).map { Claim(number: number * 10_000 + $0) }
                try server.put(HospitalFiles.openItems(claims), "items-\(number).csv")
            }
        }

        /// What must be the same however it came about.
        func outcome() throws -> [String: [String]] {
            var all = try root.outcome()
            all["server"] = server.holdings()
            all["inbox"] = nil
            // The server's port and folder are other ones each time.
            return all.mapValues { rows in
                rows.map { $0.replacing(server.path, with: "").replacing(/:\d{4,5}(?=\/)/, with: "") }
            }
        }
    }

    @Test func everyBoundaryOnTheWayMayBeTheLast() throws {
        let reference = try Case(files: 3)
        try reference.root.runOnce()
        let expected = try reference.outcome()
        #expect(expected["server"]?.count == 3 + 3 * 4)
        // What is only reached where the server deletes, `FetchedOriginalTests` reaches.
        let steps = DurableStep.onServers.subtracting([.originalCopied])
        for step in steps.sorted(by: { $0.rawValue < $1.rawValue }) {
            let one = try Case(files: 3)
            let died = try one.root.run(
                ["run", "--once"], environment: ["HMS_ACH_CRASH_AT": "\(step.rawValue):2"])
            #expect(died.status == -SIGKILL, "\(step) was not reached")
            try one.root.runOnce()
            let outcome = try one.outcome()
            for (part, rows) in expected {
                let got = outcome[part] ?? []
                #expect(
                    got == rows,
                    "\(step): \(part): missing \(Set(rows).subtracting(got).sorted().prefix(3)), more \(Set(got).subtracting(rows).sorted().prefix(3))"
                )
            }
        }
    }

    @Test(arguments: ["libssh2", "openssh"])
    func fiftyFilesGoBothWaysThroughALineThatIsCut(_ carrier: String) throws {
        let reference = try Case(files: 50)
        try reference.root.runOnce()
        let expected = try reference.outcome()
        #expect(expected["server"]?.count == 50 + 50 * 4)

        let server = try PartnerServer()
        let proxy = try FaultyProxy(to: server.port, .init(cutAfter: 10_000...150_000))
        let one = try Case(files: 50, port: proxy.port, carrier: carrier, server: server)
        let watch = FinalNames(folder: "\(server.path)/incoming")
        for round in 0..<12 {
            if round == 9 { proxy.set(.init()) }
            try one.root.runOnce()
            // What failed is due again in half a minute; a test does not wait.
            try one.root.makeAllDue()
            if try one.root.export("dispatches").filter({ $0["state"] == "sent" }).count == 100 { break }
        }
        #expect(proxy.cuts >= 5, "\(proxy.cuts) cuts")
        #expect(watch.halfWritten() == [])
        let outcome = try one.outcome()
        for part in ["server", "arrivals", "dispatches", "outbox"] {
            let (got, wanted) = (outcome[part] ?? [], expected[part] ?? [])
            let (missing, more) = (Set(wanted).subtracting(got), Set(got).subtracting(wanted))
            #expect(got == wanted, "\(part): missing \(missing.sorted().prefix(3)), more \(more.sorted().prefix(3))")
        }
    }

    @Test func aLineThatStandsStillKeepsNobodyElse() throws {
        let server = try PartnerServer()
        let proxy = try FaultyProxy(to: server.port, .init(stallAfter: 6_000))
        let one = try Case(files: 1, port: proxy.port, server: server)
        let service = try one.root.start(["run"])
        for _ in 0..<200 where proxy.connections < 2 { usleep(20_000) }
        try one.root.write(try HospitalFiles.ach([("EFT1", 100)]), "inbox/first-bank/detail.ach")
        for _ in 0..<400 where one.root.files(below: "outbox/first-bank").isEmpty { usleep(20_000) }
        #expect(!one.root.files(below: "outbox/first-bank").isEmpty)
        #expect(server.names("archive").isEmpty)
        // It ends in time all the same.
        service.terminate()
        for _ in 0..<500 where service.isRunning { usleep(20_000) }
        #expect(!service.isRunning)
        if service.isRunning { kill(service.processIdentifier, SIGKILL) }
    }
}

/// Watches a folder of the server: a file has its whole size from the moment on at which its final name appears.
private final class FinalNames: Sendable {
    private let folder: String
    private let sizes = Mutex<[String: Int]>([:])
    private let isOver = Mutex(false)

    init(folder: String) {
        self.folder = folder
        Thread.detachNewThread { [weak self] in
            while let self, !self.isOver.withLock({ $0 }) {
                self.look()
                usleep(1_000)
            }
        }
    }

    private func size(_ name: String) -> Int? {
        var status = stat()
        return stat("\(folder)/\(name)", &status) == 0 ? Int(status.st_size) : nil
    }

    private func look() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where !name.hasSuffix(".part")
        {
            guard sizes.withLock({ $0[name] }) == nil, let size = size(name) else { continue }
            sizes.withLock { $0[name] = size }
        }
    }

    func halfWritten() -> [String] {
        isOver.withLock { $0 = true }
        return sizes.withLock { $0 }.filter { size($0.key) != $0.value }.map(\.key)
    }
}

extension HospitalRoot {
    /// Makes what waits for its next try due at once.
    func makeAllDue() throws {
        let queue = try DatabaseQueue(path: "\(path)/state/hms-ach.sqlite")
        try queue.write {
            try $0.execute(sql: "UPDATE dispatches SET due_at = 0")
            try $0.execute(sql: "UPDATE sent_messages SET due_at = 0")
        }
        try queue.close()
    }
}
