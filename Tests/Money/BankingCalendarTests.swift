import Testing

@testable import Money

@Suite struct BankingCalendarTests {
    let calendar = BankingCalendar.federalReserve

    /// The Federal Reserve's published schedules: weekdays on which its services are closed.
    @Test(arguments: [
        (2026, ["01-01", "01-19", "02-16", "05-25", "06-19", "09-07", "10-12", "11-11", "11-26", "12-25"]),
        (2027, ["01-01", "01-18", "02-15", "05-31", "07-05", "09-06", "10-11", "11-11", "11-25"]),
        (2028, ["01-17", "02-21", "05-29", "06-19", "07-04", "09-04", "10-09", "11-23", "12-25"]),
    ])
    func closedWeekdaysAreTheFedsHolidays(year: Int, expected: [String]) throws {
        var closed: [String] = []
        var day = try #require(CalendarDate(year: year, month: 1, day: 1))
        while day.components.year == year {
            if day.weekday <= 5 && !calendar.isBankingDay(day) { closed.append(String(day.description.dropFirst(5))) }
            day = day.advanced(byDays: 1)
        }
        #expect(closed == expected)
    }

    @Test func bankingDaysSkipHolidaysAndWeekends() throws {
        let friday = try #require(CalendarDate(iso: "2026-01-16"))
        #expect(calendar.advance(friday, byBankingDays: 1).description == "2026-01-20")
        #expect(calendar.advance(friday, byBankingDays: -1).description == "2026-01-15")
        #expect(calendar.bankingDays(from: friday, to: friday.advanced(byDays: 5)) == 2)
    }

    @Test func datesAreRealDays() {
        #expect(CalendarDate(year: 2026, month: 2, day: 31) == nil)
        #expect(CalendarDate(iso: "2024-02-29")?.advanced(byDays: 1).description == "2024-03-01")
        #expect(CalendarDate(iso: "1969-12-31")?.dayNumber == -1)
        #expect(CalendarDate(iso: "2026-3-02") == nil)
        #expect(CalendarDate(iso: "2026-11-21")?.weekday == 6)
    }
}
