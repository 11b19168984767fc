// One statement that is run for many rows of values: prepared once, bound without GRDB's boxing.
// Relies on Session, which hands it out; good only inside the session's transaction.

import GRDB
import GRDBSQLite

struct PreparedStatement: ~Copyable {
    private let statement: Statement
    private let database: GRDB.Database
    private let sql: String
    /// Texts and keys of a row, where a statement is run for many: most rows fit.
    private let room: UnsafeMutableRawBufferPointer
    private static let roomSize = 2048

    init(_ statement: Statement, _ database: GRDB.Database, _ sql: String) {
        self.statement = statement
        self.database = database
        self.sql = sql
        room = .allocate(byteCount: Self.roomSize, alignment: 16)
    }

    deinit {
        sqlite3_reset(statement.sqliteStatement)
        sqlite3_clear_bindings(statement.sqliteStatement)
        room.deallocate()
    }

    /// Runs it once; returns how many rows it changed.
    @discardableResult
    borrowing func run(_ values: (inout RowBinder) -> Void) throws -> Int {
        let handle = statement.sqliteStatement
        sqlite3_reset(handle)
        var binder = RowBinder(handle, room: room)
        values(&binder)
        let code = sqlite3_step(handle)
        if code != SQLITE_DONE { throw failure(code) }
        return Int(sqlite3_changes(database.sqliteConnection))
    }

    /// Every row that it finds for these values.
    borrowing func forEach(_ values: (inout RowBinder) -> Void, _ body: (StoredRow) throws -> Void) throws {
        let handle = statement.sqliteStatement
        sqlite3_reset(handle)
        var binder = RowBinder(handle, room: room)
        values(&binder)
        while true {
            let code = sqlite3_step(handle)
            if code == SQLITE_DONE { return }
            if code != SQLITE_ROW { throw failure(code) }
            try body(StoredRow(handle))
        }
    }

    private borrowing func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage, sql: sql)
    }
}

extension Session {
    /// A statement to be run many times. One of the same text that is being read belongs to its reader.
    func prepared(_ sql: String) throws -> PreparedStatement {
        var statement = try database.cachedStatement(sql: sql)
        if sqlite3_stmt_busy(statement.sqliteStatement) != 0 { statement = try database.makeStatement(sql: sql) }
        return PreparedStatement(statement, database, sql)
    }
}
