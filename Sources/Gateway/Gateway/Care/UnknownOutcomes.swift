// Dispatches of which nobody knows whether the partner has them: the connection ended while a file got its name, and
// afterwards the name was not there. Only a person who asked the partner can decide; both answers are acts of their own.

import Store

extension OperatorActs {
    /// The partner does not have it (or it does not matter): it goes out again as the same name and the same bytes.
    static func sendAgain(
        _ dispatch: DispatchRecord, _ warrant: ActWarrant, isRehearsal: Bool, _ installation: Installation
    ) throws -> [ActEffect] {
        let subject = ActSubject.dispatch(dispatch.id)
        if !isRehearsal {
            try installation.database.write { session in
                try session.moveDispatch(dispatch.id, from: .unknownOutcome, to: .held, reason: "")
                try session.releaseDispatch(dispatch.id, to: .sealed)
                // From here on it counts as never seen: the server is not asked for traces of the earlier try.
                try session.setDispatchExposure(dispatch.id, .hidden)
                try record("released", subject, warrant, installation, session)
            }
        }
        let name = dispatch.sealedName ?? dispatch.name
        return [
            .does("send again", "\(name) to \(dispatch.partner): the same name and the same bytes"),
            .doesNot("ask", "\(dispatch.partner) whether it has the file; if it has, it gets it twice. Ask first"),
            .doesNot("replace", "a file of this name that lies there by then; the dispatch is held instead"),
        ]
    }

    /// The partner has it: the dispatch counts as sent, and nothing goes out.
    ///
    /// Throws `SubjectMissing` or `StateConflict`.
    public static func recordAsSent(
        _ subject: ActSubject, _ warrant: ActWarrant, isRehearsal: Bool, _ installation: Installation
    ) throws -> [ActEffect] {
        guard case .dispatch(let id) = subject else {
            throw StateConflict(subject: "\(subject)", expected: "unknown-outcome", wanted: "sent")
        }
        let dispatch = try dispatch(id, installation)
        if dispatch.state != .unknownOutcome {
            throw StateConflict(subject: "\(subject)", expected: "unknown-outcome", wanted: "sent")
        }
        if !isRehearsal {
            let now = installation.clock.now().description
            try installation.database.write { session in
                try session.moveDispatch(
                    id, from: .unknownOutcome, to: .sent, reason: "the partner has it, says an operator", sentAt: now)
                try record("recorded as sent", subject, warrant, installation, session)
            }
        }
        let name = dispatch.sealedName ?? dispatch.name
        return [
            .does("count as sent", "\(name) to \(dispatch.partner)"),
            .doesNot("send", "anything, nor a checksum file that did not go out yet"),
        ]
    }
}
