import Folder
import Foundation
import Testing

@testable import SFTP

/// Against a real OpenSSH server, the same on both carriers.
@Suite(.serialized, .enabled(if: ThrowawayServer.isThere, "openssh-server is not installed"))
struct SessionTests {
    static let carriers: [CarrierChoice] = [.libssh2, .openssh]

    private func bytes(_ count: Int) -> [UInt8] {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }

    private func path(_ server: ServerFolder, _ name: String) throws -> RemotePath {
        RemotePath(folder: server.files, name: try #require(FileName(name)))
    }

    @Test(arguments: carriers) func aFileGoesUpAndComesDown(_ carrier: CarrierChoice) throws {
        let server = try ServerFolder()
        let session = try server.session(carrier: carrier)
        let content = bytes(5_000_001)
        let target = try path(server, "ach.part")
        try session.upload(target) { write in
            for start in stride(from: 0, to: content.count, by: 700_001) {
                try write(content.span.bytes.extracting(start..<min(start + 700_001, content.count)))
            }
        }
        #expect(FileManager.default.contents(atPath: "\(server.files)/ach.part").map { [UInt8]($0) } == content)
        #expect(try session.attributes(target)?.size == 5_000_001)
        var read: [UInt8] = []
        let count = try session.download(target) { piece in piece.withUnsafeBytes { read += $0 } }
        #expect(count == 5_000_001)
        #expect(read == content)
        var tail: [UInt8] = []
        _ = try session.download(target, from: 4_999_000) { piece in piece.withUnsafeBytes { tail += $0 } }
        #expect(tail == Array(content[4_999_000...]))
    }

    @Test(arguments: carriers) func anEmptyFileIsAFile(_ carrier: CarrierChoice) throws {
        let server = try ServerFolder()
        let session = try server.session(carrier: carrier)
        let target = try path(server, "empty")
        try session.upload(target) { _ in }
        #expect(try session.attributes(target)?.size == 0)
        #expect(try session.download(target) { _ in } == 0)
    }

    @Test(arguments: carriers) func nothingIsReplaced(_ carrier: CarrierChoice) throws {
        let server = try ServerFolder()
        let session = try server.session(carrier: carrier)
        let (first, second) = (try path(server, "a"), try path(server, "b"))
        try session.upload(first) { try $0([UInt8(1)].span.bytes) }
        try session.upload(second) { try $0([UInt8(2)].span.bytes) }
        #expect(throws: SFTPFailure.self) { try session.rename(first, to: second) }
        #expect(throws: SFTPFailure.self) { try session.upload(first) { try $0([UInt8(3)].span.bytes) } }
        #expect(FileManager.default.contents(atPath: "\(server.files)/b") == Data([2]))
        #expect(FileManager.default.contents(atPath: "\(server.files)/a") == Data([1]))
        try session.remove(second)
        try session.rename(first, to: second)
        #expect(try session.attributes(first) == nil)
        #expect(FileManager.default.contents(atPath: "\(server.files)/b") == Data([1]))
    }

    @Test(arguments: carriers) func anUploadGoesOnWhereItStopped(_ carrier: CarrierChoice) throws {
        let server = try ServerFolder()
        let session = try server.session(carrier: carrier)
        let content = bytes(300_000)
        let target = try path(server, "half")
        try Data(content[..<100_000]).write(to: URL(filePath: "\(server.files)/half"))
        try session.upload(target, from: 100_000) { try $0(content.span.bytes.extracting(100_000..<300_000)) }
        #expect(FileManager.default.contents(atPath: "\(server.files)/half").map { [UInt8]($0) } == content)
    }

    @Test(arguments: carriers) func aFolderOfManyFilesIsListed(_ carrier: CarrierChoice) throws {
        let server = try ServerFolder()
        for number in 0..<2_500 {
            let descriptor = open("\(server.files)/f\(number)", O_WRONLY | O_CREAT, 0o600)
            _ = write(descriptor, [1, 2, 3] as [UInt8], 3)
            close(descriptor)
        }
        try FileManager.default.createDirectory(atPath: "\(server.files)/folder", withIntermediateDirectories: false)
        let session = try server.session(carrier: carrier)
        let entries = try session.list(RemotePath(folder: server.files))
        let plain = entries.filter { $0.attributes.mayBePlainFile }
        #expect(plain.count == 2_500)
        #expect(plain.allSatisfy { $0.attributes.size == 3 && $0.attributes.modifiedAt != nil })
        #expect(entries.contains { $0.name.display == "folder" && $0.attributes.isFolder })
    }

    @Test(arguments: carriers) func whatIsNotThereIsSaid(_ carrier: CarrierChoice) throws {
        let server = try ServerFolder()
        let session = try server.session(carrier: carrier)
        #expect(throws: SFTPFailure.self) { try session.list(RemotePath(folder: "\(server.files)/nowhere")) }
        #expect(throws: SFTPFailure.self) { try session.download(try path(server, "none")) { _ in } }
        // The session goes on.
        #expect(try session.list(RemotePath(folder: server.files)).allSatisfy { $0.attributes.isFolder })
    }

    @Test(arguments: carriers) func aDownloadThatIsStoppedLeavesTheSessionUsable(_ carrier: CarrierChoice) throws {
        struct Stop: Error {}
        let server = try ServerFolder()
        let session = try server.session(carrier: carrier)
        let content = bytes(3_000_000)
        try Data(content).write(to: URL(filePath: "\(server.files)/big"))
        #expect(throws: Stop.self) { try session.download(try path(server, "big")) { _ in throw Stop() } }
        var count = 0
        _ = try session.download(try path(server, "big")) { count += $0.byteCount }
        #expect(count == 3_000_000)
    }

    @Test(arguments: carriers) func aConnectionThatEndsIsToldAsLost(_ carrier: CarrierChoice) throws {
        let server = try ServerFolder()
        let session = try server.session(carrier: carrier)
        server.signalSessions(SIGKILL)
        do {
            _ = try session.list(RemotePath(folder: server.files))
            Issue.record("it should have been lost")
        } catch {
            #expect(error.leavesOutcomeOpen, "\(error)")
        }
    }

    @Test(arguments: carriers) func aServerThatStandsStillIsGivenUp(_ carrier: CarrierChoice) throws {
        let server = try ServerFolder()
        let session = try server.session(carrier: carrier, patience: .seconds(2))
        server.signalSessions(SIGSTOP)
        #expect(throws: SFTPFailure.timedOut(operation: "opening \(server.files)")) {
            try session.list(RemotePath(folder: server.files))
        }
        server.signalSessions(SIGCONT)
    }
}
