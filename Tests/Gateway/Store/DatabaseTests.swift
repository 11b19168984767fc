import Foundation
import Testing

@testable import Store

/// What the database promises of its commits.
@Suite struct DatabaseTests {
    @Test func aCommitWaitsForTheDisk() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for _ in 0..<2 {
            let database = try Database(path: folder.appending(path: "state.sqlite").path)
            // FULL: the log is on the disk when a commit returns. NORMAL (1) would leave it to the next checkpoint.
            #expect(try database.write { try $0.number("PRAGMA synchronous") } == 2)
            #expect(try database.writeTogether { try $0.number("PRAGMA synchronous") } == 2)
            try database.close()
        }
    }
}
