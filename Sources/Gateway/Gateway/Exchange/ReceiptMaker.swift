// Makes the receipt for one message and decides how it goes: in the answer, by a post of its own, or not at all.

import AS2
import Configuration
import Logging
import SMIME
import Store

struct ReceiptMaker {
    private let installation: Installation
    private let message: IncomingMessage
    private let relation: ReceivingRelation
    private let request: ReceiptRequest?

    init(
        _ installation: Installation, _ message: IncomingMessage, _ relation: ReceivingRelation,
        _ request: ReceiptRequest?
    ) {
        self.installation = installation
        self.message = message
        self.relation = relation
        self.request = request
    }

    /// Nil where none is asked for.
    func letter(_ disposition: AS2.Disposition, _ opened: OpenedMessage?) throws -> ReceiptLetter? {
        try letter(disposition, mic: opened?.mics.first?.mic)
    }

    private func letter(_ disposition: AS2.Disposition, mic: MIC?) throws -> ReceiptLetter? {
        guard let request else { return nil }
        let receipt = Receipt(
            for: message.messageID, by: message.to, disposition: disposition, mic: mic,
            micSpelling: mic?.algorithm == request.digest ? request.spelling : nil)
        var signing: Receipt.Signing?
        if request.isSigned, request.refusal == nil, let identity = relation.identity {
            signing = Receipt.Signing(identity, digest: request.digest)
        }
        return try receipt.letter(
            from: message.to, to: message.from,
            messageID: ExchangeNames.freshMessageID(message.to, installation),
            at: installation.clock.now().seconds, boundary: ExchangeNames.freshBoundary(),
            signing: signing)
    }

    /// Writes into the message's row which receipt it gets and where that goes. The address is the one that the partner's file
    /// allows, whatever the message names: who writes a message must not choose whom we call.
    func address(_ row: inout ReceivedMessage, _ letter: ReceiptLetter?) throws {
        guard let letter, let request else { return }
        row.receipt = try installation.sealLetter(letter.headers, letter.body)
        row.receiptID = letter.headers["Message-ID"] ?? ""
        switch request.delivery {
        case .synchronous:
            row.receiptMode = "sync"
            row.receiptState = .answered
        case .asynchronous(let wanted):
            row.receiptMode = "async"
            let allowed = relation.source.receiptAddresses
            row.receiptURL = allowed.contains(wanted) ? wanted : allowed.first ?? ""
            row.receiptState = row.receiptURL.isEmpty ? .undelivered : .pending
            if row.receiptURL != wanted {
                row.receiptReason =
                    row.receiptURL.isEmpty
                    ? "the partner's file allows no address for receipts (`receipts-to`)"
                    : "the message names another address than the partner's file allows"
                installation.log.warning(
                    "receipt.address-refused",
                    metadata: ["partner": "\(relation.partner.name)", "reason": "\(row.receiptReason)"])
            }
        }
    }

    /// The answer to the request: the receipt, or nothing but that it is here.
    func reply(_ letter: ReceiptLetter?) -> PostReply {
        guard let letter, let request, case .synchronous = request.delivery else { return PostReply(status: 200) }
        return .letter(letter.headers, letter.body)
    }

    /// A receipt that is not kept.
    func reply(_ disposition: AS2.Disposition, _ opened: OpenedMessage?) throws -> PostReply {
        if let request, case .asynchronous = request.delivery { return .text(409, "\(disposition)") }
        return reply(try letter(disposition, opened))
    }

    /// The answer to a message that was taken before: the same octets as then, or what the partner's file wants instead.
    func repeated(_ taken: ReceivedMessage) throws -> PostReply {
        if taken.receiptMode == "async" {
            if !taken.receiptURL.isEmpty {
                try installation.database.write { try $0.repeatReceipt(taken.id, dueAt: 0) }
            }
            return PostReply(status: 200)
        }
        let mic = MIC(field: "\(taken.mic), \(taken.micAlgorithm)")
        switch relation.source.repeatAnswer {
        case .original:
            if !taken.receipt.isEmpty, let kept = try installation.openLetter(taken.receipt) {
                return .letter(kept.headers, kept.body)
            }
            return reply(try letter(.processed, mic: mic))
        case .warning: return reply(try letter(.duplicateDocument, mic: mic))
        case .error: return reply(try letter(.duplicateDocumentError, mic: mic))
        }
    }
}
