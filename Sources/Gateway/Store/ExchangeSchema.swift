// The tables of messages that are exchanged with partners by AS2, and of the receipts for them. What a message says of itself
// (headers, receipts) is sealed before it comes here; its octets lie in the spool. Relies on Schema, which registers them.

enum ExchangeSchema {
    /// At most one row a Message-ID that counts: one that failed does not stand in the way of its repetition.
    static let tables = """
        CREATE TABLE received_messages (
            id BIGINT PRIMARY KEY, partner TEXT NOT NULL, channel TEXT NOT NULL,
            as2_from TEXT NOT NULL, as2_to TEXT NOT NULL, message_id TEXT NOT NULL, received_at TEXT NOT NULL,
            headers BYTEA NOT NULL, body_spool TEXT NOT NULL, body_bytes BIGINT NOT NULL, body_sha256 TEXT NOT NULL,
            content_sha256 TEXT NOT NULL, layers TEXT NOT NULL, mic TEXT NOT NULL, mic_algorithm TEXT NOT NULL,
            signer TEXT, signer_certificate BYTEA, disposition TEXT NOT NULL, counts BIGINT NOT NULL, arrival BIGINT,
            receipt_mode TEXT NOT NULL, receipt_id TEXT NOT NULL, receipt BYTEA NOT NULL,
            receipt_url TEXT NOT NULL, receipt_state TEXT NOT NULL, receipt_attempts BIGINT NOT NULL DEFAULT 0,
            receipt_due_at BIGINT NOT NULL DEFAULT 0, receipt_reason TEXT NOT NULL DEFAULT '');
        CREATE UNIQUE INDEX received_messages_that_count ON received_messages (as2_from, as2_to, message_id)
            WHERE counts = 1;
        CREATE INDEX received_messages_by_id ON received_messages (message_id);
        CREATE INDEX received_messages_by_arrival ON received_messages (arrival);
        CREATE INDEX received_messages_by_receipt ON received_messages (receipt_state);

        CREATE TABLE sent_messages (
            id BIGINT PRIMARY KEY, dispatch BIGINT, partner TEXT NOT NULL, channel TEXT NOT NULL,
            as2_from TEXT NOT NULL, as2_to TEXT NOT NULL, message_id TEXT NOT NULL UNIQUE, built_at TEXT NOT NULL,
            headers BYTEA NOT NULL, body_spool TEXT NOT NULL, body_bytes BIGINT NOT NULL, body_sha256 TEXT NOT NULL,
            content_spool TEXT NOT NULL, signature BYTEA NOT NULL, mics TEXT NOT NULL,
            receipt_wanted TEXT NOT NULL, state TEXT NOT NULL, posts BIGINT NOT NULL DEFAULT 0,
            attempts BIGINT NOT NULL DEFAULT 0,
            due_at BIGINT NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '');
        CREATE INDEX sent_messages_by_dispatch ON sent_messages (dispatch);
        CREATE INDEX sent_messages_by_state ON sent_messages (state);

        CREATE TABLE receipts (
            id BIGINT PRIMARY KEY, message BIGINT, partner TEXT NOT NULL, received_at TEXT NOT NULL,
            receipt BYTEA NOT NULL, sha256 TEXT NOT NULL, verdict TEXT NOT NULL, disposition TEXT NOT NULL,
            signer TEXT, signer_certificate BYTEA, reason TEXT NOT NULL);
        CREATE INDEX receipts_by_message ON receipts (message);
        """

    /// Bodies of received messages that are too small for a file of their own; and how arrivals of one name are told apart.
    static let bodies = """
        CREATE TABLE message_bodies (message BIGINT PRIMARY KEY, body BYTEA NOT NULL);
        CREATE INDEX arrivals_by_name ON arrivals (folder, received_on, name);
        """
}
