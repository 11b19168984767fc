// An adjustment of an 835 as a whole (PLB) that says what it belongs to.

public import Money

/// One pair of PLB with a reference (PLB03-2), as reconciliation ties it to the remittance or claim that it names.
public struct ProviderAdjustment: Sendable, Hashable {
    /// The place of the remittance.
    public let remittance: Evidence
    /// Its place among the remittance's adjustments, from 0.
    public let position: Int
    /// PLB03-1: FB, WO, 72, CS ...
    public let reason: String
    /// Signed as written: positive lowers the payment.
    public let amount: Money
    /// TRN03 of the remittance.
    public let payerID: String
    /// TRN02 of the remittance as received.
    public let trace: String
    /// Key of the remittance's own TRN02.
    public let traceReference: LookupKey
    public let effectiveOn: CalendarDate
    /// Keys of PLB03-2 as a whole and of its words: payers write their claim number and the patient's account into one.
    public let references: [LookupKey]

    public init(
        remittance: Evidence, position: Int, reason: String, amount: Money, payerID: String, trace: String,
        traceReference: LookupKey, effectiveOn: CalendarDate, references: [LookupKey]
    ) {
        self.remittance = remittance
        self.position = position
        self.reason = reason
        self.amount = amount
        self.payerID = payerID
        self.trace = trace
        self.traceReference = traceReference
        self.effectiveOn = effectiveOn
        self.references = references
    }
}
