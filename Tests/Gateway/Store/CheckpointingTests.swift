import Foundation
import Testing

@testable import Store

/// What a long write leaves in the log gets into the database file while it goes on.
@Suite struct CheckpointingTests {
    private let folder: URL
    private var file: URL { folder.appending(path: "state.sqlite") }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func size(_ file: URL) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
    }

    @Test func aLongWriteIsFoldedInBesideTheWriter() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try Database(path: file.path)
        try database.write { try $0.execute("CREATE TABLE pieces (place INTEGER PRIMARY KEY, body BLOB NOT NULL)") }
        let pieces = 90
        for place in 1...pieces {
            try database.stage {
                try $0.execute("INSERT INTO pieces (place, body) VALUES ($1, ZEROBLOB(1000000))", [.integer(place)])
            }
        }
        // Nobody has asked for a checkpoint, and the connections are open.
        for _ in 0..<600 where try size(file) < 50_000_000 { usleep(50_000) }
        #expect(try size(file) >= 50_000_000)
        #expect(try database.read { try $0.number("SELECT SUM(LENGTH(body)) FROM pieces") } == pieces * 1_000_000)
        try database.close()
        try database.close()
        let again = try Database(path: file.path)
        #expect(try again.read { try $0.number("SELECT COUNT(*) FROM pieces") } == pieces)
        try again.close()
    }

    @Test func theLogBeginsAnew() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try Database(path: file.path)
        try database.write {
            try $0.execute("CREATE TABLE pieces (place INTEGER PRIMARY KEY, body BLOB NOT NULL)")
            try $0.execute("INSERT INTO pieces (place, body) VALUES (1, ZEROBLOB(2000000))")
        }
        for _ in 1...400 { try database.stage { try $0.execute("UPDATE pieces SET body = RANDOMBLOB(2000000)") } }
        // 800 MB went through a log that may hold 256 MiB, and what the last commits add.
        #expect(try size(folder.appending(path: "state.sqlite-wal")) < 400_000_000)
        try database.close()
    }
}
