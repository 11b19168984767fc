import Foundation
import Testing

@testable import Gateway
@testable import SFTP

/// A line that is cut, stands still or is slow is told as that, in time: never as a refused login or as another host key, after
/// which an account is stopped for good.
@Suite(.serialized, .enabled(if: PartnerServer.isThere, "openssh-server is not installed"))
struct LineTests {
    static let carriers: [CarrierChoice] = [.libssh2, .openssh]

    private func connector(_ server: PartnerServer, _ proxy: FaultyProxy, _ carrier: CarrierChoice) throws
        -> SFTPConnector
    {
        let account = try #require(
            SSHServer(
                host: "127.0.0.1", port: proxy.port, user: NSUserName(),
                credential: .key(path: "\(server.path)/key", passphraseFile: nil),
                hostKeys: [try server.fingerprint], carrier: carrier))
        return SFTPConnector(account, patience: .seconds(2))
    }

    /// Logs in and brings a megabyte.
    private func work(_ connector: SFTPConnector, _ server: PartnerServer, _ name: String) throws {
        let session = try connector.open()
        defer { session.close() }
        let piece = [UInt8](repeating: 7, count: 1 << 20)
        try session.upload(RemotePath(folder: "\(server.path)/incoming/\(name)")) { try $0(piece.span.bytes) }
    }

    @Test(arguments: carriers) func aCutAnywhereIsACut(_ carrier: CarrierChoice) throws {
        let server = try PartnerServer(hasAnotherHostKey: true)
        let proxy = try FaultyProxy(to: server.port)
        // Greeting, key exchange, login, subsystem, transfer; the whole of a login is some five thousand bytes.
        for bytes in Array(stride(from: 1, to: 8_000, by: 331)) + [100_000] {
            proxy.set(.init(cutAfter: bytes...bytes))
            do {
                try work(try connector(server, proxy, carrier), server, "cut-\(bytes)")
                Issue.record("a line that is cut after \(bytes) bytes carried a megabyte")
            } catch let failure as SFTPFailure {
                #expect(failure.isTransient, "after \(bytes) bytes: \(failure)")
            }
        }
    }

    @Test(arguments: carriers) func aLineThatStandsStillIsGivenUpInTime(_ carrier: CarrierChoice) throws {
        let server = try PartnerServer()
        let proxy = try FaultyProxy(to: server.port)
        for bytes in [0, 1_000, 2_500, 3_500, 4_500, 100_000] {
            proxy.set(.init(stallAfter: bytes))
            let begin = ContinuousClock.now
            do {
                try work(try connector(server, proxy, carrier), server, "stall-\(bytes)")
                Issue.record("a line that stands still after \(bytes) bytes carried a megabyte")
            } catch let failure as SFTPFailure {
                #expect(failure.isTransient, "after \(bytes) bytes: \(failure)")
            }
            // Two seconds of patience for each call; the machine may be ten times slower than one thinks.
            #expect(ContinuousClock.now - begin < .seconds(60), "after \(bytes) bytes")
        }
    }

    /// 200 kB/s: it takes its time, but nothing is given up, and the next account's files do not wait for it.
    @Test(arguments: carriers) func aSlowLineIsWaitedForAndKeepsNobodyElse(_ carrier: CarrierChoice) throws {
        let (slow, quick) = (try PartnerServer(), try PartnerServer())
        let proxy = try FaultyProxy(to: slow.port, .init(pause: 80_000))
        let root = try HospitalRoot()
        try root.write("organisation: { name: General Hospital }\n", "Config/gateway.yaml")
        for (name, server, port) in [("erp", slow, proxy.port), ("lab", quick, quick.port)] {
            try root.write(
                RemoteWayTests.partner(
                    name, role: "department", expects: "[open-items]", server,
                    account: try server.account(carrier.rawValue, port: port), after: "archive \(server.path)/archive"),
                "Config/partners/\(name).yaml")
        }
        // Some seven seconds at this pace.
        let large = (0..<1_500_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
        try slow.put(large, "large.bin")
        for number in 1...5 { try quick.put(HospitalFiles.openItems([Claim(number: number)]), "items-\(number).csv") }
        let service = try root.start(["run"])
        defer { if service.isRunning { kill(service.processIdentifier, SIGKILL) } }
        for _ in 0..<3_000 where quick.names("incoming").count < 10 { usleep(20_000) }
        #expect(quick.names("incoming").count == 10)
        #expect(slow.names("outgoing") == ["large.bin"], "the slow line was not slow")
        for _ in 0..<6_000 where slow.names("incoming").filter({ !$0.hasSuffix(".part") }).count < 2 { usleep(20_000) }
        #expect(slow.bytes("archive", "large.bin") == large)
        #expect(slow.names("incoming").count == 2)
        #expect(proxy.connections <= (carrier == .openssh ? 6 : 4), "\(proxy.connections) connections")
        #expect(!root.stderr.contains("account.fault"), "\(root.stderr)")
        service.terminate()
        for _ in 0..<1_500 where service.isRunning { usleep(20_000) }
        #expect(!service.isRunning)
    }

    /// The gateway gives a dead line up, and goes on by itself when it lives again.
    @Test func aStallForEverEndsByItself() throws {
        let server = try PartnerServer()
        let proxy = try FaultyProxy(to: server.port, .init(stallAfter: 20_000))
        let root = try HospitalRoot()
        try root.write("organisation: { name: General Hospital }\n", "Config/gateway.yaml")
        try root.write(
            RemoteWayTests.partner(
                "erp", role: "department", expects: "[open-items]", server,
                account: try server.account("libssh2", port: proxy.port), after: "archive \(server.path)/archive"),
            "Config/partners/erp.yaml")
        try server.put([UInt8](repeating: 65, count: 200_000), "large.bin")
        let service = try root.start(["run"])
        defer { if service.isRunning { kill(service.processIdentifier, SIGKILL) } }
        for _ in 0..<1_000 where proxy.connections < 2 { usleep(20_000) }
        // Long enough that the first transfer stands; nobody is told, the line only lives again for whoever calls anew.
        usleep(1_000_000)
        proxy.set(.init())
        for _ in 0..<9_000 where server.names("incoming").filter({ !$0.hasSuffix(".part") }).count < 2 {
            usleep(20_000)
        }
        #expect(server.names("archive") == ["large.bin"])
        #expect(server.names("incoming").count == 2)
        service.terminate()
        for _ in 0..<1_500 where service.isRunning { usleep(20_000) }
        #expect(!service.isRunning)
    }
}
