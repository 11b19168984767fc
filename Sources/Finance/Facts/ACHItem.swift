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

    public init(
        evidence: Evidence, achTrace: String, secCode: String, transactionCode: Int, amount: Money,
        effectiveOn: CalendarDate, companyID: String, batchNumber: String, traceKey: String?, tracePayerID: String?,
        returnCode: String?, originalTrace: String?
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
    }
}
