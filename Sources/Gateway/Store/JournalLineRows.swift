// Lines of the journal on their way into their table: many by one statement, since running a statement costs more than a row.
// Relies on Session's prepared statements; good only inside the session's transaction.

struct JournalLineRows: ~Copyable {
    /// Lines that one statement writes.
    private static let width = 64
    private static let values = 3
    private static let head = "INSERT INTO journal_lines (entry, account, units) VALUES "
    private static let one = head + row(0)
    private static let many = head + (0..<width).map(row).joined(separator: ", ")

    private let session: Session
    private let statement: PreparedStatement
    private var waiting: [Int64] = []

    init(_ session: Session) throws {
        let statement = try session.prepared(Self.many)
        self.session = session
        self.statement = statement
        waiting.reserveCapacity(Self.width * Self.values)
    }

    /// Adds a line, behind the last one; `units` are positive for a debit. What was added is in the table after `finish`.
    mutating func add(entry: Int64, account: Int64, units: Int64) throws {
        waiting.append(entry)
        waiting.append(account)
        waiting.append(units)
        if waiting.count < Self.width * Self.values { return }
        try statement.run { row in
            for value in waiting { row.bind(value) }
        }
        waiting.removeAll(keepingCapacity: true)
    }

    /// Writes those that are left.
    mutating func finish() throws {
        if waiting.isEmpty { return }
        let single = try session.prepared(Self.one)
        for start in stride(from: 0, to: waiting.count, by: Self.values) {
            try single.run { row in
                for value in waiting[start..<start + Self.values] { row.bind(value) }
            }
        }
        waiting.removeAll(keepingCapacity: true)
    }

    private static func row(_ place: Int) -> String {
        let first = place * values
        return "(" + (1...values).map { "$\(first + $0)" }.joined(separator: ", ") + ")"
    }
}
