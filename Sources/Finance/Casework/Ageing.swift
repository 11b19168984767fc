// How old an exception is, in banking days of the evidence's own time.

public import Facts
public import Money

/// Ages as of a business date: the latest day for which a statement was posted, never the clock's.
public struct Ageing: Sendable {
    public let businessDate: CalendarDate
    private let calendar = BankingCalendar.federalReserve

    public init(asOf businessDate: CalendarDate) { self.businessDate = businessDate }

    /// Banking days after `openedOn` up to the business date; 0 for what was opened later.
    public func days(since openedOn: CalendarDate) -> Int {
        calendar.bankingDays(from: openedOn, to: businessDate)
    }

    public func bucket(of openedOn: CalendarDate) -> AgeBucket { AgeBucket(days: days(since: openedOn)) }

    /// What was opened before this day is older than `count` banking days; on it or later, it is not.
    public func firstDayWithin(_ count: Int) -> CalendarDate {
        var day = calendar.advance(businessDate, byBankingDays: -max(0, count))
        // The days before it up to the banking day before have the same age.
        while days(since: day.advanced(byDays: -1)) <= count { day = day.advanced(byDays: -1) }
        return day
    }
}
