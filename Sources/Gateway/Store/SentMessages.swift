// The table of messages that go by AS2: built once, recorded before the first octet goes, and posted with the same octets
// until the outcome is known.

/// Where a message of ours stands.
public enum SentMessageState: String, Sendable, Hashable {
    /// Built; no post was answered with success yet.
    case built
    /// Posted; its receipt has not come.
    case waiting
    /// Receipted, or posted where no receipt is asked for.
    case confirmed
    /// Posted as often as the partner's file says, and no receipt came.
    case unconfirmed
    /// Refused by the answer, or receipted with what contradicts it: the same octets may go again when a person says so.
    case failed
    /// Refused by the partner's receipt: these octets never go again.
    case refused

    public var successors: Set<SentMessageState> {
        switch self {
        case .built: [.waiting, .confirmed, .unconfirmed, .failed, .refused]
        case .waiting: [.confirmed, .unconfirmed, .failed, .refused]
        case .unconfirmed: [.built, .confirmed, .failed, .refused]
        case .failed: [.built]
        case .confirmed, .refused: []
        }
    }
}

/// One message on its way to a partner.
public struct SentMessage: Sendable, Hashable {
    public var id: Int64 = 0
    /// Nil for a test message.
    public var dispatch: Int64?
    public var partner: String
    public var channel: String
    public var from: String
    public var to: String
    /// Without its brackets.
    public var messageID: String
    public var builtAt: String
    /// Sealed: the headers of the request.
    public var headers: [UInt8]
    /// The body of the request.
    public var bodySpool: String
    public var bodyBytes: Int64
    public var bodySHA256: String
    /// What was signed (or would have been): the entity that the digest covers; empty where it is not kept.
    public var contentSpool = ""
    public var signature: [UInt8] = []
    /// What the receipt must say, one a line: `algorithm base64 rule`.
    public var mics: String
    /// sync, async or none.
    public var receiptWanted: String
    public var state = SentMessageState.built
    /// Posts whose octets may have reached the partner.
    public var posts: Int64 = 0
    /// Tries since the last answer that counted.
    public var attempts: Int64 = 0
    /// Seconds since 1970 before which nothing is done about it.
    public var dueAt: Int64 = 0
    public var reason = ""

    public init(
        dispatch: Int64?, partner: String, channel: String, from: String, to: String, messageID: String,
        builtAt: String, headers: [UInt8], bodySpool: String, bodyBytes: Int64, bodySHA256: String, mics: String,
        receiptWanted: String
    ) {
        self.dispatch = dispatch
        self.partner = partner
        self.channel = channel
        self.from = from
        self.to = to
        self.messageID = messageID
        self.builtAt = builtAt
        self.headers = headers
        self.bodySpool = bodySpool
        self.bodyBytes = bodyBytes
        self.bodySHA256 = bodySHA256
        self.mics = mics
        self.receiptWanted = receiptWanted
    }

    init(_ row: StoredRow) {
        self.init(
            dispatch: row.optionalInteger(1), partner: row.text(2), channel: row.text(3), from: row.text(4),
            to: row.text(5), messageID: row.text(6), builtAt: row.text(7), headers: row.bytes(8),
            bodySpool: row.text(9), bodyBytes: row.integer(10), bodySHA256: row.text(11), mics: row.text(14),
            receiptWanted: row.text(15))
        id = row.integer(0)
        contentSpool = row.text(12)
        signature = row.bytes(13)
        state = SentMessageState(rawValue: row.text(16)) ?? .failed
        posts = row.integer(17)
        attempts = row.integer(18)
        dueAt = row.integer(19)
        reason = row.text(20)
    }
}

extension Session {
    private static var sentColumns: String {
        """
        id, dispatch, partner, channel, as2_from, as2_to, message_id, built_at, headers, body_spool, body_bytes,
        body_sha256, content_spool, signature, mics, receipt_wanted, state, posts, attempts, due_at,
        reason
        """
    }

    /// Records a message as built; returns it with its number.
    public func insertSentMessage(_ message: SentMessage) throws -> SentMessage {
        var message = message
        message.id = try number("SELECT COALESCE(MAX(id), 0) + 1 FROM sent_messages")
        let places = (1...21).map { "$\($0)" }.joined(separator: ", ")
        try execute(
            "INSERT INTO sent_messages (\(Self.sentColumns)) VALUES (\(places))",
            [
                .integer(message.id), .optional(message.dispatch), .text(message.partner), .text(message.channel),
                .text(message.from), .text(message.to), .text(message.messageID), .text(message.builtAt),
                .bytes(message.headers), .text(message.bodySpool), .integer(message.bodyBytes),
                .text(message.bodySHA256), .text(message.contentSpool), .bytes(message.signature),
                .text(message.mics), .text(message.receiptWanted), .text(message.state.rawValue),
                .integer(message.posts), .integer(message.attempts), .integer(message.dueAt), .text(message.reason),
            ])
        return message
    }

    public func sentMessage(_ id: Int64) throws -> SentMessage? {
        try first("SELECT \(Self.sentColumns) FROM sent_messages WHERE id = $1", [.integer(id)], SentMessage.init)
    }

    /// By Message-ID, without its brackets.
    public func sentMessage(id messageID: String) throws -> SentMessage? {
        try first(
            "SELECT \(Self.sentColumns) FROM sent_messages WHERE message_id = $1", [.text(messageID)],
            SentMessage.init)
    }

    /// The messages that carried a dispatch, the latest last.
    public func sentMessages(of dispatch: Int64) throws -> [SentMessage] {
        try rows(
            "SELECT \(Self.sentColumns) FROM sent_messages WHERE dispatch = $1 ORDER BY id", [.integer(dispatch)],
            SentMessage.init)
    }

    /// Messages of a channel for which something is to be done now: to post them, or to give up waiting.
    public func dueMessages(channel: String, at now: Int64) throws -> [SentMessage] {
        try rows(
            """
            SELECT \(Self.sentColumns) FROM sent_messages
            WHERE state IN ('built', 'waiting') AND channel = $1 AND due_at <= $2 AND dispatch IS NOT NULL ORDER BY id
            """, [.text(channel), .integer(now)], SentMessage.init)
    }

    /// Moves a message by compare-and-set. Throws `StateConflict`.
    public func moveSentMessage(
        _ id: Int64, from: SentMessageState, to: SentMessageState, dueAt: Int64 = 0, reason: String = ""
    ) throws {
        let conflict = StateConflict(subject: "message \(id)", expected: from.rawValue, wanted: to.rawValue)
        guard from.successors.contains(to) else { throw conflict }
        let changed = try execute(
            "UPDATE sent_messages SET state = $1, due_at = $2, reason = $3 WHERE id = $4 AND state = $5",
            [.text(to.rawValue), .integer(dueAt), .text(reason), .integer(id), .text(from.rawValue)])
        if changed != 1 { throw conflict }
    }

    /// Notes what a post does or did, and when the next one may.
    public func noteMessagePost(
        _ id: Int64, posts: Int64, attempts: Int64, dueAt: Int64, reason: String
    ) throws {
        try execute(
            "UPDATE sent_messages SET posts = $1, attempts = $2, due_at = $3, reason = $4 WHERE id = $5",
            [.integer(posts), .integer(attempts), .integer(dueAt), .text(reason), .integer(id)])
    }

    /// Lets a message that ended without a good outcome go again, the same octets, as often as a new one.
    public func repeatMessage(_ message: SentMessage) throws {
        try moveSentMessage(message.id, from: message.state, to: .built)
        try noteMessagePost(message.id, posts: 0, attempts: 0, dueAt: 0, reason: "")
    }
}
