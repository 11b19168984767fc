// What a restored state does not know of: files that went out between the backup and the loss. Each is remembered by its
// name until the dispatch that would send it again has been dealt with.

/// A file that lay in an outbox when the state was restored and that no dispatch of the restored state names.
public struct SentAfterBackup: Sendable, Hashable {
    public let partner: String
    public let channel: String
    public let name: String
    public let sha256: String

    public init(partner: String, channel: String, name: String, sha256: String) {
        self.partner = partner
        self.channel = channel
        self.name = name
        self.sha256 = sha256
    }

    /// The partner's running number in a dispatch's name, `20260309-000007-era.835-report.txt`; nil where there is none.
    public static func sequence(of name: String) -> Int64? {
        let parts = name.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 8, parts[1].utf8.count >= 6 else { return nil }
        return Int64(parts[1])
    }

    /// Whether two names say the same but for the running number and the ending of encryption.
    static func isSame(_ name: String, as other: String) -> Bool { withoutNumber(name) == withoutNumber(other) }

    private static func withoutNumber(_ name: String) -> String {
        var name = name
        for ending in [".pgp", ".asc"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
        let parts = name.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 ? "\(parts[0])-\(parts[2])" : name
    }
}

extension Session {
    public func rememberSentAfterBackup(_ files: [SentAfterBackup]) throws {
        try insert(
            """
            INSERT INTO sent_after_backup (partner, channel, sequence, name, sha256) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT DO NOTHING
            """, files
        ) { file, row in
            row.bind(file.partner)
            row.bind(file.channel)
            row.bind(SentAfterBackup.sequence(of: file.name) ?? 0)
            row.bind(file.name)
            row.bind(file.sha256)
        }
    }

    /// The file that a dispatch would send again; nil when it is new.
    public func sentAfterBackup(like dispatch: DispatchRecord) throws -> SentAfterBackup? {
        try rows(
            "SELECT partner, channel, name, sha256 FROM sent_after_backup WHERE channel = $1 ORDER BY sequence",
            [.text(dispatch.channel)]
        ) {
            SentAfterBackup(partner: $0.text(0), channel: $0.text(1), name: $0.text(2), sha256: $0.text(3))
        }.first { SentAfterBackup.isSame($0.name, as: dispatch.name) }
    }

    /// Forgets the file that a dispatch would send again: it was dealt with.
    public func forgetSentAfterBackup(like dispatch: DispatchRecord) throws {
        guard let file = try sentAfterBackup(like: dispatch) else { return }
        try execute(
            "DELETE FROM sent_after_backup WHERE channel = $1 AND name = $2", [.text(file.channel), .text(file.name)])
    }
}
