// How far a key reaches in time: payers and banks begin their counts anew.

import Facts
import Money

/// Trace and check numbers are unique for a while only. Half a year is what a bank must honour a check for (UCC 4-404), and
/// less than the year after which counters begin anew.
enum KeyReach {
    static let days = 180
    /// How far a number may reach that nothing but itself supports: neither payer nor amount.
    static let numberDays = 30

    /// Whether two days lie near enough for the same number to be the same payment.
    static func covers(_ day: CalendarDate, _ other: CalendarDate) -> Bool { abs(day.days(to: other)) <= days }
}
