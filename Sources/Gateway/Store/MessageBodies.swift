// Small bodies of messages that came by AS2, sealed before they come here; large ones lie in the spool.

extension Session {
    /// Keeps the body of a received message.
    public func insertMessageBody(_ sealed: [UInt8], of message: Int64) throws {
        try insert("INSERT INTO message_bodies (message, body) VALUES ($1, $2)", [sealed]) { body, row in
            row.bind(message)
            row.bind(body)
        }
    }

    /// Nil where none is kept here.
    public func messageBody(of message: Int64) throws -> [UInt8]? {
        try first("SELECT body FROM message_bodies WHERE message = $1", [.integer(message)]) { $0.bytes(0) }
    }

    /// Names the sealed file of what a message brought, once it is there.
    public func setArrivalSpool(_ arrival: Int64, _ spool: String) throws {
        try execute("UPDATE arrivals SET spool = $1 WHERE id = $2", [.text(spool), .integer(arrival)])
    }

    /// Whether the message that brought an arrival can be taken apart again.
    public func isMessageBodyKept(of arrival: Int64) throws -> Bool {
        try number(
            """
            SELECT COUNT(*) FROM message_bodies
            WHERE message IN (SELECT id FROM received_messages WHERE arrival = $1 AND counts = 1)
            """, [.integer(arrival)]) > 0
    }
}
