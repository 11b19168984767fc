// How long things are kept, as `retention` in Config/gateway.yaml says. What it does not name is kept for ever.

/// Days for which each kind of thing is kept; nil: for ever.
public struct RetentionRules: Sendable, Hashable {
    /// Originals in `done/` and `rejected/`.
    public var done: Int?
    public var rejected: Int?
    /// Sealed copies of what came and of what went out.
    public var spool: Int?
    /// Copies in `outbox/PARTNER/sent/`.
    public var sent: Int?
    /// Findings of files that are done with.
    public var findings: Int?
    /// Bodies of messages by AS2, both ways; their receipts, headers and digests stay.
    public var messages: Int?

    public init() {}

    static func read(_ section: Section) -> RetentionRules {
        section.allow("done", "rejected", "spool", "sent", "findings", "messages")
        func days(_ key: String) -> Int? {
            guard let text = section.text(key) else { return nil }
            if text == "keep" { return nil }
            if text.hasSuffix("d"), let days = Int(text.dropLast()), (1...36_500).contains(days) { return days }
            section.complain("`\(key)` takes a number of days like 400d, or keep, not `\(text)`", at: key)
            return nil
        }
        var rules = RetentionRules()
        rules.done = days("done")
        rules.rejected = days("rejected")
        rules.spool = days("spool")
        rules.sent = days("sent")
        rules.findings = days("findings")
        rules.messages = days("messages")
        return rules
    }
}

/// Amounts of bytes as people write them.
enum ByteCount {
    /// `500MB`, `1GB`, `2TB`; nil for anything else. Units count by the thousand.
    static func of(_ text: String) -> Int64? {
        for (unit, factor) in [
            ("kB", Int64(1000)), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ]
        where text.hasSuffix(unit) {
            let digits = text.dropLast(2).trimmingBlanks
            guard let number = Int64(digits), number >= 0 else { return nil }
            let (bytes, isTooMuch) = number.multipliedReportingOverflow(by: factor)
            return isTooMuch ? nil : bytes
        }
        return text == "0" ? 0 : nil
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
