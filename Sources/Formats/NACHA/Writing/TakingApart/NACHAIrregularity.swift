// A record that typed values cannot hold in full.

/// A record cannot be taken apart into typed values without loss: built again, it would have other bytes. It may still be
/// what the rules allow; ``NACHARewriter`` keeps any record.
public struct NACHAIrregularity: Error, Sendable, Hashable, CustomStringConvertible {
    /// From 1; of an entry or its addenda, that of the entry.
    public let line: Int?
    /// What could not be held: a record, and where it is known the field.
    public let reason: String

    public var description: String { line.map { "line \($0): \(reason)" } ?? reason }
}
