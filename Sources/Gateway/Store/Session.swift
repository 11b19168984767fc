// What can be done inside one transaction: run a statement, read rows, insert many.
// Relies on GRDB's prepared statements; bulk rows are bound straight to SQLite.

import Foundation
import GRDB
import GRDBSQLite

/// A value on its way into or out of the database.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    public static func integer(_ number: Int) -> SQLValue { .integer(Int64(number)) }
    public static func flag(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
    public static func optional(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
    public static func optional(_ number: Int64?) -> SQLValue { number.map { .integer($0) } ?? .null }
}

/// A row as it is read; columns by position.
public struct StoredRow {
    let row: GRDB.Row

    public func integer(_ column: Int) -> Int64 { row[column] ?? 0 }
    public func optionalInteger(_ column: Int) -> Int64? { row[column] }
    public func flag(_ column: Int) -> Bool { integer(column) != 0 }
    public func text(_ column: Int) -> String { row[column] ?? "" }
    public func optionalText(_ column: Int) -> String? { row[column] }
    public func bytes(_ column: Int) -> [UInt8] {
        (try? row.withUnsafeData(atIndex: column) { $0.map { [UInt8]($0) } ?? [] }) ?? []
    }
}

/// One transaction's hands.
public struct Session {
    private let database: GRDB.Database

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
        let statement = try database.cachedStatement(sql: sql)
        let cursor = try GRDB.Row.fetchCursor(statement, arguments: arguments(values))
        while let row = try cursor.next() { try body(StoredRow(row: row)) }
    }

    /// The first row of a query, mapped, or nil.
    public func first<Element>(
        _ sql: String, _ values: [SQLValue] = [], _ map: (StoredRow) throws -> Element
    ) throws -> Element? {
        let statement = try database.cachedStatement(sql: sql)
        let cursor = try GRDB.Row.fetchCursor(statement, arguments: arguments(values))
        return try cursor.next().map { try map(StoredRow(row: $0)) }
    }

    /// The first column of the first row as a number; 0 when there is no row.
    public func number(_ sql: String, _ values: [SQLValue] = []) throws -> Int64 {
        try first(sql, values) { $0.integer(0) } ?? 0
    }

    /// Inserts many rows with one prepared statement, bound without GRDB's boxing.
    public func insert<Element>(
        _ sql: String, _ elements: some Sequence<Element>, _ values: (Element, inout RowBinder) -> Void
    ) throws {
        let statement = try database.cachedStatement(sql: sql)
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for element in elements {
            sqlite3_reset(handle)
            var binder = RowBinder(handle)
            values(element, &binder)
            let code = sqlite3_step(handle)
            if code != SQLITE_DONE {
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage, sql: sql)
            }
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
                }
            })
    }
}

/// Binds one row's values in the order of the statement's parameters.
public struct RowBinder {
    private let handle: OpaquePointer?
    private var index: Int32 = 0
    /// SQLite copies what it is given before the call returns.
    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    init(_ handle: OpaquePointer?) { self.handle = handle }

    public mutating func bind(_ number: Int64) {
        index += 1
        sqlite3_bind_int64(handle, index, number)
    }

    public mutating func bind(_ number: Int) { bind(Int64(number)) }

    public mutating func bind(_ number: Int64?) {
        if let number { bind(number) } else { bindNull() }
    }

    public mutating func bind(_ flag: Bool) { bind(flag ? Int64(1) : 0) }

    public mutating func bind(_ text: String) {
        index += 1
        var text = text
        text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { characters in
                _ = sqlite3_bind_text(
                    handle, index, characters.baseAddress, Int32(clamping: characters.count), Self.transient)
            }
        }
    }

    public mutating func bind(_ text: String?) {
        if let text { bind(text) } else { bindNull() }
    }

    public mutating func bind(_ bytes: [UInt8]) {
        index += 1
        bytes.withUnsafeBytes { buffer in
            _ = sqlite3_bind_blob(handle, index, buffer.baseAddress, Int32(clamping: buffer.count), Self.transient)
        }
    }

    public mutating func bindNull() {
        index += 1
        sqlite3_bind_null(handle, index)
    }
}
