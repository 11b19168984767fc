import Crypto
import Foundation
import Testing
import Vault

@testable import Gateway

/// A small body stays in memory, a larger one goes to the spool; the octets are the same either way.
@Suite struct MessageBodyTests {
    private func spool() throws -> Spool {
        let folder = NSTemporaryDirectory() + "message-body-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let key = try #require(VaultKey(bytes: (0..<32).map { UInt8($0) }))
        return Spool(folder: folder, vault: Vault(key: key))
    }

    private func files(_ spool: Spool) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: spool.folder)
    }

    @Test(arguments: [0, 1, IncomingBody.smallLimit, IncomingBody.smallLimit + 1, 700_001])
    func whatComesIsWhatIsThere(size: Int) throws {
        let spool = try spool()
        defer { try? FileManager.default.removeItem(atPath: spool.folder) }
        let octets = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var incoming = IncomingBody(spool)
        var start = 0
        while start < size {
            let end = min(start + 50_000, size)
            try incoming.take(Array(octets[start..<end]).span.bytes)
            start = end
        }
        let body = try incoming.finish()
        #expect(body.byteCount == Int64(size) && body.sha256 == hexadecimal(SHA256.hash(data: octets)))
        #expect(try body.bytes(spool) == octets)
        var pieces: [UInt8] = []
        try body.forEachPiece(spool) { piece in piece.withUnsafeBytes { pieces += $0 } }
        #expect(pieces == octets)
        let isSmall = size <= IncomingBody.smallLimit
        #expect(try files(spool) == (isSmall ? [] : [body.spoolName]) && body.spoolName.isEmpty == isSmall)
        body.remove(spool)
        #expect(try files(spool).isEmpty)
    }

    @Test func whatIsAbandonedLeavesNothing() throws {
        let spool = try spool()
        defer { try? FileManager.default.removeItem(atPath: spool.folder) }
        var incoming = IncomingBody(spool)
        try incoming.take([UInt8](repeating: 1, count: 500_000).span.bytes)
        #expect(try files(spool).count == 1)
        incoming.abandon()
        #expect(try files(spool).isEmpty)
    }
}
