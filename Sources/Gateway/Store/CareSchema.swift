// The tables of the operator's care: channels that are held, the calendar's and the keys' memory, and what a restored state
// must not send again. Relies on Schema, which registers them as a migration of their own.

enum CareSchema {
    static let tables = """
        CREATE TABLE channel_holds (channel TEXT PRIMARY KEY, since TEXT NOT NULL, reason TEXT NOT NULL);

        CREATE TABLE expected_files (
            partner TEXT NOT NULL, position TEXT NOT NULL, watched_since TEXT NOT NULL, PRIMARY KEY (partner, position));

        CREATE TABLE key_warnings (
            fingerprint TEXT NOT NULL, expires_at BIGINT NOT NULL, days BIGINT NOT NULL,
            PRIMARY KEY (fingerprint, expires_at, days));

        CREATE TABLE sent_after_backup (
            partner TEXT NOT NULL, channel TEXT NOT NULL, sequence BIGINT NOT NULL, name TEXT NOT NULL,
            sha256 TEXT NOT NULL, PRIMARY KEY (channel, name));
        """
}
