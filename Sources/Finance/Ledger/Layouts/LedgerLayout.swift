// How a general-ledger file is built: rows, columns, quoting, and what makes a document. Layouts are data; StandardLayouts
// has those that come with the program, the configuration may replace them and add others.

/// The layout of a file of rows.
public struct LedgerLayout: Sendable, Hashable {
    public enum Container: String, Sendable, Hashable, CaseIterable { case plain, zip }
    public enum LineEnd: String, Sendable, Hashable, CaseIterable { case lf, crlf }
    public enum Quoting: String, Sendable, Hashable, CaseIterable {
        /// As RFC 4180: where a cell holds a separator, quote or line break.
        case needed
        case always
        /// The format knows no quotes: separators and line breaks within a text become blanks, quotes apostrophes.
        case never
    }
    /// What a file holds: the whole batch, or one entity's part of it.
    public enum FilePer: String, Sendable, Hashable, CaseIterable { case batch, entity }
    /// What a document is made of.
    public enum Grouping: String, Sendable, Hashable, CaseIterable {
        case entry
        /// Entries that follow one another with the same effective date.
        case day
    }

    public var name: String
    /// Ends the file's name.
    public var file: String
    public var filePer = FilePer.batch
    public var container = Container.plain
    /// The name of the file within the container.
    public var innerFile = ""
    public var separator: UInt8 = 0x2C
    public var lineEnd = LineEnd.lf
    public var quoting = Quoting.needed
    /// Whether a text that a spreadsheet would run as a formula gets an apostrophe before it.
    public var guardsFormulas = true
    /// Whether a character outside ASCII becomes a question mark.
    public var isASCII = false
    /// Whether the first row has the names of the columns of `line`.
    public var hasHeader = false
    /// Rows at the beginning, cell by cell.
    public var start: [[String]] = []
    public var grouping = Grouping.entry
    /// Lines of a document at most; a longer entry is divided into parts that each balance.
    public var documentLines: Int?
    /// The account that balances the parts of a divided entry; over all parts it is zero.
    public var clearingAccount = ""
    /// Accounts of which a document may have one line at most.
    public var singleAccounts: Set<String> = []
    /// The row before the lines of a document; none where empty.
    public var document: [LayoutColumn] = []
    /// The row of a document's first line; `line` where empty.
    public var firstLine: [LayoutColumn] = []
    public var line: [LayoutColumn]
    /// The row behind the lines of a document; none where empty.
    public var documentEnd: [LayoutColumn] = []
    /// The row at the end of the file, one for each currency; none where empty.
    public var end: [LayoutColumn] = []

    public init(name: String, file: String, line: [LayoutColumn]) {
        self.name = name
        self.file = file
        self.line = line
    }

    /// What does not fit together: a sentence for each.
    public var faults: [String] {
        var faults: [String] = []
        if line.isEmpty { faults.append("there is no column in `line`") }
        if file.isEmpty || file.utf8.contains(0x2F) { faults.append("`file` is what the name of the file ends with") }
        if container == .zip && (innerFile.isEmpty || innerFile.utf8.contains(0x2F)) {
            faults.append("a zip needs `inner-file`, the name of the file in it")
        }
        if separator == 0x22 || separator == 0x0A || separator == 0x0D {
            faults.append("the separator is a comma, semicolon, bar or tab")
        }
        if let documentLines {
            if documentLines < 3 { faults.append("a document has at least 3 lines, so that an entry can be divided") }
            if clearingAccount.isEmpty {
                faults.append("documents of limited length need a `clearing-account`, for entries that must be divided")
            }
        } else if grouping == .day {
            faults.append("documents of a day need `lines`, the most that one may have")
        }
        for column in document + firstLine + line + documentEnd {
            if case .field(let field) = column.source, field.isTotal {
                faults.append("`\(field.rawValue)` is only known in the rows of `end`")
            }
        }
        for column in end {
            if case .field(let field) = column.source, !field.isKnownAtEnd {
                faults.append("the end of the file knows no `\(field.rawValue)`")
            }
        }
        return faults
    }
}
