// The desk at which messages and receipts by AS2 are handed in: who it is from and for is known by the head alone, and what cannot
// be taken is refused before its body is read.

import AS2
import Configuration
import Crypto
import Logging
import SMIME
import Store
import Synchronization

/// Takes requests for one reading of the configuration.
struct MessageDesk: PostDesk {
    let installation: Installation
    let relations: ExchangeRelations
    let inWork: MessagesInWork
    let isStopped: @Sendable () -> Bool

    init(
        _ installation: Installation, _ relations: ExchangeRelations, _ inWork: MessagesInWork,
        isStopped: @escaping @Sendable () -> Bool
    ) {
        self.installation = installation
        self.relations = relations
        self.inWork = inWork
        self.isStopped = isStopped
    }

    func admit(_ head: PostHead) -> PostAdmission {
        if isStopped() { return .refused(.later("The gateway is shutting down; send it again later.", seconds: 60)) }
        let headers = AS2Headers(head.headers.map { (name: $0.name, value: $0.value) })
        guard let from = headers["AS2-From"].flatMap(AS2Name.init(field:)),
            let to = headers["AS2-To"].flatMap(AS2Name.init(field:))
        else { return refuse(head, 400, "AS2-From or AS2-To is missing, or is no AS2 name.") }
        guard let type = headers["Content-Type"].flatMap(MediaType.init(field:)) else {
            return refuse(head, 400, "Content-Type is missing, or is no MIME type.")
        }
        if installation.shortageOfRoom() != nil {
            return .refused(.later("There is no room to store it now; send it again later.", seconds: 600))
        }
        let names = NamePair(from: from.text, to: to.text)
        let receipts = relations.sending[names.reversed]
        let messageID = headers["Message-ID"].flatMap { MessageID($0) }
        if type.essence == "multipart/report" {
            guard let receipts else { return refuse(head, 403, "We sent no messages there.") }
            return .admitted(
                ReceiptReception(installation, headers: headers, relation: receipts, peer: head.peer))
        }
        // A signed receipt looks like a signed message until its body is seen, but for a name of its own that some leave out.
        if let receipts, type.essence == "multipart/signed", messageID == nil || relations.receiving[names] == nil {
            return .admitted(ReceiptReception(installation, headers: headers, relation: receipts, peer: head.peer))
        }
        guard let messageID else { return refuse(head, 400, "Message-ID is missing, or is none.") }
        guard let relation = relations.receiving[names] else {
            return unknown(head, headers, names, from, to, messageID)
        }
        return admit(head, headers, relation, receipts, names, from, to, messageID)
    }

    private func admit(
        _ head: PostHead, _ headers: AS2Headers, _ relation: ReceivingRelation, _ receipts: SendingRelation?,
        _ names: NamePair, _ from: AS2Name, _ to: AS2Name, _ messageID: MessageID
    ) -> PostAdmission {
        guard let turn = inWork.begin(MessagesInWork.Key(names: names, messageID: messageID.key)) else {
            return .refused(.later("This message is being worked on; ask again later.", seconds: 30))
        }
        // While its turn lasts nobody else takes this message, so what is known of it now is known of it then.
        let known = try? installation.database.read { session in
            (
                isHeld: try session.channelHolds().contains { $0.channel == relation.channel },
                taken: try session.takenMessage(from: names.from, to: names.to, messageID: messageID.key)
            )
        }
        guard let known, !known.isHeld else {
            return .refused(.later("Nothing is taken now; send it again later.", seconds: 600))
        }
        let incoming = IncomingMessage(headers: headers, from: from, to: to, messageID: messageID, peer: head.peer)
        return .admitted(
            MessageReception(
                installation, incoming, relation: relation, receipts: receipts, turn: turn, taken: known.taken))
    }

    private func refuse(_ head: PostHead, _ status: Int, _ sentence: String) -> PostAdmission {
        installation.log.warning(
            "message.refused", metadata: ["peer": "\(head.peer)", "status": "\(status)", "reason": "\(sentence)"])
        return .refused(.text(status, sentence))
    }

    /// A stranger, or somebody who writes to a name that is not ours: told so by an unsigned receipt where one is asked for in
    /// the answer. Nothing is stored.
    private func unknown(
        _ head: PostHead, _ headers: AS2Headers, _ names: NamePair, _ from: AS2Name, _ to: AS2Name,
        _ messageID: MessageID
    ) -> PostAdmission {
        let isKnown = relations.receiving.keys.contains { $0.from == names.from }
        let disposition: AS2.Disposition = isKnown ? .unknownTradingRelationship : .unknownTradingPartner
        installation.log.warning(
            "message.stranger",
            metadata: [
                "peer": "\(head.peer)", "from": "\(names.from)", "to": "\(names.to)", "answer": "\(disposition)",
            ])
        guard let request = ReceiptRequest(headers), case .synchronous = request.delivery else {
            return .refused(.text(403, "No messages are exchanged between these two names."))
        }
        let receipt = Receipt(for: messageID, by: to, disposition: disposition)
        let letter = try? receipt.letter(
            from: to, to: from, messageID: ExchangeNames.freshMessageID(to, installation),
            at: installation.clock.now().seconds, boundary: ExchangeNames.freshBoundary())
        return .refused(letter.map { .letter($0.headers, $0.body) } ?? .text(403, "\(disposition)"))
    }
}

extension PostReply {
    /// A receipt.
    static func letter(_ headers: AS2Headers, _ body: [UInt8]) -> PostReply {
        PostReply(status: 200, headers: headers.fields.map { PostHead.Header($0.name, $0.value) }, body: body)
    }
}

/// Which messages are being received just now: the same one twice at a time would be two.
final class MessagesInWork: Sendable {
    struct Key: Sendable, Hashable {
        let names: NamePair
        let messageID: String
    }

    private let keys = Mutex<Set<Key>>([])

    /// Nil where the message is in work already. The turn ends when it is let go.
    func begin(_ key: Key) -> Turn? {
        keys.withLock { $0.insert(key).inserted } ? Turn(key, self) : nil
    }

    fileprivate func end(_ key: Key) { _ = keys.withLock { $0.remove(key) } }

    final class Turn: Sendable {
        private let key: Key
        private let all: MessagesInWork

        fileprivate init(_ key: Key, _ all: MessagesInWork) {
            self.key = key
            self.all = all
        }

        deinit { all.end(key) }
    }
}

/// Names that are ours to give.
enum ExchangeNames {
    /// `<random@name>`; the name says whose it is.
    static func freshMessageID(_ sender: AS2Name, _ installation: Installation) throws -> MessageID {
        let right = String(
            decoding: sender.text.utf8.filter { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D || byte == 0x2E
            }, as: UTF8.self)
        let left = "\(installation.clock.now().seconds)-\(installation.spool.freshName().prefix(32))"
        guard let messageID = MessageID("<\(left)@\(right.isEmpty ? "hms-ach" : right)>") else {
            throw ExchangeFault(sentence: "no Message-ID can be made of \(left)")
        }
        return messageID
    }

    static func freshBoundary() -> Boundary {
        Boundary(entropy: SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) })
    }
}

/// A message's head, understood.
struct IncomingMessage: Sendable {
    let headers: AS2Headers
    let from: AS2Name
    let to: AS2Name
    let messageID: MessageID
    let peer: String
}

/// Something that the exchange needs is not as it should be.
struct ExchangeFault: Error, CustomStringConvertible {
    let sentence: String
    var description: String { sentence }
}
