// The states of an arrival and the moves between them, as plain values.

/// Where an arrival stands on its way (contracts: arrivals.state).
public enum ArrivalState: String, Sendable, Hashable, CaseIterable {
    /// Sealed in the spool and recorded.
    case taken
    /// Unwrapped: checksum and signature hold, the content is sealed in the spool.
    case opened
    /// Read once, whole; findings are recorded and nothing forbids its facts.
    case checked
    /// Its facts, matches, journal and answers are visible.
    case posted
    /// Posted, and every answer is out.
    case answered
    /// The same bytes or the same document as an earlier arrival; nothing of it counts.
    case duplicate
    /// Refused for its content; nothing of it counts.
    case rejected
    /// Could not be opened or trusted; kept apart.
    case quarantined
    /// Waits for an operator.
    case held

    /// The states that may follow this one.
    public var successors: Set<ArrivalState> {
        switch self {
        case .taken: [.opened, .duplicate, .quarantined, .held]
        case .opened: [.checked, .rejected, .duplicate, .held]
        case .checked: [.posted, .rejected, .held]
        case .posted: [.answered]
        case .held: [.taken, .rejected]
        case .answered, .duplicate, .rejected, .quarantined: []
        }
    }

    public var isInProgress: Bool { [.taken, .opened, .checked].contains(self) }
}

/// A state that was not as expected when a move was tried: somebody else moved first, or the move does not exist.
public struct StateConflict: Error, Sendable, CustomStringConvertible {
    public let subject: String
    public let expected: String
    public let wanted: String

    public init(subject: String, expected: String, wanted: String) {
        self.subject = subject
        self.expected = expected
        self.wanted = wanted
    }

    public var description: String { "\(subject): not in state \(expected), so it cannot become \(wanted)" }
}
