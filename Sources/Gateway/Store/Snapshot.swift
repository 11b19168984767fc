// A copy of the whole database at one moment, taken while others read and write, and the proof that a database file is sound.
// Relies on SQLite's online backup and quick_check.

import GRDB

/// What a copy of the database holds.
public struct SnapshotContents: Sendable {
    /// Sealed files that the copy's rows name, without repetition.
    public let spools: [String]
    /// Number and hash of the last audit record; 0 and empty when there is none.
    public let auditRecords: Int64
    public let auditHash: String
}

/// What a look at a database file gave.
public struct DatabaseHealth: Sendable {
    public let engineVersion: String
    /// Lines of `PRAGMA quick_check` when it is not "ok".
    public let faults: [String]
    /// Migrations of this program that the file lacks.
    public let missingMigrations: [String]
}

extension Database {
    /// Copies the database into a new file.
    public func snapshot(to path: String) throws -> SnapshotContents {
        try copy(to: path)
        let copy = try Database(path: path)
        defer { try? copy.close() }
        let contents = try copy.read { session in
            let spools = try session.knownSpools()
            let last = try session.lastAuditRecord()
            return SnapshotContents(
                spools: spools.sorted(), auditRecords: last?.sequence ?? 0, auditHash: last?.hash ?? "")
        }
        try copy.checkpoint()
        return contents
    }

    /// Looks at a database file without changing it.
    public static func health(of path: String) throws -> DatabaseHealth {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(20)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { database in
            let lines = try String.fetchAll(database, sql: "PRAGMA quick_check")
            return DatabaseHealth(
                engineVersion: try String.fetchOne(database, sql: "SELECT sqlite_version()") ?? "",
                faults: lines == ["ok"] ? [] : lines, missingMigrations: try Schema.missing(database))
        }
    }
}
