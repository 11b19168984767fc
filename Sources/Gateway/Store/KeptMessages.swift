// Messages by AS2 whose bodies are still kept, and how one is forgotten. What proves them without their bodies stays in the rows:
// headers, signature, MIC and receipt.

/// A message whose outcome is final and whose body is kept.
public struct KeptMessage: Sendable, Hashable {
    /// What the message brought or took; `none` for a test message.
    public enum Bearer: Sendable, Hashable {
        case arrival(Int64)
        case dispatch(Int64)
        case none
    }

    public let id: Int64
    public let isReceived: Bool
    public let messageID: String
    public let bearer: Bearer
    /// When it was received or built.
    public let since: String
    /// Its files in the spool.
    public let spools: [String]
}

extension Session {
    /// Those whose receipt is not on its way any more, oldest first.
    public func keptMessages() throws -> [KeptMessage] {
        let received = try rows(
            """
            SELECT id, message_id, arrival, received_at, body_spool FROM received_messages
            WHERE receipt_state <> 'pending' AND arrival IS NOT NULL AND (body_spool <> ''
                OR EXISTS (SELECT 1 FROM message_bodies WHERE message_bodies.message = received_messages.id))
            ORDER BY id
            """
        ) { row in
            KeptMessage(
                id: row.integer(0), isReceived: true, messageID: row.text(1), bearer: .arrival(row.integer(2)),
                since: row.text(3), spools: [row.text(4)].filter { !$0.isEmpty })
        }
        let sent = try rows(
            """
            SELECT id, message_id, dispatch, built_at, body_spool, content_spool FROM sent_messages
            WHERE state IN ('confirmed', 'refused') AND (body_spool <> '' OR content_spool <> '') ORDER BY id
            """
        ) { row in
            KeptMessage(
                id: row.integer(0), isReceived: false, messageID: row.text(1),
                bearer: row.optionalInteger(2).map { .dispatch($0) } ?? .none, since: row.text(3),
                spools: [row.text(4), row.text(5)].filter { !$0.isEmpty })
        }
        return received + sent
    }

    /// Forgets a message's body; false when the message moved on since it was listed.
    public func forgetBody(of message: KeptMessage) throws -> Bool {
        if message.isReceived {
            try execute("DELETE FROM message_bodies WHERE message = $1", [.integer(message.id)])
            return try execute(
                "UPDATE received_messages SET body_spool = '' WHERE id = $1 AND receipt_state <> 'pending'",
                [.integer(message.id)]) == 1
        }
        return try execute(
            """
            UPDATE sent_messages SET body_spool = '', content_spool = ''
            WHERE id = $1 AND state IN ('confirmed', 'refused')
            """, [.integer(message.id)]) == 1
    }
}
