// When the operator takes and settles files: wall times in Eastern Time, windows and their deadlines.
// FedACH processing schedule. Banks cut off earlier, so the windows are the caller's to change.

/// A time of day on the wall in Eastern Time, to the minute.
public struct EasternTime: Sendable, Hashable, Comparable {
    /// 0 to 1439.
    public let minutesSinceMidnight: Int

    /// Nil where there is no such time.
    public init?(hour: Int, minute: Int) {
        guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        minutesSinceMidnight = hour * 60 + minute
    }

    fileprivate init(_ minutes: Int) { minutesSinceMidnight = minutes }

    public static func < (left: EasternTime, right: EasternTime) -> Bool {
        left.minutesSinceMidnight < right.minutesSinceMidnight
    }
}

extension EasternTime: CustomStringConvertible {
    /// `16:45`.
    public var description: String {
        Digits.text(Int64(minutesSinceMidnight / 60), width: 2) + ":"
            + Digits.text(Int64(minutesSinceMidnight % 60), width: 2)
    }
}

/// One same-day window: what comes by the deadline settles at the settlement time of the same day.
public struct SameDayWindow: Sendable, Hashable {
    public let deadline: EasternTime
    public let settlement: EasternTime

    public init(deadline: EasternTime, settlement: EasternTime) {
        self.deadline = deadline
        self.settlement = settlement
    }
}

/// The windows of a day, in order, and when everything else settles on its own day.
public struct SameDaySchedule: Sendable, Hashable {
    public let windows: [SameDayWindow]
    public let otherSettlement: EasternTime

    public init(windows: [SameDayWindow], otherSettlement: EasternTime) {
        self.windows = windows.sorted { $0.deadline < $1.deadline }
        self.otherSettlement = otherSettlement
    }

    /// 10:30 settles 13:00, 14:45 settles 17:00, 16:45 settles 18:00; the rest 08:30.
    public static let fedACH = SameDaySchedule(
        windows: [
            SameDayWindow(deadline: EasternTime(10 * 60 + 30), settlement: EasternTime(13 * 60)),
            SameDayWindow(deadline: EasternTime(14 * 60 + 45), settlement: EasternTime(17 * 60)),
            SameDayWindow(deadline: EasternTime(16 * 60 + 45), settlement: EasternTime(18 * 60)),
        ], otherSettlement: EasternTime(8 * 60 + 30))

    /// The first window that a file at this time still reaches.
    public func window(at time: EasternTime) -> SameDayWindow? { windows.first { time <= $0.deadline } }
}
