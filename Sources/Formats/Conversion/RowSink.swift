// Where converted rows go: a CSV file, JSON lines, a screen.

/// Takes the rows of one document in their order.
public protocol RowSink {
    /// Comes once, before the first row.
    mutating func begin(_ table: Table) throws
    /// As many cells as the table has columns.
    mutating func row(_ cells: [RowCell]) throws
}
