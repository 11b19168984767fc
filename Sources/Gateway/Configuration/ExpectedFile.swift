// The calendar of a partner's file: which files are expected when, so that one that does not come is noticed.

import Foundation

/// A file that a partner sends every so often.
public struct ExpectedFile: Sendable, Hashable {
    public enum Days: String, Sendable, CaseIterable {
        case bankingDays = "banking-days"
        case weekdays
        case everyDay = "every-day"
    }

    /// As `inspect` names it.
    public var kind: String
    /// Minutes after midnight in `zone`.
    public var dueMinute: Int
    public var days: Days
    /// A name of the time zone database.
    public var zone: String
    /// Minutes that it may be late before anybody is told.
    public var graceMinutes: Int

    public init(kind: String, dueMinute: Int, days: Days, zone: String, graceMinutes: Int) {
        self.kind = kind
        self.dueMinute = dueMinute
        self.days = days
        self.zone = zone
        self.graceMinutes = graceMinutes
    }

    /// `07:30`.
    public var dueTime: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(dueMinute / 60)):\(two(dueMinute % 60))"
    }

    /// What tells it from the partner's other expected files.
    public var position: String { "\(kind) \(dueTime)" }

    static func read(_ section: Section, expects: Set<String>) -> ExpectedFile? {
        section.allow("kind", "by", "on", "zone", "grace")
        guard let kind = section.requiredText("kind"), let by = section.requiredText("by"),
            let zone = section.requiredText("zone")
        else { return nil }
        if !expects.contains(kind) { section.complain("`\(kind)` is not among what the partner may send", at: "kind") }
        if TimeZone(identifier: zone) == nil || !zone.contains("/") && zone != "UTC" {
            section.complain("`zone` takes a name like America/New_York, not `\(zone)`", at: "zone")
        }
        guard let minute = minute(by) else {
            section.complain("`by` takes a time of day like \"07:30\", in quotes, not `\(by)`", at: "by")
            return nil
        }
        var grace = 30
        if let text = section.text("grace") {
            if let milliseconds = PartnerReader.milliseconds(text), milliseconds <= 86_400_000 {
                grace = milliseconds / 60_000
            } else {
                section.complain("`grace` takes a duration like 30m, not `\(text)`", at: "grace")
            }
        }
        let days = section.has("on") ? section.choice("on", Days.self) : .bankingDays
        return ExpectedFile(
            kind: kind, dueMinute: minute, days: days ?? .bankingDays, zone: zone, graceMinutes: grace)
    }

    static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }
}
