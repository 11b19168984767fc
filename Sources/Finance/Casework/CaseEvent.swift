// What happens to an exception, and what follows from it.

/// One thing that happened. Events are only ever appended; the state is what they add up to.
public enum CaseEvent: Sendable, Hashable {
    case settled(Settlement)
    /// A settlement was taken back by mirror entries.
    case undone(settlement: String)
    /// The queue or the person who acts next.
    case assigned(to: String)
    case noted(String)
    /// Evidence that came later ended it.
    case closedByEvidence
}

/// What has to be done because of an event.
public enum CaseAction: Sendable, Hashable {
    /// Post the entry of the settlement.
    case book(Settlement)
    /// Post the mirror of the settlement's entry.
    case mirror(Settlement)
    case close
    case reopen
}
