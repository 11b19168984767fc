// Date and time as ISO 20022 writes them, with or without zone.
// Relies on Money and FieldText. No clock is asked here.

public import Money

/// A moment as written: a day, a time of day, perhaps a zone. Two moments are equal if they are written alike.
public struct MessageTime: Hashable, Sendable {
    public var date: CalendarDate
    /// Milliseconds of the day: 0 to 86,399,999.
    public var millisecond: Int
    /// Minutes east of UTC; 0 is written `Z`; nil is local time.
    public var zoneMinutes: Int?

    /// The moment, unless the time is none of the day or the zone is beyond 14 hours.
    public init?(
        _ date: CalendarDate, hour: Int, minute: Int, second: Int = 0, millisecond: Int = 0, zoneMinutes: Int? = nil
    ) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (0...999).contains(millisecond), (-840...840).contains(zoneMinutes ?? 0)
        else { return nil }
        self.date = date
        self.millisecond = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
        self.zoneMinutes = zoneMinutes
    }

    /// The first moment of a day, in local time.
    public init(startOf date: CalendarDate) {
        self.date = date
        millisecond = 0
    }

    /// `2026-03-05T10:00:00`, with fraction and zone or without; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, let date = FieldText.day(bytes.span.bytes),
            FieldText.form(afterDay: bytes.span.bytes) != .wrong
        else { return nil }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 &- 0x30) } }
        var index = 19
        var fraction = 0
        if index < bytes.count, bytes[index] == 0x2E || bytes[index] == 0x3A {
            index += 1
            var scale = 100
            while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
                fraction += Int(bytes[index] - 0x30) * scale
                scale /= 10
                index += 1
            }
        }
        var zone: Int?
        if index < bytes.count {
            zone = 0
            if bytes.count - index == 6 {
                zone = number(index + 1..<index + 3) * 60 + number(index + 4..<index + 6)
                if bytes[index] == 0x2D { zone = zone.map { -$0 } }
            }
        }
        self.init(
            date, hour: number(11..<13), minute: number(14..<16), second: number(17..<19), millisecond: fraction,
            zoneMinutes: zone)
    }
}

extension MessageTime: CustomStringConvertible {
    /// `2026-03-05T10:00:00.250Z` (ISO 8601 extended); the fraction only where there is one.
    public var description: String {
        let seconds = millisecond / 1000
        var text = "\(date)T\(pair(seconds / 3600)):\(pair(seconds / 60 % 60)):\(pair(seconds % 60))"
        let fraction = millisecond % 1000
        if fraction > 0 { text += fraction < 100 ? ".0\(pair(fraction))" : ".\(fraction)" }
        guard let zoneMinutes else { return text }
        if zoneMinutes == 0 { return text + "Z" }
        let size = abs(zoneMinutes)
        return text + (zoneMinutes < 0 ? "-" : "+") + "\(pair(size / 60)):\(pair(size % 60))"
    }

    private func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
