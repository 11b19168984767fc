// What a statement says of itself before its entries: identity, account, period, balances.
// Relies on Money.

public import Money

/// Which balance it is (ISO 20022 external code set, balance type).
public enum BalanceKind: String, Sendable, Hashable {
    case openingBooked = "OPBD"
    case previouslyClosedBooked = "PRCD"
    case closingBooked = "CLBD"
    case interimBooked = "ITBD"
    case interimAvailable = "ITAV"
    case openingAvailable = "OPAV"
    case closingAvailable = "CLAV"
    case forwardAvailable = "FWAV"
    case expected = "XPCD"
    case information = "INFO"
    /// A code of the bank's own.
    case other = ""
}

/// One balance.
public struct StatementBalance: Sendable, Hashable {
    public internal(set) var kind = BalanceKind.other
    /// SubTp INTM: carried from page to page.
    public internal(set) var isIntermediate = false
    /// Signed: what is ours positive, an overdraft negative. Nil when it cannot be read, which is reported.
    public internal(set) var amount: Money?
    public internal(set) var date: CalendarDate?
}

/// What stands before the entries of one statement, report or notification.
public struct StatementHeader: Sendable, Hashable {
    public internal(set) var kind = MessageKind.statement
    /// GrpHdr/MsgId.
    public internal(set) var messageID = ""
    /// Place in the message, from 0.
    public internal(set) var ordinal = 0
    /// Stmt/Id.
    public internal(set) var id = ""
    /// The account number as written, blanks at the ends cut: IBAN or Othr/Id; empty when none is given.
    public internal(set) var account = ""
    /// Acct/Ccy, else the currency of the first balance.
    public internal(set) var currency: Currency?
    /// Acct/Ccy alone.
    var declaredCurrency: Currency?
    public internal(set) var electronicSequence: Int64?
    public internal(set) var legalSequence: Int64?
    /// FrToDt, the days as written.
    public internal(set) var periodFrom: CalendarDate?
    public internal(set) var periodTo: CalendarDate?
    /// CpyDplctInd: COPY, CODU or DUPL; nil for an original.
    public internal(set) var copyDuplicate: String?
    /// Page of the statement, or of the message where only that is given.
    public internal(set) var page: Int?
    public internal(set) var isLastPage = true
    public internal(set) var balances: [StatementBalance] = []

    /// OPBD, else PRCD (closing of the period before); a carried-over one only where there is no other.
    public var opening: StatementBalance? {
        first(.openingBooked) ?? first(.previouslyClosedBooked)
    }

    /// CLBD; one that is carried on to the next page only where there is no other.
    public var closing: StatementBalance? { first(.closingBooked) }

    private func first(_ kind: BalanceKind) -> StatementBalance? {
        balances.first { $0.kind == kind && !$0.isIntermediate } ?? balances.first { $0.kind == kind }
    }
}

/// Account numbers as people may see them.
public enum AccountMask {
    /// All but the last four characters hidden: `•••1234`.
    public static func text(_ account: String) -> String { "•••" + account.suffix(4) }
}
