// The table of messages that came by AS2, each with the receipt that was given for it. A row is written together with the
// arrival, before the receipt's first octet goes out.

/// Where a receipt of ours stands.
public enum ReceiptState: String, Sendable, Hashable {
    /// None was asked for.
    case none
    /// In the answer to the message; nobody knows whether it got there, so it is given again when asked.
    case answered
    /// Goes by a post of its own, not delivered yet.
    case pending
    case delivered
    /// The partner did not take it in all the time.
    case undelivered
}

/// One message as it came.
public struct ReceivedMessage: Sendable, Hashable {
    public var id: Int64 = 0
    public var partner: String
    public var channel: String
    public var from: String
    public var to: String
    public var messageID: String
    public var receivedAt: String
    /// Sealed: the headers of the request.
    public var headers: [UInt8]
    /// The body as it came.
    public var bodySpool: String
    public var bodyBytes: Int64
    public var bodySHA256: String
    /// SHA-256 of the payload; empty where it could not be opened.
    public var contentSHA256 = ""
    /// What it was wrapped in, outermost first: `encrypted, signed`.
    public var layers = ""
    /// Base64.
    public var mic = ""
    public var micAlgorithm = ""
    /// SHA-256 fingerprint of the certificate that signed it.
    public var signer: String?
    /// That certificate, DER: partners' certificates change, the evidence stays. Empty where nothing was signed.
    public var signerCertificate: [UInt8] = []
    /// As the receipt says it.
    public var disposition: String
    /// Whether it was taken: a repetition of its Message-ID then gets this receipt again.
    public var counts: Bool
    public var arrival: Int64?
    /// sync, async or none.
    public var receiptMode = "none"
    public var receiptID = ""
    /// Sealed: headers and body of the receipt.
    public var receipt: [UInt8] = []
    public var receiptURL = ""
    public var receiptState = ReceiptState.none
    public var receiptAttempts: Int64 = 0
    /// Seconds since 1970 before which it is not tried again.
    public var receiptDueAt: Int64 = 0
    public var receiptReason = ""

    public init(
        partner: String, channel: String, from: String, to: String, messageID: String, receivedAt: String,
        headers: [UInt8], bodySpool: String, bodyBytes: Int64, bodySHA256: String, disposition: String, counts: Bool
    ) {
        self.partner = partner
        self.channel = channel
        self.from = from
        self.to = to
        self.messageID = messageID
        self.receivedAt = receivedAt
        self.headers = headers
        self.bodySpool = bodySpool
        self.bodyBytes = bodyBytes
        self.bodySHA256 = bodySHA256
        self.disposition = disposition
        self.counts = counts
    }

    init(_ row: StoredRow) {
        self.init(
            partner: row.text(1), channel: row.text(2), from: row.text(3), to: row.text(4), messageID: row.text(5),
            receivedAt: row.text(6), headers: row.bytes(7), bodySpool: row.text(8), bodyBytes: row.integer(9),
            bodySHA256: row.text(10), disposition: row.text(16), counts: row.flag(17))
        id = row.integer(0)
        contentSHA256 = row.text(11)
        layers = row.text(12)
        mic = row.text(13)
        micAlgorithm = row.text(14)
        signer = row.optionalText(15)
        arrival = row.optionalInteger(18)
        receiptMode = row.text(19)
        receiptID = row.text(20)
        receipt = row.bytes(21)
        receiptURL = row.text(22)
        receiptState = ReceiptState(rawValue: row.text(23)) ?? .none
        receiptAttempts = row.integer(24)
        receiptDueAt = row.integer(25)
        receiptReason = row.text(26)
        signerCertificate = row.bytes(27)
    }
}

extension Session {
    private static var receivedColumns: String {
        """
        id, partner, channel, as2_from, as2_to, message_id, received_at, headers, body_spool, body_bytes, body_sha256,
        content_sha256, layers, mic, mic_algorithm, signer, disposition, counts, arrival, receipt_mode, receipt_id,
        receipt, receipt_url, receipt_state, receipt_attempts, receipt_due_at, receipt_reason, signer_certificate
        """
    }

    /// Records a message with its receipt; returns it with its number.
    public func insertReceivedMessage(_ message: ReceivedMessage) throws -> ReceivedMessage {
        var message = message
        message.id = try number("SELECT COALESCE(MAX(id), 0) + 1 FROM received_messages")
        let places = (1...28).map { "$\($0)" }.joined(separator: ", ")
        try execute(
            "INSERT INTO received_messages (\(Self.receivedColumns)) VALUES (\(places))",
            [
                .integer(message.id), .text(message.partner), .text(message.channel), .text(message.from),
                .text(message.to), .text(message.messageID), .text(message.receivedAt), .bytes(message.headers),
                .text(message.bodySpool), .integer(message.bodyBytes), .text(message.bodySHA256),
                .text(message.contentSHA256), .text(message.layers), .text(message.mic), .text(message.micAlgorithm),
                .optional(message.signer), .text(message.disposition), .flag(message.counts),
                .optional(message.arrival), .text(message.receiptMode), .text(message.receiptID),
                .bytes(message.receipt), .text(message.receiptURL), .text(message.receiptState.rawValue),
                .integer(message.receiptAttempts), .integer(message.receiptDueAt), .text(message.receiptReason),
                .bytes(message.signerCertificate),
            ])
        return message
    }

    /// The message of these names that was taken; nil when none was.
    public func takenMessage(from: String, to: String, messageID: String) throws -> ReceivedMessage? {
        try first(
            """
            SELECT \(Self.receivedColumns) FROM received_messages
            WHERE as2_from = $1 AND as2_to = $2 AND message_id = $3 AND counts = 1
            """, [.text(from), .text(to), .text(messageID)], ReceivedMessage.init)
    }

    public func receivedMessages(id messageID: String) throws -> [ReceivedMessage] {
        try rows(
            "SELECT \(Self.receivedColumns) FROM received_messages WHERE message_id = $1 ORDER BY id",
            [.text(messageID)], ReceivedMessage.init)
    }

    public func receivedMessages(of arrival: Int64) throws -> [ReceivedMessage] {
        try rows(
            "SELECT \(Self.receivedColumns) FROM received_messages WHERE arrival = $1 ORDER BY id",
            [.integer(arrival)], ReceivedMessage.init)
    }

    /// Receipts of ours that go by a post of their own and whose time has come.
    public func dueReceipts(channel: String, at now: Int64) throws -> [ReceivedMessage] {
        try rows(
            """
            SELECT \(Self.receivedColumns) FROM received_messages
            WHERE receipt_state = 'pending' AND channel = $1 AND receipt_due_at <= $2 ORDER BY id
            """, [.text(channel), .integer(now)], ReceivedMessage.init)
    }

    public func setReceiptState(
        _ message: Int64, _ state: ReceiptState, attempts: Int64, dueAt: Int64, reason: String
    ) throws {
        try execute(
            """
            UPDATE received_messages SET receipt_state = $1, receipt_attempts = $2, receipt_due_at = $3,
                receipt_reason = $4 WHERE id = $5
            """, [.text(state.rawValue), .integer(attempts), .integer(dueAt), .text(reason), .integer(message)])
    }

    /// A failed receipt's delivery begins anew: a repetition of the message asked for it.
    public func repeatReceipt(_ message: Int64, dueAt: Int64) throws {
        try setReceiptState(message, .pending, attempts: 0, dueAt: dueAt, reason: "")
    }

    /// Every sealed file that a message, received or sent, needs.
    public func messageSpools() throws -> [String] {
        try rows(
            """
            SELECT body_spool FROM received_messages UNION SELECT body_spool FROM sent_messages
            UNION SELECT content_spool FROM sent_messages
            """
        ) { $0.text(0) }
    }

    /// Counts of receipts of ours by their state.
    public func receiptCounts() throws -> [(state: String, count: Int64)] {
        try rows(
            "SELECT receipt_state, COUNT(*) FROM received_messages GROUP BY receipt_state ORDER BY receipt_state"
        ) { ($0.text(0), $0.integer(1)) }
    }
}
