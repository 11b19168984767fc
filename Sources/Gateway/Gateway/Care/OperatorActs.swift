// Hold and release: arrivals and dispatches move by compare-and-set while no gateway runs on the state; a channel is held
// and released beside a running one, which looks before each file.

import Configuration
import Store

/// What an operator decides. Each act gives its effects; with `isRehearsal` it gives them and does nothing.
public enum OperatorActs {
    /// Keeps an arrival in progress, a dispatch that is not out, or a channel where it is.
    ///
    /// Throws `SubjectMissing`, `ActRefusal` or `StateConflict`.
    public static func hold(
        _ subject: ActSubject, _ warrant: ActWarrant, isRehearsal: Bool, _ installation: Installation
    ) throws -> [ActEffect] {
        switch subject {
        case .arrival(let id):
            let arrival = try arrival(id, installation)
            guard arrival.state.isInProgress else {
                throw StateConflict(subject: "\(subject)", expected: "taken, opened or checked", wanted: "held")
            }
            if !isRehearsal {
                try installation.database.write { session in
                    try session.moveArrival(id, from: arrival.state, to: .held, reason: "operator: \(warrant.reason)")
                    try record("held", subject, warrant, installation, session)
                }
            }
            return [
                .does("hold \(subject)", "\(arrival.name) from \(arrival.partner) stays \(arrival.state.rawValue)"),
                .doesNot("post", "nothing of it counts until it is released"),
            ]
        case .dispatch(let id):
            let dispatch = try dispatch(id, installation)
            if [.sent, .confirmed].contains(dispatch.state) { throw ActRefusal(CareRules.sentAlready) }
            if !isRehearsal {
                try installation.database.write { session in
                    try session.moveDispatch(id, from: dispatch.state, to: .held, reason: "operator: \(warrant.reason)")
                    try record("held", subject, warrant, installation, session)
                }
            }
            return [.doesNot("send", "\(dispatch.sealedName ?? dispatch.name) to \(dispatch.partner)")]
        case .channel(let name):
            try requireChannel(name, installation)
            if !isRehearsal {
                try installation.database.write { session in
                    let since = installation.clock.now().description
                    guard try session.holdChannel(name, since: since, reason: warrant.reason) else {
                        throw StateConflict(subject: "\(subject)", expected: "released", wanted: "held")
                    }
                    try record("held", subject, warrant, installation, session)
                }
            }
            return [.doesNot("take or send", "nothing passes by \(name) until it is released; files wait")]
        }
    }

    /// Lets what is held go its way: an arrival from the beginning, a dispatch with the bytes that were sealed for it, also
    /// one of which nobody knows whether the partner has it.
    ///
    /// Throws `SubjectMissing` or `StateConflict`.
    public static func release(
        _ subject: ActSubject, _ warrant: ActWarrant, isRehearsal: Bool, _ installation: Installation
    ) throws -> [ActEffect] {
        switch subject {
        case .arrival(let id):
            let arrival = try arrival(id, installation)
            if arrival.state != .held { throw StateConflict(subject: "\(subject)", expected: "held", wanted: "taken") }
            if !isRehearsal {
                try installation.database.write { session in
                    try session.moveArrival(id, from: .held, to: .taken, reason: "")
                    try record("released", subject, warrant, installation, session)
                }
            }
            return [
                .does("begin again", "\(arrival.name) from \(arrival.partner) goes its way again with the next run")
            ]
        case .dispatch(let id):
            let dispatch = try dispatch(id, installation)
            if dispatch.state == .unknownOutcome {
                return try sendAgain(dispatch, warrant, isRehearsal: isRehearsal, installation)
            }
            let next: DispatchState = dispatch.sealedSpool == nil ? .queued : .sealed
            if ![.held, .unconfirmed].contains(dispatch.state) {
                throw StateConflict(subject: "\(subject)", expected: "held or unconfirmed", wanted: next.rawValue)
            }
            if !isRehearsal {
                try installation.database.write { session in
                    if dispatch.state == .unconfirmed {
                        try session.moveDispatch(id, from: .unconfirmed, to: .held)
                    }
                    try session.releaseDispatch(id, to: next)
                    try session.forgetSentAfterBackup(like: dispatch)
                    try record("released", subject, warrant, installation, session)
                }
            }
            let bytes = next == .sealed ? "the bytes that were sealed for it" : "its body, signed and encrypted then"
            return [.does("send", "\(dispatch.sealedName ?? dispatch.name) to \(dispatch.partner): \(bytes)")]
        case .channel(let name):
            if !isRehearsal {
                try installation.database.write { session in
                    guard try session.releaseChannel(name) else {
                        throw StateConflict(subject: "\(subject)", expected: "held", wanted: "released")
                    }
                    try record("released", subject, warrant, installation, session)
                }
            }
            return [.does("take and send", "what waits on \(name) goes its way")]
        }
    }

    static func arrival(_ id: Int64, _ installation: Installation) throws -> ArrivalRecord {
        guard let arrival = try installation.database.read({ try $0.arrival(id) }) else {
            throw SubjectMissing(subject: .arrival(id))
        }
        return arrival
    }

    static func dispatch(_ id: Int64, _ installation: Installation) throws -> DispatchRecord {
        guard let dispatch = try installation.database.read({ try $0.dispatch(id) }) else {
            throw SubjectMissing(subject: .dispatch(id))
        }
        return dispatch
    }

    private static func requireChannel(_ name: String, _ installation: Installation) throws {
        let isKnown = installation.configuration.partners.contains { partner in
            partner.receive.contains { $0.folder == name } || partner.send.contains { $0.folder == name }
        }
        if !isKnown { throw ActRefusal(CareRules.unknownChannel, "No partner has a channel `\(name)`.") }
    }

    static func record(
        _ action: String, _ subject: ActSubject, _ warrant: ActWarrant, _ installation: Installation, _ session: Session
    ) throws {
        try installation.audit(warrant.actor).record(action, "\(subject)", warrant.reason, in: session)
    }
}
