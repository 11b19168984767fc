// Whether a forward entry may settle on the day it is processed, and why not: a pure function of the entry, the day and the
// time. Nacha Operating Rules, same-day ACH (limit by entry, classes left out, effective entry date).
// Relies on the banking calendar and on the schedule passed in.

public import Money

/// What becomes of one forward entry that reaches the operator on a day at a time.
public struct SameDayEligibility: Sendable, Hashable {
    /// Why an entry does not settle on the same day.
    public enum Obstacle: Sendable, Hashable {
        /// IAT and ENR entries never do; ADV entries move no money.
        case entryClass(String)
        /// The amount is above the limit of the day, in cents. Only this entry goes to the next day.
        case amountAboveLimit(Int64)
        /// Same-day debits came later than same-day credits.
        case debitsNotYetAllowed
        /// The effective entry date asks for a later day.
        case laterEffectiveDate(CalendarDate)
        /// The day of processing is no banking day.
        case closedDay
        /// The last window of the day has passed.
        case afterLastWindow
        /// There was no same-day settlement on that day.
        case notYetOffered
    }

    /// Nil where the entry settles on the same day.
    public let obstacle: Obstacle?
    /// The effective entry date is missing, stale or no banking day, so the operator settles at the next opportunity.
    public let isByDefault: Bool
    public let settlementDate: CalendarDate
    public let settlementTime: EasternTime

    public var isEligible: Bool { obstacle == nil }

    /// What counts of an entry.
    public struct Entry: Sendable, Hashable {
        public let secCode: String
        public let transactionCode: Int
        /// Cents.
        public let amount: Int64
        /// Nil where the batch header holds no readable day.
        public let effectiveDate: CalendarDate?

        public init(secCode: String, transactionCode: Int, amount: Int64, effectiveDate: CalendarDate?) {
            self.secCode = secCode
            self.transactionCode = transactionCode
            self.amount = amount
            self.effectiveDate = effectiveDate
        }

        public init(_ entry: NACHAEntry, in header: NACHABatchHeader) {
            self.init(
                secCode: header.isInternational ? "IAT" : header.secCode, transactionCode: Int(entry.transactionCode),
                amount: entry.amount, effectiveDate: header.effectiveDate)
        }
    }

    /// Judges an entry that reaches the operator on a day at a time.
    public init(
        _ entry: Entry, processedOn day: CalendarDate, at time: EasternTime, schedule: SameDaySchedule = .fedACH,
        calendar: BankingCalendar = .federalReserve
    ) {
        let asked = entry.effectiveDate
        isByDefault = asked.map { $0 < day || !calendar.isBankingDay($0) } ?? true
        let window = schedule.window(at: time)
        obstacle = SameDayEligibility.obstacle(entry, day, window, calendar)
        if obstacle == nil, let window {
            settlementDate = day
            settlementTime = window.settlement
            return
        }
        // The next banking day at the earliest; the effective entry date where it asks for a later one.
        let next = calendar.advance(day, byBankingDays: 1)
        settlementDate = calendar.bankingDay(onOrAfter: max(next, asked ?? next))
        settlementTime = schedule.otherSettlement
    }

    private static func obstacle(
        _ entry: Entry, _ day: CalendarDate, _ window: SameDayWindow?, _ calendar: BankingCalendar
    ) -> Obstacle? {
        if ["IAT", "ENR", "ADV"].contains(entry.secCode) { return .entryClass(entry.secCode) }
        if !calendar.isBankingDay(day) { return .closedDay }
        guard let rule = limits.last(where: { $0.since <= day }) else { return .notYetOffered }
        if TransactionCodes.isDebit(entry.transactionCode) && !rule.takesDebits { return .debitsNotYetAllowed }
        if entry.amount > rule.cents { return .amountAboveLimit(rule.cents) }
        if let asked = entry.effectiveDate, asked > day { return .laterEffectiveDate(asked) }
        return window == nil ? .afterLastWindow : nil
    }

    /// The limit for one entry from a day on.
    private struct Limit {
        let since: CalendarDate
        let cents: Int64
        let takesDebits: Bool
    }

    private static let limits: [Limit] = [
        ("2016-09-23", 2_500_000, false), ("2017-09-15", 2_500_000, true), ("2020-03-20", 10_000_000, true),
        ("2022-03-18", 100_000_000, true),
    ].compactMap { day, cents, takesDebits in
        CalendarDate(iso: day).map { Limit(since: $0, cents: cents, takesDebits: takesDebits) }
    }
}

extension NACHABatchHeader {
    /// The optional same-day mark `SDhhmm` in the company descriptive date; nil where there is none.
    public var sameDayMark: EasternTime? {
        let bytes = Array(descriptiveDate.utf8)
        guard bytes.count == 6, bytes[0] == 0x53, bytes[1] == 0x44,
            bytes[2...].allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        func pair(_ index: Int) -> Int { Int(bytes[index] - 0x30) * 10 + Int(bytes[index + 1] - 0x30) }
        return EasternTime(hour: pair(2), minute: pair(4))
    }
}
