// A dispatch becomes a message: signed, compressed and encrypted once. Its octets, what was signed and what its receipt must say
// are recorded before anybody sees them, and are the same however often it is sent.

import AS2
import Configuration
import Parsing
import SMIME
import Store
import Vault

struct MessageBuilding {
    private let installation: Installation
    private let relation: SendingRelation

    init(_ installation: Installation, _ relation: SendingRelation) {
        self.installation = installation
        self.relation = relation
    }

    /// What a message carries: a sealed file and what the partner shall call it.
    struct Cargo {
        var dispatch: Int64?
        var spool: String
        var name: String
        /// Kind of the document, for the Content-Type.
        var isInterchange: Bool
    }

    /// Builds and records one.
    ///
    /// Throws `SMIMEError`, `ExchangeFault` and what store and spool throw.
    func build(_ cargo: Cargo) throws -> SentMessage {
        let now = installation.clock.now()
        let agreement = try agreement(at: now.seconds)
        let messageID = try ExchangeNames.freshMessageID(agreement.sender, installation)
        let builder = MessageBuilder(
            agreement: agreement, messageID: messageID, time: now.seconds,
            boundary: ExchangeNames.freshBoundary())
        let payload = OutgoingPayload(name: PayloadName(cargo.name), type: try type(cargo)) { write in
            var source = installation.spool.source(cargo.spool)
            try source.forEachPiece(write)
        }
        let contentName = installation.spool.freshName()
        var content = try installation.vault.writer(path: installation.spool.path(contentName))
        var built: BuiltMessage?
        let body: SpooledFile
        do {
            body = try installation.spool.seal { writer in
                built = try builder.build(
                    payload, signedContent: { try content.write($0) }, body: { try writer.write($0) })
            }
            if agreement.signer == nil { content.abandon() } else { _ = try content.commit() }
        } catch {
            content.abandon()
            throw error
        }
        guard let built else { throw ExchangeFault(sentence: "the message was not built") }
        DurableStep.messageBuilt.reached()
        var message = SentMessage(
            dispatch: cargo.dispatch, partner: relation.partner.name, channel: relation.channel.folder,
            from: agreement.sender.text, to: agreement.partner.text, messageID: messageID.key,
            builtAt: now.description, headers: try installation.sealLetter(built.headers), bodySpool: body.name,
            bodyBytes: body.byteCount, bodySHA256: body.sha256, mics: MessageTrace.text(built.pending.mics),
            receiptWanted: receiptWanted)
        message.contentSpool = agreement.signer == nil ? "" : contentName
        message.signature = built.signature ?? []
        let row = message
        let recorded = try installation.database.write { session in
            let recorded = try session.insertSentMessage(row)
            try installation.audit().record(
                "built", ReceiptFiling.subject(recorded),
                "message \(recorded.messageID) to \(recorded.partner), \(recorded.bodyBytes) bytes, SHA-256 "
                    + "\(recorded.bodySHA256), MIC \(recorded.mics.replacing("\n", with: " or "))", in: session)
            return recorded
        }
        DurableStep.messageBuildRecorded.reached()
        return recorded
    }

    private var receiptWanted: String {
        switch relation.target.receipt {
        case .none: "none"
        case .sync: relation.target.isReceiptSigned ? "sync signed" : "sync"
        case .async: relation.target.isReceiptSigned ? "async signed" : "async"
        }
    }

    private func type(_ cargo: Cargo) throws -> MediaType {
        let text =
            relation.target.contentType
            ?? (cargo.isInterchange ? "application/edi-x12" : "application/octet-stream")
        guard let type = MediaType(field: text) else { throw ExchangeFault(sentence: "`\(text)` is no MIME type") }
        return type
    }

    /// Throws where the partner's certificate has ended: nothing is encrypted to it then.
    private func agreement(at time: Int64) throws -> SendingAgreement {
        let target = relation.target
        guard let sender = AS2Name(target.from), let partner = AS2Name(target.to) else {
            throw ExchangeFault(sentence: "`from` and `to` are no AS2 names")
        }
        var recipients: [Certificate] = []
        if target.encryption != .none {
            guard let current = relation.certificates.first(where: { $0.holds(at: time) }) else {
                throw ExchangeFault(sentence: "none of the partner's certificates is valid now; ask for its new one")
            }
            recipients = [current]
        }
        var signer: Identity?
        if target.signature != .none {
            guard let identity = relation.identity, identity.certificate.holds(at: time) else {
                throw ExchangeFault(sentence: "our certificate for AS2 is missing or not valid now")
            }
            signer = identity
        }
        var delivery = SendingAgreement.ReceiptDelivery.none
        switch target.receipt {
        case .none: break
        case .sync: delivery = .synchronous
        case .async:
            guard let address = installation.configuration.as2Listener?.address else {
                throw ExchangeFault(sentence: "`listen: as2` does not say under which address receipts reach us")
            }
            delivery = .asynchronous(to: address)
        }
        return SendingAgreement(
            sender: sender, partner: partner, signer: signer,
            digest: DigestName(rawValue: target.signature.rawValue) ?? .sha256,
            recipients: recipients, cipher: cipher(target.encryption),
            compression: SendingAgreement.Compression(rawValue: target.compression.rawValue) ?? .none,
            receipt: SendingAgreement.ReceiptWish(delivery, isSigned: target.isReceiptSigned),
            usesBase64: target.isBase64, subject: target.subject)
    }

    private func cipher(_ encryption: AS2Target.Encryption) -> ContentCipher {
        switch encryption {
        case .aes128CBC: .aes128CBC
        case .aes192CBC: .aes192CBC
        case .aes256CBC, .none: .aes256CBC
        case .aes128GCM: .aes128GCM
        case .aes192GCM: .aes192GCM
        case .aes256GCM: .aes256GCM
        }
    }
}
