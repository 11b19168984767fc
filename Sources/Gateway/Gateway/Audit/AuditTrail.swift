// The audit trail: every act is a record that holds the hash of the one before, appended in the transaction of the act.
// Relies on the store for the table and on SHA-256.

import Crypto
public import Store

/// Appends records, and proves the chain.
public struct AuditTrail: Sendable {
    let clock: any Clock
    let actor: String

    init(clock: any Clock, actor: String) {
        self.clock = clock
        self.actor = actor
    }

    /// Appends one record in the transaction of what it tells about. Neither subject nor detail may hold personal data.
    func record(_ action: String, _ subject: String, _ detail: String, in session: Session) throws {
        let last = try session.lastAuditRecord()
        let sequence = (last?.sequence ?? 0) + 1
        let previous = last?.hash ?? Self.beginning
        let at = clock.now().description
        let hash = Self.hash(
            sequence: sequence, at: at, actor: actor, action: action, subject: subject, detail: detail,
            previous: previous)
        try session.appendAuditRecord(
            AuditRecord(
                sequence: sequence, at: at, actor: actor, action: action, subject: subject, detail: detail,
                previous: previous, hash: hash))
    }

    /// The outcome of a proof.
    public enum Proof: Sendable, Hashable {
        case holds(records: Int64)
        /// The first record that is not what was once written, and why.
        case broken(sequence: Int64, reason: String)
    }

    /// Recomputes the whole chain.
    public static func verify(_ database: Database) throws -> Proof {
        var previous = beginning
        var expected: Int64 = 1
        var broken: Proof?
        try database.read { session in
            try session.forEachAuditRecord { record in
                guard broken == nil else { return }
                if record.sequence != expected {
                    broken = .broken(sequence: record.sequence, reason: "record \(expected) is missing before it")
                } else if record.previous != previous {
                    broken = .broken(sequence: record.sequence, reason: "it does not hold the hash of the one before")
                } else if hash(of: record) != record.hash {
                    broken = .broken(sequence: record.sequence, reason: "its content does not have the hash it holds")
                }
                previous = record.hash
                expected += 1
            }
        }
        return broken ?? .holds(records: expected - 1)
    }

    static let beginning = String(repeating: "0", count: 64)

    private static func hash(of record: AuditRecord) -> String {
        hash(
            sequence: record.sequence, at: record.at, actor: record.actor, action: record.action,
            subject: record.subject, detail: record.detail, previous: record.previous)
    }

    /// Each field goes in with its length, so that no two records have the same bytes.
    private static func hash(
        sequence: Int64, at: String, actor: String, action: String, subject: String, detail: String, previous: String
    ) -> String {
        var digest = SHA256()
        for field in [String(sequence), at, actor, action, subject, detail, previous] {
            let bytes = Array(field.utf8)
            digest.update(data: Array("\(bytes.count):".utf8))
            digest.update(data: bytes)
        }
        return hexadecimal(digest.finalize())
    }
}

/// Lower-case hexadecimal digits.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes {
        for nibble in [byte >> 4, byte & 0x0F] { text.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble) }
    }
    return String(decoding: text, as: UTF8.self)
}
