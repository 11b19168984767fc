// What can be done inside one transaction: run a statement, read rows, insert many.
// Relies on GRDB's prepared statements; bulk rows are bound straight to SQLite.

import Foundation
import GRDB
import GRDBSQLite
public import Money

/// A value on its way into or out of the database.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    /// As ISO text.
    case day(CalendarDate)

    public static func integer(_ number: Int) -> SQLValue { .integer(Int64(number)) }
    public static func flag(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
    public static func optional(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
    public static func optional(_ number: Int64?) -> SQLValue { number.map { .integer($0) } ?? .null }
}

/// A row as it is read; columns by position. Good only inside the closure it is handed to: the next step overwrites it.
public struct StoredRow {
    private let handle: OpaquePointer?

    init(_ handle: OpaquePointer?) { self.handle = handle }

    public func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(clamping: column)) }
    public func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }
    public func flag(_ column: Int) -> Bool { integer(column) != 0 }
    public func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(handle, Int32(clamping: column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, Int32(clamping: column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
    public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    public func bytes(_ column: Int) -> [UInt8] { withBytes(column) { [UInt8]($0) } }

    /// A column's bytes in place; empty where it is null.
    func withBytes<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let start = sqlite3_column_blob(handle, Int32(clamping: column))
        let count = start == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(clamping: column)))
        return body(UnsafeRawBufferPointer(start: start, count: count))
    }

    private func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(clamping: column)) == SQLITE_NULL }
}

/// One transaction's hands.
public struct Session {
    let database: GRDB.Database
    let shelf = StatementShelf()

    init(_ database: GRDB.Database) { self.database = database }

    /// Runs `body` so that what it throws undoes what it did, and nothing else of the transaction.
    func apart(_ body: () throws -> Void) throws {
        try database.inSavepoint {
            try body()
            return .commit
        }
    }

    /// Runs one statement; returns how many rows it changed.
    @discardableResult
    public func execute(_ sql: String, _ values: [SQLValue] = []) throws -> Int {
        let statement = try database.cachedStatement(sql: sql)
        try statement.execute(arguments: arguments(values))
        shelf.forget()
        return database.changesCount
    }

    /// Every row of a query, mapped.
    public func rows<Element>(
        _ sql: String, _ values: [SQLValue] = [], _ map: (StoredRow) throws -> Element
    ) throws -> [Element] {
        var found: [Element] = []
        try forEach(sql, values) { found.append(try map($0)) }
        return found
    }

    /// Every row of a query, one after the other, without holding them.
    public func forEach(_ sql: String, _ values: [SQLValue] = [], _ body: (StoredRow) throws -> Void) throws {
        try withStatement(sql, values) { handle in
            while try step(handle, sql) { try body(StoredRow(handle)) }
        }
    }

    /// The first row of a query, mapped, or nil.
    public func first<Element>(
        _ sql: String, _ values: [SQLValue] = [], _ map: (StoredRow) throws -> Element
    ) throws -> Element? {
        try withStatement(sql, values) { handle in
            try step(handle, sql) ? try map(StoredRow(handle)) : nil
        }
    }

    /// The first column of the first row as a number; 0 when there is no row.
    public func number(_ sql: String, _ values: [SQLValue] = []) throws -> Int64 {
        try first(sql, values) { $0.integer(0) } ?? 0
    }

    /// Inserts many rows with one prepared statement, bound without GRDB's boxing.
    public func insert<Element>(
        _ sql: String, _ elements: some Sequence<Element>, _ values: (Element, inout RowBinder) -> Void
    ) throws {
        let statement = try prepared(sql)
        for element in elements { try statement.run { values(element, &$0) } }
    }

    /// Runs a body on a statement with its parameters bound, bypassing GRDB's boxing of rows and arguments, which costs more
    /// than SQLite's own look-up. A statement that is being read belongs to its reader: another use of the same text inside
    /// the body would begin it anew, so it gets a statement of its own.
    private func withStatement<Result>(
        _ sql: String, _ values: [SQLValue], _ body: (OpaquePointer?) throws -> Result
    ) throws -> Result {
        var statement = try database.cachedStatement(sql: sql)
        if sqlite3_stmt_busy(statement.sqliteStatement) != 0 { statement = try database.makeStatement(sql: sql) }
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
            withExtendedLifetime(statement) {}
        }
        var binder = RowBinder(handle)
        for value in values { binder.bind(value) }
        return try body(handle)
    }

    /// Whether there is one more row.
    private func step(_ handle: OpaquePointer?, _ sql: String) throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage, sql: sql)
        }
    }

    private func arguments(_ values: [SQLValue]) -> StatementArguments {
        StatementArguments(
            values.map { value -> (any DatabaseValueConvertible)? in
                switch value {
                case .null: nil
                case .integer(let number): number
                case .text(let text): text
                case .bytes(let bytes): Data(bytes)
                case .day(let date): date.description
                }
            })
    }
}
