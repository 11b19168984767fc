// How a part of an exception's amount was disposed of.

public import Money

/// One part of an exception's amount that is no longer open, and by which way it went.
public struct Settlement: Sendable, Hashable {
    public enum Way: String, Sendable, Hashable, CaseIterable {
        case matched
        case writtenOff = "written-off"
        case unapplied
        case ignored
    }

    /// The match's id, or `W` and the number of the proposal.
    public let id: String
    public let way: Way
    /// Signed as the exception's amount. Zero where a match says nothing about the exception's own amount, as for a
    /// difference between a bank line and its advice.
    public let amount: Money

    public init(id: String, way: Way, amount: Money) {
        self.id = id
        self.way = way
        self.amount = amount
    }
}
