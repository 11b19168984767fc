// One message being received: its body is kept as it comes, taken apart and proven, and becomes an arrival together with the receipt
// for it, in one transaction, before the receipt's first octet goes out.

import AS2
import Configuration
import Crypto
import Folder
import Logging
import SMIME
import Store
import Synchronization
import Vault

final class MessageReception: PostReception {
    private let installation: Installation
    private let message: IncomingMessage
    private let relation: ReceivingRelation
    /// By which a receipt that looks like a message is judged.
    private let receipts: SendingRelation?
    /// Keeps the same message from being received twice at a time.
    private let turn: MessagesInWork.Turn
    /// The message of this name that was taken before; nil where none was.
    private let taken: ReceivedMessage?
    private let body: Mutex<IncomingBody>

    init(
        _ installation: Installation, _ message: IncomingMessage, relation: ReceivingRelation,
        receipts: SendingRelation?, turn: MessagesInWork.Turn, taken: ReceivedMessage?
    ) {
        self.installation = installation
        self.message = message
        self.relation = relation
        self.receipts = receipts
        self.turn = turn
        self.taken = taken
        body = Mutex(IncomingBody(installation.spool))
    }

    var sizeLimit: Int64 { relation.source.sizeLimit }
    var timeLimit: Int64 { relation.source.timeLimit }

    func take(_ piece: RawSpan) throws {
        try body.withLock { try $0.take(piece) }
    }

    func abandon(_ reason: String) {
        body.withLock { $0.abandon() }
        installation.log.warning(
            "message.abandoned", metadata: about(["reason": "\(reason)"]))
    }

    func finish() -> PostReply {
        var whole: MessageBody?
        do {
            let body = try body.withLock { try $0.finish() }
            whole = body
            DurableStep.messageSealed.reached()
            if let receipt = try receiptInDisguise(body) { return receipt }
            return try receive(body)
        } catch {
            // Whatever was not recorded is not taken; the sender keeps it and comes again.
            installation.log.error("message.not-taken", metadata: about(["error": "\(error)"]))
            whole?.remove(installation.spool)
            return Self.notNow
        }
    }

    private static let notNow = PostReply.later("It cannot be stored now; send it again later.", seconds: 120)

    private func about(_ more: Logger.Metadata) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "partner": "\(relation.partner.name)", "message": "\(message.messageID)", "peer": "\(message.peer)",
        ]
        for (key, value) in more { metadata[key] = value }
        return metadata
    }

    /// Between the same two names a signed receipt and a signed message differ only in what is inside.
    private func receiptInDisguise(_ body: MessageBody) throws -> PostReply? {
        guard let receipts, body.byteCount <= Int64(ReceivedReceipt.limit),
            message.headers["Content-Type"].flatMap(MediaType.init(field:))?.essence == "multipart/signed",
            let received = try? ReceivedReceipt(
                headers: message.headers, body: try body.bytes(installation.spool))
        else { return nil }
        let octets = try body.bytes(installation.spool)
        body.remove(installation.spool)
        return ReceiptFiling(installation).take(received, message.headers, octets, receipts, peer: message.peer)
    }

    // MARK: Taking

    private func receive(_ body: MessageBody) throws -> PostReply {
        let request = ReceiptRequest(message.headers, digestsAccepted: relation.agreement.digests)
        let maker = ReceiptMaker(installation, message, relation, request)
        if let taken, taken.bodySHA256 == body.sha256 {
            body.remove(installation.spool)
            return try repeated(taken, maker)
        }
        let content = try open(body, request)
        if let taken {
            body.remove(installation.spool)
            content.payload.map { forget($0) }
            // Wrapped anew but the same inside: the sender's fault, and no other message.
            if let payload = content.payload, payload.sha256 == taken.contentSHA256 {
                return try repeated(taken, maker)
            }
            installation.log.critical("message.id-reused", metadata: about(["first": "\(taken.receivedAt)"]))
            try installation.database.write { session in
                try installation.audit().record(
                    "refused", "message \(message.messageID.key)",
                    "from \(relation.partner.name): its Message-ID was used before for other content", in: session)
            }
            return try maker.reply(.unexpectedProcessingError, content.opened)
        }
        return try record(body, content, maker)
    }

    /// What a message brought: the name of its sealed file, which is empty while it waits to be unwrapped.
    private struct Payload {
        let spoolName: String
        let byteCount: Int64
        let sha256: String
    }

    private struct Content {
        let opened: OpenedMessage
        /// Nil where there are problems.
        let payload: Payload?
    }

    /// Takes a message apart and proves it. The payload of a large one is sealed on the way; that of a small one, whose sender
    /// shall not wait for another file, only gets its digest: it is unwrapped again when it is carried on.
    private func open(_ body: MessageBody, _ request: ReceiptRequest?) throws -> Content {
        if case .file = body { return try openIntoFile(body, request) }
        var digest = SHA256()
        var count: Int64 = 0
        let opened = try takeApart(body, request) { piece in
            piece.withUnsafeBytes { digest.update(bufferPointer: $0) }
            count += Int64(piece.byteCount)
        }
        guard opened.problems.isEmpty else { return Content(opened: opened, payload: nil) }
        DurableStep.messageOpened.reached()
        let sha256 = hexadecimal(digest.finalize())
        return Content(opened: opened, payload: Payload(spoolName: "", byteCount: count, sha256: sha256))
    }

    private func openIntoFile(_ body: MessageBody, _ request: ReceiptRequest?) throws -> Content {
        let name = installation.spool.freshName()
        var writer = try installation.vault.writer(path: installation.spool.path(name))
        do {
            let opened = try takeApart(body, request) { try writer.write($0) }
            guard opened.problems.isEmpty else {
                writer.abandon()
                return Content(opened: opened, payload: nil)
            }
            let file = try writer.commit()
            DurableStep.messageOpened.reached()
            let payload = Payload(spoolName: name, byteCount: file.byteCount, sha256: hexadecimal(file.sha256))
            return Content(opened: opened, payload: payload)
        } catch {
            writer.abandon()
            throw error
        }
    }

    private func takeApart(
        _ body: MessageBody, _ request: ReceiptRequest?, _ payload: (RawSpan) throws -> Void
    ) throws -> OpenedMessage {
        var opener = MessageOpener(headers: message.headers, agreement: relation.agreement, request: request)
        try body.forEachPiece(installation.spool) { piece in
            if opener.hasFailed { return }
            try opener.take(piece, payload: payload)
        }
        return try opener.finish(at: installation.clock.now().seconds, payload: payload)
    }

    private func forget(_ payload: Payload) {
        if !payload.spoolName.isEmpty { installation.spool.remove(payload.spoolName) }
    }

    private func record(_ body: MessageBody, _ content: Content, _ maker: ReceiptMaker) throws -> PostReply {
        let now = installation.clock.now()
        let opened = content.opened
        var row = ReceivedMessage(
            partner: relation.partner.name, channel: relation.channel, from: message.from.text, to: message.to.text,
            messageID: message.messageID.key, receivedAt: now.description,
            headers: try installation.sealLetter(message.headers), bodySpool: body.spoolName, bodyBytes: body.byteCount,
            bodySHA256: body.sha256, disposition: opened.disposition.description, counts: content.payload != nil)
        row.layers = opened.layers.map(Self.word).joined(separator: ", ")
        row.signer = opened.signer?.fingerprint
        row.signerCertificate = opened.signer?.der ?? []
        if let mic = opened.mics.first?.mic {
            row.mic = mic.base64
            row.micAlgorithm = mic.algorithm.rawValue
        }
        let letter = try maker.letter(opened.disposition, opened)
        try maker.address(&row, letter)
        guard let payload = content.payload else { return try refuse(&row, body, content, maker, letter) }
        row.contentSHA256 = payload.sha256
        var arrival = ArrivalRecord(
            partner: relation.partner.name, channel: "as2", folder: relation.channel,
            name: Self.name(opened, payload), bytes: payload.byteCount, sha256: payload.sha256,
            receivedAt: now.description, receivedOn: now.date.description, device: 0, inode: 0, spool: payload.spoolName
        )
        arrival.filed = .server
        let (wanted, drafted, installation) = (arrival, row, installation)
        // Senders come at the same time and wait for their receipts: one wait for the disk serves them all.
        let recorded = try installation.database.writeTogether { session in
            let arrival = try session.insertArrival(wanted)
            var row = drafted
            row.arrival = arrival.id
            let message = try session.insertReceivedMessage(row)
            try installation.keep(body, of: message.id, session)
            try installation.audit().record(
                "taken", "arrival \(arrival.id)",
                "\(arrival.name) from \(arrival.partner), \(arrival.bytes) bytes, SHA-256 \(arrival.sha256), "
                    + "by AS2 as message \(row.messageID) (\(row.layers.isEmpty ? "plain" : row.layers))"
                    + (row.signer.map { ", signed by certificate \($0)" } ?? "")
                    + (row.mic.isEmpty ? "" : ", MIC \(row.mic), \(row.micAlgorithm)"), in: session)
            if !row.receipt.isEmpty {
                try installation.audit().record(
                    "receipted", "arrival \(arrival.id)",
                    "\(row.disposition), receipt \(row.receiptID), \(row.receiptMode)", in: session)
            }
            return arrival
        }
        DurableStep.messageRecorded.reached()
        installation.log.info(
            "arrival.taken",
            metadata: [
                "arrival": "\(recorded.id)", "partner": "\(recorded.partner)", "name": "\(recorded.name)",
                "bytes": "\(recorded.bytes)", "channel": "\(recorded.folder)", "message": "\(row.messageID)",
            ])
        for note in opened.notes { installation.log.warning("message.note", metadata: about(["note": "\(note)"])) }
        return maker.reply(letter)
    }

    /// Keeps what was found, and not the octets: a sender that is set up wrongly may send them often.
    private func refuse(
        _ row: inout ReceivedMessage, _ body: MessageBody, _ content: Content, _ maker: ReceiptMaker,
        _ letter: ReceiptLetter?
    ) throws -> PostReply {
        body.remove(installation.spool)
        row.bodySpool = ""
        let problems = content.opened.problems
        let reason = problems.map { "\($0.code): \($0.sentence)" }.joined(separator: "; ")
        let refused = row
        try installation.database.write { session in
            _ = try session.insertReceivedMessage(refused)
            try installation.audit().record(
                "refused", "message \(refused.messageID)",
                "from \(refused.partner), \(refused.bodyBytes) bytes: \(refused.disposition). \(reason)", in: session)
        }
        DurableStep.messageRecorded.reached()
        installation.log.error(
            "message.refused",
            metadata: about(["answer": "\(refused.disposition)", "reason": "\(reason)"]))
        return maker.reply(letter)
    }

    /// A message that was taken comes again: nothing changes, and its sender gets the receipt.
    private func repeated(_ taken: ReceivedMessage, _ maker: ReceiptMaker) throws -> PostReply {
        installation.log.notice(
            "message.repeated", metadata: about(["first": "\(taken.receivedAt)", "answer": "\(taken.disposition)"]))
        try installation.database.write { session in
            try installation.audit().record(
                "repeated", "arrival \(taken.arrival ?? 0)", "message \(taken.messageID) came again; nothing changed",
                in: session)
        }
        return try maker.repeated(taken)
    }

    private static func name(_ opened: OpenedMessage, _ payload: Payload) -> String {
        opened.payloadName.flatMap { FileName($0.text) }?.display ?? "message-\(payload.sha256.prefix(12))"
    }

    private static func word(_ layer: MessageLayer) -> String {
        switch layer {
        case .encrypted(let description): description.map { "encrypted \($0.cipher)" } ?? "encrypted"
        case .compressed: "compressed"
        case .signed: "signed"
        }
    }
}
