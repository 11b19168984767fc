// What a consumer of any document is told while it is inspected: batches and entries, claims and items, statements and
// bank transactions, rows of tables. Relies on the readers' own handlers; this only puts them side by side.

public import Delimited
public import ISO20022
public import NACHA
public import X12

/// Takes the contents of a document in the order of the file, whatever its kind. Everything does nothing unless implemented.
/// A document whose inspection ends with errors is not to be booked from what was handed over.
public protocol DocumentVisitor: NACHAHandler, StatementHandler, DelimitedHandler {
    /// Whether claims, items and payments of X12 are wanted: making them costs time.
    var wantsX12Events: Bool { get }
    mutating func x12Read(_ event: X12Event) throws
}

extension DocumentVisitor {
    public var wantsX12Events: Bool { false }
    public mutating func x12Read(_ event: X12Event) throws {}
    public mutating func statementBegan(_ header: StatementHeader) throws {}
    public mutating func entryRead(_ entry: StatementEntry, in header: StatementHeader) throws {}
    public mutating func statementEnded(_ header: StatementHeader, _ summary: StatementSummary?) throws {}
}

/// Takes nothing: for a document that is only checked.
public struct NoVisitor: DocumentVisitor {
    public init() {}
}
