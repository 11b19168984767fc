// One line of a bank statement, with the keys that were found in its references and texts.

public import Money

/// One booked entry of a statement, or one detail of a batch-booked entry that has a bank reference of its own.
public struct BankLine: Sendable, Hashable {
    public let evidence: Evidence
    /// The bank's reference of the line (AcctSvcrRef), or one made from statement and position where the bank gives none.
    public let reference: String
    /// Key of the account the line is on.
    public let account: LookupKey
    /// Signed: credits to us positive, debits negative.
    public let amount: Money
    public let bookedOn: CalendarDate
    public let isReversal: Bool
    /// BAI2 code where the bank gives one (`142`), else empty.
    public let bankCode: String
    /// What the line is by its code or text; nil where neither tells.
    public let category: BankLineCategory?
    /// TRN02 of a reassociation segment found in the texts, normalised as `NormalisedReference`; nil without one.
    public let traceKey: String?
    /// TRN03 beside it; nil when absent or cut.
    public let tracePayerID: String?
    /// The 15-digit ACH trace number.
    public let achTrace: String?
    /// The ACH batch that an entry without details stands for: its 7-digit batch number.
    public let achBatchNumber: String?
    /// Check number without leading zeros.
    public let checkNumber: String?
    /// Keys of references found in the texts (invoice, rent, deposit slip ...), normalised.
    public let references: [LookupKey]
    /// Key of the counterparty's name, normalised; nil when the statement gives none.
    public let partyNameKey: LookupKey?

    public init(
        evidence: Evidence, reference: String, account: LookupKey, amount: Money, bookedOn: CalendarDate,
        isReversal: Bool, bankCode: String, category: BankLineCategory?, traceKey: String?, tracePayerID: String?,
        achTrace: String?, achBatchNumber: String?, checkNumber: String?, references: [LookupKey],
        partyNameKey: LookupKey?
    ) {
        self.evidence = evidence
        self.reference = reference
        self.account = account
        self.amount = amount
        self.bookedOn = bookedOn
        self.isReversal = isReversal
        self.bankCode = bankCode
        self.category = category
        self.traceKey = traceKey
        self.tracePayerID = tracePayerID
        self.achTrace = achTrace
        self.achBatchNumber = achBatchNumber
        self.checkNumber = checkNumber
        self.references = references
        self.partyNameKey = partyNameKey
    }
}

/// Lines that need no partner because their kind says it all.
public enum BankLineCategory: String, Sendable, Hashable, CaseIterable {
    case bankFee = "bank-fee"
    case interest
    case lockbox
    case merchantCard = "merchant-card"
    case zeroBalanceTransfer = "zba-transfer"
}

/// A statement that was posted: the business date and the bank proof come from these.
public struct StatementFact: Sendable, Hashable {
    public let evidence: Evidence
    public let account: LookupKey
    /// The account with all but its last four characters hidden, for people.
    public let accountMask: String
    public let bookedThrough: CalendarDate
    /// Electronic sequence number where the bank gives one.
    public let sequence: Int64?
    public let opening: Money
    public let closing: Money

    public init(
        evidence: Evidence, account: LookupKey, accountMask: String, bookedThrough: CalendarDate, sequence: Int64?,
        opening: Money, closing: Money
    ) {
        self.evidence = evidence
        self.account = account
        self.accountMask = accountMask
        self.bookedThrough = bookedThrough
        self.sequence = sequence
        self.opening = opening
        self.closing = closing
    }
}
