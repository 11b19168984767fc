// The table of receipts that partners gave for our messages: every one that came, as it came, and what it was found to say.

/// A receipt as it came.
public struct StoredReceipt: Sendable, Hashable {
    public var id: Int64 = 0
    /// The message it is for; nil where it is for none of ours.
    public var message: Int64?
    public var partner: String
    public var receivedAt: String
    /// Sealed: its headers and body.
    public var receipt: [UInt8]
    public var sha256: String
    /// delivered, refused, contradictory, late or foreign.
    public var verdict: String
    public var disposition: String
    /// SHA-256 fingerprint of the certificate that signed it.
    public var signer: String?
    /// That certificate, DER; empty where it is not signed.
    public var signerCertificate: [UInt8] = []
    public var reason: String

    public init(
        message: Int64?, partner: String, receivedAt: String, receipt: [UInt8], sha256: String, verdict: String,
        disposition: String, signer: String?, reason: String
    ) {
        self.message = message
        self.partner = partner
        self.receivedAt = receivedAt
        self.receipt = receipt
        self.sha256 = sha256
        self.verdict = verdict
        self.disposition = disposition
        self.signer = signer
        self.reason = reason
    }

    init(_ row: StoredRow) {
        self.init(
            message: row.optionalInteger(1), partner: row.text(2), receivedAt: row.text(3), receipt: row.bytes(4),
            sha256: row.text(5), verdict: row.text(6), disposition: row.text(7), signer: row.optionalText(8),
            reason: row.text(9))
        id = row.integer(0)
        signerCertificate = row.bytes(10)
    }
}

extension Session {
    /// Files a receipt; the same octets for the same message only once. Returns whether it is new.
    public func insertReceipt(_ receipt: StoredReceipt) throws -> Bool {
        let same = try number(
            "SELECT COUNT(*) FROM receipts WHERE sha256 = $1 AND COALESCE(message, 0) = $2",
            [.text(receipt.sha256), .integer(receipt.message ?? 0)])
        if same > 0 { return false }
        let id = try number("SELECT COALESCE(MAX(id), 0) + 1 FROM receipts")
        try execute(
            """
            INSERT INTO receipts (id, message, partner, received_at, receipt, sha256, verdict, disposition, signer,
                reason, signer_certificate) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .integer(id), .optional(receipt.message), .text(receipt.partner), .text(receipt.receivedAt),
                .bytes(receipt.receipt), .text(receipt.sha256), .text(receipt.verdict), .text(receipt.disposition),
                .optional(receipt.signer), .text(receipt.reason), .bytes(receipt.signerCertificate),
            ])
        return true
    }

    /// The receipts for a message, in the order they came.
    public func receipts(of message: Int64) throws -> [StoredReceipt] {
        try rows(
            """
            SELECT id, message, partner, received_at, receipt, sha256, verdict, disposition, signer, reason,
                signer_certificate
            FROM receipts WHERE message = $1 ORDER BY id
            """, [.integer(message)], StoredReceipt.init)
    }
}
