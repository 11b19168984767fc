// What a department's own NACHA file orders: batches that a bank settles by its lines, and entries that may come back.

public import Money

/// How a bank books the settlement of what we ordered.
public enum SettlementForm: String, Sendable, Hashable, CaseIterable {
    /// One line for the credits of a batch, one for its debits.
    case grossBatch = "gross-batch"
    /// One line for a batch, its debits less its credits.
    case netBatch = "net-batch"
    /// One line for all credits of a file that settle on a day, one for its debits.
    case grossFile = "gross-file"
    /// One line for all of a file that settles on a day.
    case netFile = "net-file"

    public var isNet: Bool { self == .netBatch || self == .netFile }
    public var isByFile: Bool { self == .grossFile || self == .netFile }
}

/// One batch of a file that we originate.
public struct OriginatedBatch: Sendable, Hashable {
    public let evidence: Evidence
    /// `company/YYMMDDm/bbbbbbb`: company identification, the file's date and modifier, the batch's number.
    public let reference: String
    /// Key of `YYMMDDm`, as banks name the file.
    public let fileReference: LookupKey
    /// Key of `YYMMDDm-bbbbbbb`, as banks name the batch.
    public let batchReference: LookupKey
    /// Key of the company identification.
    public let companyReference: LookupKey
    public let effectiveOn: CalendarDate
    /// What the batch's credits take from our account; zero or negative.
    public let credits: Money
    /// What its debits bring; zero or positive.
    public let debits: Money
    /// The forms that its bank uses, the first one first.
    public let forms: [SettlementForm]

    public init(
        evidence: Evidence, reference: String, fileReference: LookupKey, batchReference: LookupKey,
        companyReference: LookupKey, effectiveOn: CalendarDate, credits: Money, debits: Money, forms: [SettlementForm]
    ) {
        self.evidence = evidence
        self.reference = reference
        self.fileReference = fileReference
        self.batchReference = batchReference
        self.companyReference = companyReference
        self.effectiveOn = effectiveOn
        self.credits = credits
        self.debits = debits
        self.forms = forms
    }
}

/// One entry of a file that we originate, as a return or a notification of change names it.
public struct OriginatedEntry: Sendable, Hashable {
    public let evidence: Evidence
    /// The 15-digit trace number.
    public let achTrace: String
    /// Without regard to direction.
    public let amount: Money
    public let effectiveOn: CalendarDate
    /// Three letters; empty where it is not known any more.
    public let secCode: String
    /// Whether it calls money in.
    public let isDebit: Bool
    /// The day of the bank's line that settled its batch; nil before that is known.
    public let settledOn: CalendarDate?
    /// Key of the receiver's bank and account; nil where it is not known any more.
    public let receiver: LookupKey?

    public init(
        evidence: Evidence, achTrace: String, amount: Money, effectiveOn: CalendarDate, secCode: String, isDebit: Bool,
        settledOn: CalendarDate? = nil, receiver: LookupKey? = nil
    ) {
        self.evidence = evidence
        self.achTrace = achTrace
        self.amount = amount
        self.effectiveOn = effectiveOn
        self.secCode = secCode
        self.isDebit = isDebit
        self.settledOn = settledOn
        self.receiver = receiver
    }
}
