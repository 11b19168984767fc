// What the operator's care remembers: since when an expected file is watched for, and which warnings of a key's end were
// given.

extension Session {
    /// As it was given to `beginWatching`; nil when the file is not watched for yet.
    public func watchedSince(partner: String, position: String) throws -> String? {
        try first(
            "SELECT watched_since FROM expected_files WHERE partner = $1 AND position = $2",
            [.text(partner), .text(position)]
        ) { $0.text(0) }
    }

    public func beginWatching(partner: String, position: String, since: String) throws {
        try execute(
            "INSERT INTO expected_files (partner, position, watched_since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            [.text(partner), .text(position), .text(since)])
    }

    /// Whether the warning so many days before this end of a key was given.
    public func hasWarned(_ fingerprint: String, expiresAt: Int64, days: Int64) throws -> Bool {
        try number(
            "SELECT COUNT(*) FROM key_warnings WHERE fingerprint = $1 AND expires_at = $2 AND days = $3",
            [.text(fingerprint), .integer(expiresAt), .integer(days)]) > 0
    }

    public func recordWarning(_ fingerprint: String, expiresAt: Int64, days: Int64) throws {
        try execute(
            "INSERT INTO key_warnings (fingerprint, expires_at, days) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            [.text(fingerprint), .integer(expiresAt), .integer(days)])
    }
}
