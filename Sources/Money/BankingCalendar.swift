// Banking days: when the Federal Reserve's services settle.
// Relies on CalendarDate only; the rules are computed, so the calendar has no last year.

/// Which days are banking days. The Federal Reserve closes on Saturdays, Sundays and its eleven holidays; a holiday on a
/// Sunday closes the Monday, one on a Saturday closes no other day (Federal Reserve Financial Services, holiday schedule).
public struct BankingCalendar: Sendable {
    public static let federalReserve = BankingCalendar()

    public func isBankingDay(_ date: CalendarDate) -> Bool {
        date.weekday <= 5 && !isHoliday(date)
    }

    /// The day itself when it is a banking day, else the next one.
    public func bankingDay(onOrAfter date: CalendarDate) -> CalendarDate {
        var day = date
        while !isBankingDay(day) { day = day.advanced(byDays: 1) }
        return day
    }

    /// The day that lies `count` banking days after (or, negative, before) the given one, which itself does not count.
    public func advance(_ date: CalendarDate, byBankingDays count: Int) -> CalendarDate {
        var day = date
        var left = abs(count)
        while left > 0 {
            day = day.advanced(byDays: count < 0 ? -1 : 1)
            if isBankingDay(day) { left -= 1 }
        }
        return day
    }

    /// Banking days after `start` up to and including `end`; 0 when `end` is not later.
    public func bankingDays(from start: CalendarDate, to end: CalendarDate) -> Int {
        guard start < end else { return 0 }
        var count = 0
        var day = start
        while day < end {
            day = day.advanced(byDays: 1)
            if isBankingDay(day) { count += 1 }
        }
        return count
    }

    func isHoliday(_ date: CalendarDate) -> Bool {
        if isHolidayByName(date) { return true }
        return date.weekday == 1 && isFixedHoliday(date.advanced(byDays: -1))
    }

    private func isHolidayByName(_ date: CalendarDate) -> Bool {
        if isFixedHoliday(date) { return true }
        let (_, month, day) = date.components
        let ordinal = (day - 1) / 7 + 1
        let isLastOfMonth = date.advanced(byDays: 7).components.month != month
        switch (month, date.weekday) {
        case (1, 1), (2, 1): return ordinal == 3
        case (5, 1): return isLastOfMonth
        case (9, 1): return ordinal == 1
        case (10, 1): return ordinal == 2
        case (11, 4): return ordinal == 4
        default: return false
        }
    }

    private func isFixedHoliday(_ date: CalendarDate) -> Bool {
        let (year, month, day) = date.components
        switch (month, day) {
        case (1, 1), (7, 4), (11, 11), (12, 25): return true
        case (6, 19): return year >= 2022
        default: return false
        }
    }
}
