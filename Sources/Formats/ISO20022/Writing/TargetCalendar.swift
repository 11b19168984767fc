// Days on which euro payments settle: the closing days of TARGET, the Eurosystem's settlement service.
// Relies on CalendarDate only; Easter is computed (Meeus, Jones, Butcher), so the calendar has no last year.

public import Money

/// Banking days of SEPA: every day but Saturdays, Sundays, New Year's Day, Good Friday, Easter Monday, 1 May, 25 and 26
/// December (TARGET's long-term calendar, in force since 2002).
public enum TargetCalendar {
    public static func isBankingDay(_ date: CalendarDate) -> Bool {
        if date.weekday > 5 { return false }
        let (year, month, day) = date.components
        switch (month, day) {
        case (1, 1), (5, 1), (12, 25), (12, 26): return false
        default: break
        }
        guard let easter = easterSunday(year) else { return true }
        let days = easter.days(to: date)
        return days != -2 && days != 1
    }

    /// The day itself when it is a banking day, else the next one.
    public static func bankingDay(onOrAfter date: CalendarDate) -> CalendarDate {
        var day = date
        while !isBankingDay(day) { day = day.advanced(byDays: 1) }
        return day
    }

    static func easterSunday(_ year: Int) -> CalendarDate? {
        let golden = year % 19
        let (century, rest) = year.quotientAndRemainder(dividingBy: 100)
        let lunar = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - lunar + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
        let correction = (golden + 11 * epact + 22 * weekday) / 451
        let sum = epact + weekday - 7 * correction + 114
        return CalendarDate(year: year, month: sum / 31, day: sum % 31 + 1)
    }
}
