import Foundation
import Testing

@testable import Gateway

/// A download that the end of the gateway cuts goes on where it stopped, if the file is still the one that was begun.
@Suite(.serialized, .enabled(if: PartnerServer.isThere, "openssh-server is not installed"))
struct BegunDownloadTests {
    private struct Case {
        let server: PartnerServer
        let proxy: FaultyProxy
        let root: HospitalRoot
        let content: [UInt8]

        init(carrier: String = "libssh2") throws {
            server = try PartnerServer()
            proxy = try FaultyProxy(to: server.port)
            root = try HospitalRoot()
            try root.write("organisation: { name: General Hospital }\n", "Config/gateway.yaml")
            try root.write(
                RemoteWayTests.partner(
                    "erp", role: "department", expects: "[open-items]", server,
                    account: try server.account(carrier, port: proxy.port), after: "archive \(server.path)/archive"),
                "Config/partners/erp.yaml")
            content = (0..<24 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 9) }
            try put(content)
        }

        /// Always with the same time, so that only the bytes tell one from another.
        func put(_ bytes: [UInt8]) throws {
            try server.put(bytes, "big.bin")
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_750_000_000)],
                ofItemAtPath: "\(server.path)/outgoing/big.bin")
        }

        var begun: [String] { root.files(below: "state/spool").filter { $0.hasSuffix(".part") } }

        /// Runs the service on a slow line until it holds more than `bytes`, and ends it.
        func cut(after bytes: Int, by number: Int32) throws {
            proxy.set(.init(pause: 2_000))
            let service = try root.start(["run"])
            for _ in 0..<6_000 where size < bytes { usleep(10_000) }
            #expect(size >= bytes, "\(root.stderr)")
            kill(service.processIdentifier, number)
            for _ in 0..<3_000 where service.isRunning { usleep(10_000) }
            #expect(!service.isRunning)
            proxy.set(.init())
        }

        private var size: Int {
            begun.map { root.path + "/state/spool/" + $0 }
                .compactMap { try? FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int }.max() ?? 0
        }
    }

    @Test(arguments: [("libssh2", SIGTERM), ("libssh2", SIGKILL), ("openssh", SIGTERM)])
    func aCutDownloadGoesOn(_ carrier: String, _ number: Int32) throws {
        let one = try Case(carrier: carrier)
        try one.cut(after: 10 << 20, by: number)
        #expect(one.begun.count == 1)
        let log = try one.root.runOnce().log
        #expect(log.contains("fetch.goes-on"), "\(log)")
        #expect(one.begun.isEmpty)
        #expect(one.server.bytes("archive", "big.bin") == one.content)
        // Refused for what it is, so that what was fetched can be compared.
        let copy = try #require(one.root.files(below: "inbox/erp/rejected").first { $0.hasSuffix("big.bin") })
        #expect(one.root.contents("inbox/erp/rejected/\(copy)") == one.content)
        #expect(try one.root.export("arrivals").count == 1)
    }

    @Test func anotherFileOfSameSizeAndTimeBeginsAnew() throws {
        let one = try Case()
        try one.cut(after: 10 << 20, by: SIGTERM)
        let other = one.content.map { $0 ^ 0x55 }
        try one.put(other)
        // The first look finds that it is another one, the second takes it from its beginning.
        try one.root.runOnce()
        #expect(one.begun.isEmpty)
        try one.root.runOnce()
        let copy = try #require(one.root.files(below: "inbox/erp/rejected").first { $0.hasSuffix("big.bin") })
        #expect(one.root.contents("inbox/erp/rejected/\(copy)") == other)
        #expect(try one.root.export("arrivals").count == 1)
    }

    @Test func whatIsNeverGoneOnWithIsRemovedAfterAWeek() throws {
        let one = try Case()
        try one.cut(after: 10 << 20, by: SIGKILL)
        try FileManager.default.removeItem(atPath: "\(one.server.path)/outgoing/big.bin")
        try one.root.runOnce()
        #expect(one.begun.count == 1)
        let doctor = try one.root.run(["doctor"]).output
        #expect(doctor.contains("no forgotten file"), "\(doctor)")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -8 * 86_400)],
            ofItemAtPath: "\(one.root.path)/state/spool/\(one.begun[0])")
        try one.root.runOnce()
        #expect(one.begun.isEmpty)
    }
}
