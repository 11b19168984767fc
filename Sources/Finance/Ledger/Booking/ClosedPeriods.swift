// Which days may still be booked on. What belongs to a closed day is booked on the first open one and keeps its own day
// beside it.

public import Money

/// The books are closed through a day; nothing is booked on it or before it any more.
public struct ClosedPeriods: Sendable, Hashable {
    /// Nil where every day is open.
    public let through: CalendarDate?

    public init(through: CalendarDate? = nil) { self.through = through }

    public static let none = ClosedPeriods()

    /// The day itself where it is open, else the first open day.
    public func bookingDay(for date: CalendarDate) -> CalendarDate {
        guard let through, date <= through else { return date }
        return through.advanced(byDays: 1)
    }
}
