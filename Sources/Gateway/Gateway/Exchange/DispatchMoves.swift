// What a message's fate does to the dispatch that it carries. Runs inside the transaction that moves the message.

import Store

struct DispatchMoves {
    private let session: Session
    private let installation: Installation

    init(_ session: Session, _ installation: Installation) {
        self.session = session
        self.installation = installation
    }

    /// It is out: posted with success, or receipted before we knew of that.
    func send(_ message: SentMessage) throws {
        guard let dispatch = try dispatch(message), dispatch.state == .sealed else { return }
        try session.moveDispatch(
            dispatch.id, from: .sealed, to: .sent, sentAt: installation.clock.now().description)
        try installation.audit().record(
            "sent", "dispatch \(dispatch.id)",
            "\(dispatch.name) to \(dispatch.partner) as message \(message.messageID), SHA-256 \(message.bodySHA256)",
            in: session)
    }

    /// The partner has it.
    func confirm(_ message: SentMessage) throws {
        try send(message)
        guard let dispatch = try dispatch(message), [.sent, .unconfirmed].contains(dispatch.state) else { return }
        try session.moveDispatch(dispatch.id, from: dispatch.state, to: .confirmed)
        try installation.audit().record(
            "confirmed", "dispatch \(dispatch.id)", "message \(message.messageID)", in: session)
    }

    /// No receipt came in all the time: nobody knows whether the partner has it.
    func leaveUnconfirmed(_ message: SentMessage, _ reason: String) throws {
        try send(message)
        guard let dispatch = try dispatch(message), dispatch.state == .sent else { return }
        try session.moveDispatch(dispatch.id, from: .sent, to: .unconfirmed, reason: reason)
        try installation.audit().record("unconfirmed", "dispatch \(dispatch.id)", reason, in: session)
        installation.log.error(
            "dispatch.unconfirmed",
            metadata: [
                "dispatch": "\(dispatch.id)", "message": "\(message.messageID)", "reason": "\(reason)",
            ])
    }

    /// The partner says no, or contradicts itself: a person must look. Released, it goes as a new message, unless the partner
    /// may have taken this one.
    func fail(_ message: SentMessage, _ reason: String, isTaken: Bool) throws {
        guard let dispatch = try dispatch(message), [.sealed, .sent, .unconfirmed].contains(dispatch.state) else {
            return
        }
        try session.moveDispatch(dispatch.id, from: dispatch.state, to: .held, reason: reason)
        if !isTaken { try session.forgetDispatchSealed(dispatch.id) }
        try installation.audit().record("held", "dispatch \(dispatch.id)", reason, in: session)
        installation.log.error(
            "dispatch.held", metadata: ["dispatch": "\(dispatch.id)", "reason": "\(reason)"])
    }

    /// Nil for a test message.
    private func dispatch(_ message: SentMessage) throws -> DispatchRecord? {
        try message.dispatch.flatMap { try session.dispatch($0) }
    }
}
