// How long a fact may wait for its partner, counted in banking days of the evidence, never of a clock.
// Relies on the Federal Reserve's calendar: between two banking days no money moves, so none is waited for.

public import Facts
public import Money

/// Windows of waiting, in banking days unless said otherwise.
public struct MatchingWindows: Sendable, Hashable {
    /// Between an electronic payment and its remittance, either way: CAQH CORE 370 asks for three business days.
    public var fundsDays: Int
    /// For a check to reach the lockbox.
    public var checkDays: Int
    /// For what a plain transfer pays to become known: what is paid by transfer was invoiced before.
    public var transferDays: Int
    /// For a cashier's log that came later than the deposit; logs are closed before the cash goes to the bank.
    public var depositDays: Int
    /// How far two days may lie apart, in calendar days, where amounts and not keys tie facts: three banking days are at most
    /// five calendar days where the next one is no holiday.
    public var nearDays: Int

    public init(
        fundsDays: Int = 3, checkDays: Int = 4, transferDays: Int = 2, depositDays: Int = 2, nearDays: Int = 5
    ) {
        self.fundsDays = max(0, fundsDays)
        self.checkDays = max(0, checkDays)
        self.transferDays = max(0, transferDays)
        self.depositDays = max(0, depositDays)
        self.nearDays = max(0, nearDays)
    }

    public static let standard = MatchingWindows()

    /// More calendar days than any window has: ten banking days never take longer than this.
    public var longest: Int { max(fundsDays, checkDays, transferDays, depositDays) * 2 + 7 }

    /// The business date with which the window of a line has closed. Money that nobody announced and that leaves the account
    /// waits for nothing: an unexpected debit is told on its day, because a corporate return has one banking day.
    public func closing(of line: BankLine) -> CalendarDate {
        if line.amount.minorUnits < 0 { return line.bookedOn }
        return after(line.bookedOn, line.mayBeRemitted ? fundsDays : transferDays)
    }

    /// The business date from which no further log of a deposit is awaited.
    func closing(ofDeposit line: BankLine) -> CalendarDate { after(line.bookedOn, depositDays) }

    /// The business date with which the window of a remittance has closed.
    public func closing(of remittance: Remittance) -> CalendarDate {
        after(remittance.effectiveOn, remittance.method == .check ? max(checkDays, fundsDays) : fundsDays)
    }

    private func after(_ day: CalendarDate, _ count: Int) -> CalendarDate {
        BankingCalendar.federalReserve.advance(day, byBankingDays: count)
    }

    /// Whether a line's day lies near enough to a day that a remittance or an ACH entry names.
    func isNear(_ day: CalendarDate, _ other: CalendarDate) -> Bool { abs(day.days(to: other)) <= nearDays }
}

extension BankLine {
    /// BAI2 code of an electronic funds transfer received.
    private static let electronicCode = "142"

    /// Whether the line is an electronic payment, which a remittance explains.
    var isElectronic: Bool {
        bankCode == Self.electronicCode || traceKey != nil || achTrace != nil || achBatchNumber != nil
    }

    /// Whether a remittance may explain the line: an electronic payment, a check, or what the bank gives no code for.
    var mayBeRemitted: Bool { isElectronic || checkNumber != nil || bankCode.isEmpty }
}
