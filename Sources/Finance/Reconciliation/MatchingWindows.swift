// How long a fact may wait for its partner, counted in calendar days of the evidence, never of a clock.

public import Facts
public import Money

/// Windows of waiting, in calendar days.
public struct MatchingWindows: Sendable, Hashable {
    /// Between a bank line and a remittance, either way. CAQH CORE 370 asks for three business days; weekends and a
    /// holiday make that five calendar days.
    public var fundsDays: Int
    /// For a check to reach the lockbox: four banking days, which with a weekend and a holiday are seven.
    public var checkDays: Int
    /// For a cashier's log that came later than the deposit; logs are closed before the cash goes to the bank.
    public var depositDays: Int

    public init(fundsDays: Int = 5, checkDays: Int = 7, depositDays: Int = 2) {
        self.fundsDays = max(0, fundsDays)
        self.checkDays = max(0, checkDays)
        self.depositDays = max(0, depositDays)
    }

    public static let standard = MatchingWindows()

    /// The business date with which the window of a line has closed.
    public func closing(of line: BankLine) -> CalendarDate { line.bookedOn.advanced(byDays: fundsDays) }

    /// The business date from which no further log of a deposit is awaited.
    func closing(ofDeposit line: BankLine) -> CalendarDate { line.bookedOn.advanced(byDays: depositDays) }

    /// The business date with which the window of a remittance has closed.
    public func closing(of remittance: Remittance) -> CalendarDate {
        remittance.effectiveOn.advanced(byDays: remittance.method == .check ? max(checkDays, fundsDays) : fundsDays)
    }

    /// Whether a line's day lies near enough to a day that a remittance or an ACH entry names.
    func isNear(_ day: CalendarDate, _ other: CalendarDate) -> Bool { abs(day.days(to: other)) <= fundsDays }
}
