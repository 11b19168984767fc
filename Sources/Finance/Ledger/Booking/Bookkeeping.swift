// Journal entries from facts and matches. Each entry depends on one fact or one match only, so the same facts give
// the same entries in whatever order they came.
// Relies on ChartOfAccounts for every account; knows none itself.

public import Facts
public import Money

/// Why an entry could not be made.
public enum BookkeepingError: Error, Sendable, Hashable {
    /// The chart has no account of this code.
    case unknownAccount(String)
    /// 64 bits of minor units do not hold an amount of the entry, or its currencies differ.
    case amountOutOfRange(entry: String)
    /// The match is of a kind that this event does not book.
    case wrongKind(MatchKind)
}

/// Turns facts and matches into balanced journal entries. Nil means that there is nothing to book.
public struct Bookkeeping: Sendable {
    let chart: ChartOfAccounts
    let cashAccounts: [LookupKey: String]
    let bankDimensions: [LookupKey: PartialDimensions]
    /// What belongs to a closed day is booked on the first open one.
    public var periods = ClosedPeriods.none

    /// - Parameters:
    ///   - cashAccounts: key of a bank account to the code of its cash account, where it is not the chart's default.
    ///   - bankDimensions: key of a bank account to what the chart says of its dimensions.
    public init(
        chart: ChartOfAccounts, cashAccounts: [LookupKey: String] = [:],
        bankDimensions: [LookupKey: PartialDimensions] = [:]
    ) throws(BookkeepingError) {
        for (_, code) in cashAccounts.sorted(by: { $0.key < $1.key }) where chart.account(code) == nil {
            throw .unknownAccount(code)
        }
        self.chart = chart
        self.cashAccounts = cashAccounts
        self.bankDimensions = bankDimensions
    }

    /// With the chart's own bank accounts.
    ///
    /// - Parameter key: of a bank account as the configuration writes it.
    public init(chart: ChartOfAccounts, key: (String) -> LookupKey) throws(BookkeepingError) {
        var cash: [LookupKey: String] = [:]
        for (account, code) in chart.cashByBankAccount { cash[key(account)] = code }
        var dimensions: [LookupKey: PartialDimensions] = [:]
        for (account, given) in chart.dimensions.byBankAccount { dimensions[key(account)] = given }
        try self.init(chart: chart, cashAccounts: cash, bankDimensions: dimensions)
    }

    /// Any event by its amounts: a payment that was sent or came back, a write-off, a small difference. Nil where all
    /// amounts are zero.
    ///
    /// - Parameters:
    ///   - id: of the entry; deterministic, so that the same event is recognised when it comes again.
    ///   - bankAccount: where the event is a line of one.
    public func entry(
        _ event: BookkeepingEvent, id: String, on date: CalendarDate, amounts: [(role: AmountRole, amount: Money)],
        description: String, matchID: String = "", arrival: ArrivalID, bankAccount: LookupKey? = nil
    ) throws(BookkeepingError) -> JournalEntry? {
        var draft = EntryDraft(
            self, event, id: id, on: date, arrival: arrival, matchID: matchID, bankAccount: bankAccount)
        for (role, amount) in amounts { draft.post(role, amount) }
        return try draft.entry(description)
    }

    /// The opening balance of an account's first statement: cash against the opening equity. Once per account; that
    /// this is its first statement is the caller's to know.
    public func openingBalance(_ statement: StatementFact) throws(BookkeepingError) -> JournalEntry? {
        var draft = EntryDraft(
            self, .openingBalance, id: "S\(statement.evidence)", on: statement.bookedThrough,
            arrival: statement.evidence.arrival, bankAccount: statement.account)
        draft.post(.amount, statement.opening)
        return try draft.entry("Opening balance of the account \(statement.accountMask)")
    }

    /// A booked bank line: cash against the account of its category, else against the unapplied money.
    public func bankLine(_ line: BankLine) throws(BookkeepingError) -> JournalEntry? {
        let event = line.ruleCategory.map(BookkeepingEvent.init(category:)) ?? .bankLine
        var draft = EntryDraft(
            self, event, id: "B\(line.evidence)", on: line.bookedOn, arrival: line.evidence.arrival,
            bankAccount: line.account)
        draft.post(.amount, line.amount)
        return try draft.entry("Bank line \(line.reference)")
    }

    /// A claim-payment or invoice-payment of a remittance's line: paid out of the unapplied money, reductions and the
    /// patient's share against the receivable. A denied line books nothing.
    /// - Parameter effectiveOn: the effective date of the remittance.
    public func payment(
        _ match: Match, line: RemittanceLine, kind: OpenItemKind, effectiveOn: CalendarDate
    ) throws(BookkeepingError) -> JournalEntry? {
        switch match.kind {
        case .claimPayment: try claimPayment(match, line, effectiveOn)
        case .invoicePayment: try orderPayment(match, line, kind, effectiveOn)
        default: throw .wrongKind(match.kind)
        }
    }

    /// An invoice-payment by plain transfer: the line's money against the receivable of the item's kind.
    public func transfer(
        _ match: Match, line: BankLine, kind: OpenItemKind
    ) throws(BookkeepingError) -> JournalEntry? {
        guard match.kind == .invoicePayment, let event = BookkeepingEvent(paying: kind) else {
            throw .wrongKind(match.kind)
        }
        var draft = EntryDraft(
            self, event, id: "M\(match.id)", on: line.bookedOn, arrival: line.evidence.arrival,
            matchID: match.id, bankAccount: line.account)
        draft.post(.paid, match.amount)
        return try draft.entry("Transfer \(line.reference) pays \(match.right.reference)")
    }

    /// A cashier's log that came with a deposit.
    public func cashierDeposit(_ match: Match, line: BankLine) throws(BookkeepingError) -> JournalEntry? {
        guard match.kind == .cashierDeposit else { throw .wrongKind(match.kind) }
        var draft = EntryDraft(
            self, .cashierDeposit, id: "M\(match.id)", on: line.bookedOn, arrival: line.evidence.arrival,
            matchID: match.id, bankAccount: line.account)
        draft.post(.paid, match.amount)
        return try draft.entry("Deposit \(line.reference) of the log \(match.left.reference)")
    }

    /// What a deposit has over (positive) or under its logs.
    public func cashDifference(_ amount: Money, line: BankLine) throws(BookkeepingError) -> JournalEntry? {
        var draft = EntryDraft(
            self, .cashDifference, id: "O\(line.evidence)", on: line.bookedOn, arrival: line.evidence.arrival,
            bankAccount: line.account)
        draft.post(.amount, amount)
        return try draft.entry("Deposit \(line.reference) over or short of its logs")
    }

    /// The adjustments of a remittance as a whole: PLB of an 835 by family of reason, ADX of an 820.
    public func adjustments(of remittance: Remittance) throws(BookkeepingError) -> JournalEntry? {
        let isClaims = remittance.kind == .claimPayment
        var draft = EntryDraft(
            self, isClaims ? .providerAdjustment : .paymentOrderAdjustment, id: "P\(remittance.evidence)",
            on: remittance.effectiveOn, arrival: remittance.evidence.arrival)
        for adjustment in remittance.adjustments {
            draft.post(isClaims ? Bookkeeping.family(adjustment.reason) : .amount, adjustment.amount)
        }
        return try draft.entry("Adjustments of the remittance \(remittance.trace)")
    }

    /// The entry that undoes another, for a match that was withdrawn: the same lines with the sides turned.
    public func mirror(of entry: JournalEntry, on date: CalendarDate) throws(BookkeepingError) -> JournalEntry {
        let lines = entry.lines.map {
            JournalLine(
                account: $0.account, side: $0.side == .debit ? .credit : .debit, amount: $0.amount,
                dimensions: $0.dimensions)
        }
        let id = "X\(entry.id)"
        guard
            let mirrored = JournalEntry(
                id: id, event: "\(entry.event)-withdrawn", effectiveOn: periods.bookingDay(for: date), lines: lines,
                description: "Withdrawn: \(entry.description)", matchID: entry.matchID, arrival: entry.arrival,
                originalOn: date)
        else { throw .amountOutOfRange(entry: id) }
        return mirrored
    }

    /// PLB03-1 to its family.
    static func family(_ reason: String) -> AmountRole {
        switch reason {
        case "WO": .recoupment
        case "FB": .forwardBalance
        case "72": .refund
        case "L6": .interest
        default: .otherAdjustment
        }
    }

    func cash(_ account: LookupKey) -> String { cashAccounts[account] ?? chart.defaultCash }
}
