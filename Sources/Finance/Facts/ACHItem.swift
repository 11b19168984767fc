// One entry of a NACHA file that the bank passed on to us.

public import Money

/// One ACH entry received: the bank's detail of an EFT, a return, a notification of change.
public struct ACHItem: Sendable, Hashable {
    public let evidence: Evidence
    /// The entry's 15-digit trace number.
    public let achTrace: String
    public let secCode: String
    /// Transaction code of the entry, 22, 27 ...
    public let transactionCode: Int
    /// Credit to us positive, debit negative.
    public let amount: Money
    /// The batch's effective date; of a return or change the day on which it settles, for its batch keeps the original's date.
    public let effectiveOn: CalendarDate
    /// Company identification of the batch, blanks cut.
    public let companyID: String
    /// The batch's 7-digit number.
    public let batchNumber: String
    /// TRN02 of the addenda, normalised; nil without a TRN segment.
    public let traceKey: String?
    /// TRN03 of the addenda.
    public let tracePayerID: String?
    /// R or C code of a return or notification of change; nil on a forward entry.
    public let returnCode: String?
    /// The original entry's trace on a return or notification of change.
    public let originalTrace: String?
    /// What a dishonor or contest answers: trace of the return, or of the dishonor; of a refused change the last seven digits
    /// of the notification's. Nil on all others.
    public let answeredTrace: String?

    /// Where in the exchange of returns it stands; nil on a forward entry.
    public var returnStep: ReturnTerm.Step? { returnCode.map { ReturnTerm.Step(code: $0) } }

    public init(
        evidence: Evidence, achTrace: String, secCode: String, transactionCode: Int, amount: Money,
        effectiveOn: CalendarDate, companyID: String, batchNumber: String, traceKey: String?, tracePayerID: String?,
        returnCode: String?, originalTrace: String?, answeredTrace: String? = nil
    ) {
        self.evidence = evidence
        self.achTrace = achTrace
        self.secCode = secCode
        self.transactionCode = transactionCode
        self.amount = amount
        self.effectiveOn = effectiveOn
        self.companyID = companyID
        self.batchNumber = batchNumber
        self.traceKey = traceKey
        self.tracePayerID = tracePayerID
        self.returnCode = returnCode
        self.originalTrace = originalTrace
        self.answeredTrace = answeredTrace
    }
}
