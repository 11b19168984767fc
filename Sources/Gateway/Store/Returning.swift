// Going back: an arrival that does not count yet may begin again at an earlier step. The pipeline never does this by itself;
// only an operator's act does, by compare-and-set like every other move.

extension ArrivalState {
    /// The states from which an operator may let the arrival go on again. What is posted or counts as a duplicate has none:
    /// it would count twice.
    public var mayReturnTo: Set<ArrivalState> {
        switch self {
        case .taken: [.taken]
        case .opened: [.taken, .opened]
        case .checked, .held: [.taken, .opened, .checked]
        case .rejected: [.taken, .opened]
        case .quarantined: [.taken]
        case .posted, .answered, .duplicate: []
        }
    }
}

extension Session {
    /// Moves an arrival back by compare-and-set and forgets why it stood where it stood. Throws `StateConflict`.
    public func returnArrival(_ id: Int64, from: ArrivalState, to: ArrivalState) throws {
        let conflict = StateConflict(subject: "arrival \(id)", expected: from.rawValue, wanted: to.rawValue)
        guard from.mayReturnTo.contains(to) else { throw conflict }
        let changed = try execute(
            """
            UPDATE arrivals SET state = $1, reason = '' WHERE id = $2 AND state = $3 AND (spool <> ''
                OR EXISTS (SELECT 1 FROM message_bodies b JOIN received_messages m ON m.id = b.message
                    WHERE m.arrival = $2 AND m.counts = 1))
            """,
            [.text(to.rawValue), .integer(id), .text(from.rawValue)])
        if changed != 1 { throw conflict }
    }

    /// Forgets the unwrapped content of an arrival; its sealed file belongs to nobody then.
    public func forgetOpened(_ id: Int64) throws {
        try execute("UPDATE arrivals SET opened_spool = NULL, signer = NULL WHERE id = $1", [.integer(id)])
    }

    /// Lets a held dispatch be tried at once, as often as a new one.
    public func releaseDispatch(_ id: Int64, to state: DispatchState) throws {
        try moveDispatch(id, from: .held, to: state)
        try setDispatchRetry(id, attempts: 0, dueAt: 0, reason: "")
    }

    /// Visible dispatches that answer an arrival or, before it was told, stand in the way of calling it answered.
    public func unsentAnswers(to arrival: Int64) throws -> Int {
        try dispatches(answering: arrival).filter { ![.sent, .confirmed].contains($0.state) }.count
    }
}
