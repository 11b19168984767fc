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
            // What is staged may lag behind; what comes after it may not, also where staging failed.
            #expect(try database.stage { try $0.number("PRAGMA synchronous") } == 1)
            #expect(try database.write { try $0.number("PRAGMA synchronous") } == 2)
            struct Failure: Error {}
            #expect(throws: Failure.self) {
                try database.stage { session in
                    try session.execute("UPDATE posting_head SET number = 7")
                    throw Failure()
                }
            }
            #expect(try database.write { try $0.number("PRAGMA synchronous") } == 2)
            #expect(try database.write { try $0.number("SELECT number FROM posting_head") } == 0)
            try database.close()
        }
    }
}
