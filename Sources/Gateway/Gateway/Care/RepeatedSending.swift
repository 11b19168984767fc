// After a restore: what went out between the backup and the loss is not sent again. A file replayed after a restore gets the
// same answers under other running numbers; an answer that the outbox held already counts as sent then. Where only the
// content could tell, the dispatch waits for a person.

import Store

struct RepeatedSending {
    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// True when the dispatch went out before the restore and need not (or, until a person decided, must not) be sent.
    func settle(_ dispatch: DispatchRecord) throws -> Bool {
        guard dispatch.state == .queued,
            let earlier = try installation.database.read({ try $0.sentAfterBackup(like: dispatch) })
        else { return false }
        let isAnswer = dispatch.kind == "response" && dispatch.answersArrival != nil
        if !isAnswer && earlier.sha256 != dispatch.bodySHA256 {
            try installation.database.write { session in
                let reason =
                    "\(earlier.name) went out after the backup; release this one if the partner does not have it"
                try session.moveDispatch(dispatch.id, from: .queued, to: .held, reason: reason)
                try installation.audit().record("held", "dispatch \(dispatch.id)", reason, in: session)
            }
            installation.log.error(
                "dispatch.held", metadata: ["dispatch": "\(dispatch.id)", "reason": "sent after the backup"])
            return true
        }
        let now = installation.clock.now().description
        try installation.database.write { session in
            try session.setDispatchSealed(
                dispatch.id, spool: dispatch.bodySpool, name: earlier.name, sha256: earlier.sha256)
            try session.moveDispatch(dispatch.id, from: .queued, to: .sealed)
            try session.moveDispatch(
                dispatch.id, from: .sealed, to: .sent, reason: "went out before the restore", sentAt: now)
            try session.forgetSentAfterBackup(like: dispatch)
            let detail = "\(earlier.name) to \(dispatch.partner) went out before the restore; not sent again"
            try installation.audit().record("recognised", "dispatch \(dispatch.id)", detail, in: session)
        }
        installation.log.notice(
            "dispatch.recognised", metadata: ["dispatch": "\(dispatch.id)", "name": "\(earlier.name)"])
        return true
    }
}
