// The one way to the database: SQLite through GRDB, one writer, many readers.
// Relies on GRDB; no type of GRDB leaves this module. SQL is written in the dialect that SQLite and PostgreSQL share:
// `$1` parameters in order of first use, ON CONFLICT, RETURNING.

import GRDB
import GRDBSQLite
import Synchronization

/// The gateway's store. Calls block: call from a lane of its own, never from Swift's cooperative pool.
public final class Database: Sendable {
    private let pool: DatabasePool
    private let checkpointing: Checkpointing
    private let group = WriteGroup()
    /// Bytes of a page of a new file: a posting that writes rows by the hundred thousand handles four times fewer than of SQLite's
    /// usual 4096. A file that is there already keeps its own.
    private static let pageSize = 16_384

    /// Opens (and makes, and migrates) the database file. WAL with `synchronous=FULL`: a commit that returned survives a
    /// power cut.
    public convenience init(path: String) throws { try self.init(path: path, through: nil) }

    /// - Parameter migration: the last one to be made, for a file as an earlier program left it; nil: all.
    init(path: String, through migration: String?) throws {
        _ = SQLiteMemory.isSet
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(20)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA page_size = \(Self.pageSize)")
            try database.execute(sql: "PRAGMA cache_size = -65536")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        pool = try DatabasePool(path: path, configuration: configuration)
        // Not among the settings above: with them GRDB is not done, and makes it NORMAL, whose commits a power cut may undo.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        let pageSize = try pool.read { try Int.fetchOne($0, sql: "PRAGMA page_size") } ?? Self.pageSize
        let checkpointing = try Checkpointing(path: path, pageSize: pageSize)
        self.checkpointing = checkpointing
        pool.writeWithoutTransaction { checkpointing.watch($0) }
        try Schema.migrate(pool, through: migration)
    }

    /// One transaction: all of `body` or nothing.
    @discardableResult
    public func write<Result>(_ body: (Session) throws -> Result) throws -> Result {
        try pool.write { try body(Session($0)) }
    }

    /// A transaction whose commit need not wait for the disk: for rows that nothing shows before a later `write` does. The log
    /// is written in order, so that one's commit makes durable what was staged before it; a power cut before it leaves what
    /// a kill would leave, staged rows that are discarded.
    @discardableResult
    public func stage<Result>(_ body: (Session) throws -> Result) throws -> Result {
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
            let outcome = Swift.Result {
                var staged: Result?
                try database.inTransaction {
                    staged = try body(Session(database))
                    return .commit
                }
                guard let staged else { throw DatabaseError(message: "a transaction gave no result") }
                return staged
            }
            try database.execute(sql: "PRAGMA synchronous = FULL")
            return try outcome.get()
        }
    }

    /// A small transaction, all of `body` or nothing, that may share its commit with those of other threads: for what many do at
    /// a time and each must be durable before it goes on.
    public func writeTogether<Result: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Result
    ) throws -> Result {
        let result = Mutex<Result?>(nil)
        try group.run(
            { session in
                let made = try body(session)
                result.withLock { $0 = made }
            }, commit: { try write($0) })
        guard let made = result.withLock({ $0 }) else { throw DatabaseError(message: "a transaction gave no result") }
        return made
    }

    /// One consistent view; nothing in `body` may change the database.
    public func read<Result>(_ body: (Session) throws -> Result) throws -> Result {
        try pool.read { try body(Session($0)) }
    }

    /// Folds the write-ahead log into the database file.
    public func checkpoint() throws {
        try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    /// The version of SQLite that this program was linked with.
    public static var engineVersion: String { String(cString: sqlite3_libversion()) }

    /// Copies all pages, as of one moment, into another file.
    func copy(to path: String) throws {
        let target = try DatabaseQueue(path: path)
        try pool.backup(to: target)
        try target.close()
    }

    /// Ends what is under way and closes all connections; the writer first, which tells of its commits.
    public func close() throws {
        try pool.close()
        try checkpointing.close()
    }

    deinit { try? close() }
}
