import Foundation
import GRDB
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

    /// A new file is laid out in the pages that big postings want; one of an earlier program keeps those it has.
    @Test func aFileKeepsItsPages() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let earlier = folder.appending(path: "earlier.sqlite").path
        let queue = try DatabaseQueue(path: earlier)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA page_size = 4096")
            try database.execute(sql: "CREATE TABLE old (number INTEGER)")
        }
        try queue.close()
        for (path, size) in [(earlier, 4_096), (folder.appending(path: "new.sqlite").path, 16_384)] {
            let database = try Database(path: path)
            #expect(try database.read { try $0.number("PRAGMA page_size") } == Int64(size))
            try database.close()
        }
    }

    /// Rows with more text than a statement has room for, with none, and with as much as fits exactly.
    @Test func textsAndBytesOfAnyLengthComeBack() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try Database(path: folder.appending(path: "state.sqlite").path)
        let lengths = [0, 1, 15, 16, 700, 1_023, 1_024, 1_025, 2_047, 2_048, 2_049, 70_000]
        let rows = lengths.flatMap { first in
            lengths.map { (String(repeating: "a", count: first), [UInt8](repeating: 0xFE, count: $0), "é\(first)") }
        }
        try database.write { session in
            try session.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, a TEXT, b BYTEA, c TEXT)")
            try session.insert("INSERT INTO texts (a, b, c) VALUES ($1, $2, $3)", rows) { element, row in
                row.bind(element.0)
                row.bind(element.1)
                row.bind(element.2)
            }
        }
        let back = try database.read {
            try $0.rows("SELECT a, b, c FROM texts ORDER BY number") { ($0.text(0), $0.bytes(1), $0.text(2)) }
        }
        #expect(back.count == rows.count && zip(back, rows).allSatisfy { $0 == $1 })
    }
}
