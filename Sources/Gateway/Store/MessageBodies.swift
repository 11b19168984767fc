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
}
