// Binds values to the parameters of a statement without GRDB's boxing.
// Relies on SQLite's binding: what it is told to copy it copies at once, what it is not it reads until the parameter is bound anew.

import GRDBSQLite

/// Binds one row's values in the order of the statement's parameters.
public struct RowBinder {
    private let handle: OpaquePointer?
    private var index: Int32 = 0
    /// Where texts lie until the statement is bound anew; those that find no room are copied by SQLite, piece by piece.
    private var room: UnsafeMutableRawBufferPointer
    /// SQLite copies what it is given before the call returns.
    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    /// - Parameter room: stays as it is until the statement is bound anew or its bindings are cleared.
    init(_ handle: OpaquePointer?, room: UnsafeMutableRawBufferPointer = .init(start: nil, count: 0)) {
        self.handle = handle
        self.room = room
    }

    /// The bytes where they stay for as long as they are bound, and what SQLite is to do with them.
    private mutating func kept(
        _ bytes: UnsafeRawBufferPointer
    ) -> (start: UnsafeRawPointer?, count: Int32, keeping: sqlite3_destructor_type?) {
        let count = Int32(clamping: bytes.count)
        guard bytes.count > 0, bytes.count <= room.count, let start = room.baseAddress else {
            return (bytes.baseAddress, count, Self.transient)
        }
        room.copyMemory(from: bytes)
        room = UnsafeMutableRawBufferPointer(rebasing: room.dropFirst(bytes.count))
        return (UnsafeRawPointer(start), count, nil)
    }

    private mutating func bindText(_ bytes: UnsafeRawBufferPointer) {
        index += 1
        let text = kept(bytes)
        _ = sqlite3_bind_text(
            handle, index, text.start?.assumingMemoryBound(to: CChar.self), text.count, text.keeping)
    }

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
        var text = text
        text.withUTF8 { bindText(UnsafeRawBufferPointer($0)) }
    }

    public mutating func bind(_ text: String?) {
        if let text { bind(text) } else { bindNull() }
    }

    public mutating func bind(_ bytes: [UInt8]) { bytes.withUnsafeBytes { bind($0) } }

    /// Bytes as a blob; copied.
    mutating func bind(_ bytes: UnsafeRawBufferPointer) {
        index += 1
        let blob = kept(bytes)
        _ = sqlite3_bind_blob(handle, index, blob.start, blob.count, blob.keeping)
    }

    /// Bytes of ASCII as text; copied.
    mutating func bind(ascii bytes: UnsafeRawBufferPointer) { bindText(bytes) }

    mutating func bind(_ value: SQLValue) {
        switch value {
        case .null: bindNull()
        case .integer(let number): bind(number)
        case .text(let text): bind(text)
        case .bytes(let bytes): bind(bytes)
        case .day(let date): bind(date)
        }
    }

    public mutating func bindNull() {
        index += 1
        sqlite3_bind_null(handle, index)
    }
}
