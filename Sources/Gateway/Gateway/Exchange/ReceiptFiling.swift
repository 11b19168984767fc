// What a receipt does: it is judged against the message that it is for, filed as it came, and moves the message and its dispatch,
// all in one transaction. A final state never changes back; what contradicts it raises an alarm.

import AS2
import Crypto
import Logging
import SMIME
import Store

struct ReceiptFiling {
    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// What came of a receipt.
    struct Outcome: Sendable {
        var verdict: ReceiptVerdict
        var disposition: AS2.Disposition
        /// The partner's words.
        var words: String
    }

    /// A receipt that came by a post of its own. Answers 200 for whatever can be filed.
    func take(
        _ received: ReceivedReceipt, _ headers: AS2Headers, _ octets: [UInt8], _ relation: SendingRelation, peer: String
    ) -> PostReply {
        do {
            let message = try received.receipt.originalMessageID.flatMap { original in
                try installation.database.read { try $0.sentMessage(id: original.key) }
            }
            guard let message, message.partner == relation.partner.name else {
                try file(received, headers, octets, relation.partner.name, message: nil, verdict: nil)
                installation.log.warning(
                    "receipt.foreign",
                    metadata: [
                        "partner": "\(relation.partner.name)", "peer": "\(peer)",
                        "disposition": "\(received.receipt.disposition)",
                    ])
                return PostReply(status: 200)
            }
            _ = try settle(received, headers, octets, message, relation, isAnswer: false)
            return PostReply(status: 200)
        } catch {
            installation.log.error(
                "receipt.not-filed", metadata: ["partner": "\(relation.partner.name)", "error": "\(error)"])
            return .later("It cannot be filed now; send it again later.", seconds: 120)
        }
    }

    /// Judges a receipt for a message and does what follows from it.
    ///
    /// - Parameter isAnswer: whether it came in the answer to our own request: nobody else can have written that.
    func settle(
        _ received: ReceivedReceipt, _ headers: AS2Headers, _ octets: [UInt8], _ message: SentMessage,
        _ relation: SendingRelation, isAnswer: Bool
    ) throws -> Outcome {
        let pending = try MessageTrace.pending(message)
        let policy = ReceiptPolicy(
            certificates: relation.certificates,
            digests: relation.target.signature == .sha1 ? DigestName.current.union([.sha1]) : DigestName.current)
        let verdict = pending.judge(received, by: policy, at: installation.clock.now().seconds) { digest, rule in
            rule == .signedContent ? recalculated(message, digest) : nil
        }
        let outcome = Outcome(
            verdict: verdict, disposition: received.receipt.disposition, words: received.receipt.words)
        try file(received, headers, octets, relation.partner.name, message: message, verdict: verdict) { session in
            try move(message.id, outcome, isAnswer: isAnswer, session)
        }
        DurableStep.receiptFiled.reached()
        let metadata: Logger.Metadata = [
            "partner": "\(message.partner)", "message": "\(message.messageID)",
            "outcome": "\(verdict.outcome.rawValue)",
            "disposition": "\(outcome.disposition)", "reason": "\(verdict.reasons.joined(separator: "; "))",
        ]
        if verdict.outcome == .delivered {
            installation.log.info("receipt.filed", metadata: metadata)
        } else {
            installation.log.error("receipt.contradicts", metadata: metadata)
        }
        return outcome
    }

    /// The MIC by a digest that was not foreseen, of the octets that were signed and are kept.
    private func recalculated(_ message: SentMessage, _ name: DigestName) -> MIC? {
        guard !message.contentSpool.isEmpty else { return nil }
        do {
            var digest = try MessageDigest(name)
            var source = installation.spool.source(message.contentSpool)
            try source.forEachPiece { digest.update($0) }
            return MIC(digest.finish(), name)
        } catch {
            return nil
        }
    }

    private func file(
        _ received: ReceivedReceipt, _ headers: AS2Headers, _ octets: [UInt8], _ partner: String,
        message: SentMessage?, verdict: ReceiptVerdict?, _ follow: (Session) throws -> Void = { _ in }
    ) throws {
        var row = StoredReceipt(
            message: message?.id, partner: partner, receivedAt: installation.clock.now().description,
            receipt: try installation.sealLetter(headers, octets), sha256: hexadecimal(SHA256.hash(data: octets)),
            verdict: verdict?.outcome.rawValue ?? "foreign", disposition: received.receipt.disposition.description,
            signer: verdict?.signer?.fingerprint, reason: verdict?.reasons.joined(separator: "; ") ?? "")
        row.signerCertificate = verdict?.signer?.der ?? []
        let filed = row
        try installation.database.write { session in
            let isNew = try session.insertReceipt(filed)
            if isNew, let message {
                try installation.audit().record(
                    "receipt", Self.subject(message),
                    "for message \(message.messageID): \(filed.verdict), \(filed.disposition)"
                        + (filed.signer.map { ", signed by certificate \($0)" } ?? "")
                        + (filed.reason.isEmpty ? "" : ": \(filed.reason)"), in: session)
            }
            try follow(session)
        }
    }

    static func subject(_ message: SentMessage) -> String {
        message.dispatch.map { "dispatch \($0)" } ?? "message \(message.messageID)"
    }

    /// Moves message and dispatch, where the receipt decides anything that is not decided yet.
    private func move(_ id: Int64, _ outcome: Outcome, isAnswer: Bool, _ session: Session) throws {
        guard let message = try session.sentMessage(id) else { return }
        let reasons = ([outcome.disposition.description] + outcome.verdict.reasons).joined(separator: "; ")
        let isRefused =
            outcome.verdict.outcome == .refused || (outcome.verdict.outcome == .refusedUnproven && isAnswer)
        // In the answer to our own post the partner itself speaks: what proves nothing there will prove nothing the next time.
        let isContradiction =
            outcome.verdict.outcome == .contradictory || (outcome.verdict.outcome == .unproven && isAnswer)
        let isDelivered = outcome.verdict.outcome == .delivered
        guard isDelivered || isRefused || isContradiction else { return }
        guard [.built, .waiting, .unconfirmed].contains(message.state) else {
            if message.state == .confirmed, !isDelivered {
                installation.log.critical(
                    "receipt.after-delivery",
                    metadata: ["message": "\(message.messageID)", "disposition": "\(outcome.disposition)"])
            }
            return
        }
        let moves = DispatchMoves(session, installation)
        if isDelivered {
            try session.moveSentMessage(id, from: message.state, to: .confirmed)
            return try moves.confirm(message)
        }
        try session.moveSentMessage(
            id, from: message.state, to: isRefused ? .refused : .failed, reason: reasons)
        try moves.fail(message, "the partner's receipt: \(reasons)", isTaken: !isRefused)
    }
}
