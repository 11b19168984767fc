// Until when an entry may come back, and until when that may be answered. Pure.
// Source: nacha.md, section 8 (time frames of returns, dishonors and contests) and section 9 (changes).

public import Facts
public import Money

public enum ReturnDeadlines {
    private static let calendar = BankingCalendar.federalReserve
    private static let dishonorDays = 5
    private static let contestDays = 2
    private static let changeDays = 6
    /// Calendar days from the settlement of the original within which it may be tried again.
    private static let retryDays = 180

    /// The last day on which a return may settle; nil where dates do not tell.
    static func lastDay(ofReturn term: ReturnTerm, settledOn day: CalendarDate) -> CalendarDate? {
        switch term.timeFrame {
        case .bankingDays(let days): calendar.advance(settlement(day), byBankingDays: days)
        // "By opening of business of the banking day after the sixtieth calendar day."
        case .sixtyDays: calendar.bankingDay(onOrAfter: settlement(day).advanced(byDays: 61))
        case .untold: nil
        }
    }

    static func words(_ term: ReturnTerm) -> String {
        switch term.timeFrame {
        case .bankingDays(let days): "\(days) banking days"
        case .sixtyDays: "the banking day behind the sixtieth calendar day"
        case .untold: "as the banks agreed"
        }
    }

    static func lastDay(ofDishonoring item: ACHItem) -> CalendarDate {
        calendar.advance(item.effectiveOn, byBankingDays: dishonorDays)
    }

    static func lastDay(ofContesting dishonor: ACHItem) -> CalendarDate {
        calendar.advance(dishonor.effectiveOn, byBankingDays: contestDays)
    }

    /// Six banking days after it came; the next entry, where that is later.
    public static func lastDay(ofApplying change: ACHItem) -> CalendarDate {
        calendar.advance(change.effectiveOn, byBankingDays: changeDays)
    }

    static func lastDay(ofRetrying original: OriginatedEntry) -> CalendarDate {
        settlement(original.effectiveOn).advanced(byDays: retryDays)
    }

    /// An entry for a day on which nothing settles settles on the next.
    private static func settlement(_ day: CalendarDate) -> CalendarDate { calendar.bankingDay(onOrAfter: day) }
}
