// A named run of columns in a 94-character record, and the list of them that makes a record layout.
// The format is these tables plus rules; readers, views and the writer all work from them.

/// What the columns of a field hold.
public enum NACHAFieldContent: Sendable, Hashable {
    /// Unsigned digits, right-justified, zero-filled; anything else is an error.
    case digits
    /// Digits by the rules, but blank or odd in files that banks take; a reader keeps the text.
    case looseDigits
    /// Left-justified, blank-filled text.
    case text
}

/// One field of a record. Columns count from 1, as in the Nacha Operating Rules (Appendix Three).
public struct NACHAField: Sendable, Hashable {
    public let name: String
    public let column: Int
    public let length: Int
    public let content: NACHAFieldContent

    init(_ name: String, at column: Int, length: Int, _ content: NACHAFieldContent = .text) {
        self.name = name
        self.column = column
        self.length = length
        self.content = content
    }

    /// Bytes before the field in its record.
    var offset: Int { column - 1 }

    /// The columns as findings name them: `30-39`, `79`.
    public var columns: String { length == 1 ? "\(column)" : "\(column)-\(column + length - 1)" }
}

/// The fields of one kind of record, in order, tiling columns 1 to 94. One word, since every record carries its layout.
public struct NACHALayout: Sendable, Hashable {
    private final class Table: Sendable {
        let name: String
        let fields: [NACHAField]
        let mask: ColumnMask

        init(_ name: String, _ fields: [NACHAField]) {
            self.name = name
            self.fields = fields
            mask = ColumnMask(fields)
        }
    }

    private let table: Table

    init(_ name: String, _ fields: [NACHAField]) { table = Table(name, fields) }

    public var name: String { table.name }
    public var fields: [NACHAField] { table.fields }
    var mask: ColumnMask { table.mask }

    /// The amount of an entry layout, for findings.
    var amountField: NACHAField? { fields.first { $0.name == EntryFields.amount.name } }

    public static func == (left: NACHALayout, right: NACHALayout) -> Bool {
        left.table === right.table || left.name == right.name
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// What every record of the format has.
enum RecordShape {
    /// Characters in a record.
    static let length = 94
    /// Records in a block.
    static let blockingFactor = 10
}
