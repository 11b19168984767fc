// What a backup holds, with digests: the last file of the archive, by which a restore proves all others.

/// The list of a backup's files.
struct BackupManifest: Sendable, Hashable {
    struct Line: Sendable, Hashable {
        let name: String
        let byteCount: Int64
        let sha256: String
    }

    static let name = "MANIFEST"
    private static let title = "hms-ach backup 1"

    var createdAt: String
    /// Number of the last audit record that the database holds.
    var auditRecords: Int64
    var auditHash: String
    var lines: [Line] = []

    func line(_ name: String) -> Line? { lines.first { $0.name == name } }

    func render() -> [UInt8] {
        var text = "\(Self.title)\ncreated \(createdAt)\naudit \(auditRecords) \(auditHash)\n\n"
        for line in lines { text += "\(line.sha256)  \(line.byteCount)  \(line.name)\n" }
        return Array(text.utf8)
    }

    /// Nil for what is no manifest of ours.
    init?(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines[0] == Self.title, lines[1].hasPrefix("created "), lines[3].isEmpty else {
            return nil
        }
        let audit = lines[2].split(separator: " ").map(String.init)
        guard audit.count == 3, audit[0] == "audit", let records = Int64(audit[1]) else { return nil }
        self.init(createdAt: String(lines[1].dropFirst(8)), auditRecords: records, auditHash: audit[2])
        for line in lines.dropFirst(4) where !line.isEmpty {
            let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
            guard parts.count == 3, let count = Int64(parts[1]) else { return nil }
            self.lines.append(
                Line(name: String(parts[2].drop { $0 == " " }), byteCount: count, sha256: parts[0]))
        }
    }

    init(createdAt: String, auditRecords: Int64, auditHash: String) {
        self.createdAt = createdAt
        self.auditRecords = auditRecords
        self.auditHash = auditHash
    }
}
