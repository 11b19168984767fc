// A moment of the clock as the gateway writes it down: UTC, milliseconds.
// Relies on CalendarDate for the calendar; who asks the system is SystemClock alone.

public import Money

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
public struct Instant: Sendable, Hashable, Comparable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// `2026-03-02T05:30:00.000Z`, as `description` writes it; nil for anything else.
    public init?(iso text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "."), bytes[23] == UInt8(ascii: "Z"),
            let date = CalendarDate(iso: String(text.prefix(10)))
        else { return nil }
        func number(_ start: Int, _ end: Int, below limit: Int64) -> Int64? {
            guard bytes[start..<end].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return Int64(String(decoding: bytes[start..<end], as: UTF8.self)).flatMap { $0 < limit ? $0 : nil }
        }
        guard let hours = number(11, 13, below: 24), let minutes = number(14, 16, below: 60),
            let seconds = number(17, 19, below: 60), let rest = number(20, 23, below: 1000)
        else { return nil }
        milliseconds =
            Int64(date.dayNumber) * 86_400_000 + hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + rest
    }

    public var seconds: Int64 { milliseconds / 1000 }

    public var date: CalendarDate {
        CalendarDate(dayNumber: Int32(clamping: (milliseconds - Self.remainder(milliseconds)) / 86_400_000))
    }

    public func advanced(bySeconds seconds: Int64) -> Instant {
        Instant(milliseconds: milliseconds &+ seconds &* 1000)
    }

    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    private static func remainder(_ milliseconds: Int64) -> Int64 {
        let rest = milliseconds % 86_400_000
        return rest < 0 ? rest + 86_400_000 : rest
    }
}

extension Instant: CustomStringConvertible {
    /// `2026-03-02T05:30:00.000Z` (ISO 8601).
    public var description: String {
        let rest = Self.remainder(milliseconds)
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let hours = padded(rest / 3_600_000, 2)
        let minutes = padded(rest / 60_000 % 60, 2)
        let seconds = padded(rest / 1000 % 60, 2)
        return "\(date)T\(hours):\(minutes):\(seconds).\(padded(rest % 1000, 3))Z"
    }
}

/// Where the gateway learns what time it is. The wall clock dates what is written down; the steady one measures waiting.
public protocol Clock: Sendable {
    func now() -> Instant
    /// Milliseconds that never go back.
    func steadyMilliseconds() -> Int64
    /// Milliseconds of processor time that this process has used: what a step costs, however busy the machine is.
    func processorMilliseconds() -> Int64
}

extension Clock {
    public func processorMilliseconds() -> Int64 { 0 }
}
