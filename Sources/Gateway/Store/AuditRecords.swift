// The audit trail's table: append-only; each record names the hash of the one before. Who computes hashes is not known here.

/// Who or what did what to which thing and when.
public struct AuditRecord: Sendable, Hashable {
    public let sequence: Int64
    public let at: String
    public let actor: String
    public let action: String
    public let subject: String
    public let detail: String
    public let previous: String
    public let hash: String

    public init(
        sequence: Int64, at: String, actor: String, action: String, subject: String, detail: String, previous: String,
        hash: String
    ) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self.detail = detail
        self.previous = previous
        self.hash = hash
    }

    init(_ row: StoredRow) {
        self.init(
            sequence: row.integer(0), at: row.text(1), actor: row.text(2), action: row.text(3), subject: row.text(4),
            detail: row.text(5), previous: row.text(6), hash: row.text(7))
    }
}

extension Session {
    public func lastAuditRecord() throws -> AuditRecord? {
        try first(
            """
            SELECT sequence, at, actor, action, subject, detail, previous, hash FROM audit
            ORDER BY sequence DESC LIMIT 1
            """, [], AuditRecord.init)
    }

    public func appendAuditRecord(_ record: AuditRecord) throws {
        try execute(
            """
            INSERT INTO audit (sequence, at, actor, action, subject, detail, previous, hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .integer(record.sequence), .text(record.at), .text(record.actor), .text(record.action),
                .text(record.subject), .text(record.detail), .text(record.previous), .text(record.hash),
            ])
    }

    public func forEachAuditRecord(_ body: (AuditRecord) throws -> Void) throws {
        try forEach(
            "SELECT sequence, at, actor, action, subject, detail, previous, hash FROM audit ORDER BY sequence"
        ) { try body(AuditRecord($0)) }
    }

    public func auditRecords(subject: String) throws -> [AuditRecord] {
        try rows(
            """
            SELECT sequence, at, actor, action, subject, detail, previous, hash FROM audit
            WHERE subject = $1 ORDER BY sequence
            """, [.text(subject)], AuditRecord.init)
    }
}
