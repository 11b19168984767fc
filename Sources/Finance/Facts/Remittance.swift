// Advice of what a payment is for: one 835 or 820 transaction, and its lines.

public import Money

/// Which format the advice came in, hence what its lines speak of.
public enum RemittanceKind: String, Sendable, Hashable {
    /// 835: the lines are claims.
    case claimPayment = "835"
    /// 820: the lines are invoices, premiums, rents or loans.
    case paymentOrder = "820"
}

/// How the money of a remittance travels (BPR04).
public enum RemittanceMethod: String, Sendable, Hashable {
    case ach = "ACH"
    case check = "CHK"
    case wire = "FWT"
    case financialInstitutionOption = "BOP"
    /// No money moves; nothing is to be expected at the bank.
    case none = "NON"
    case other = "OTHER"
}

/// One remittance advice: what a payer says it pays, and how.
public struct Remittance: Sendable, Hashable {
    public let evidence: Evidence
    public let kind: RemittanceKind
    /// TRN02 as received.
    public let trace: String
    /// TRN02 in its normal form.
    public let traceKey: String
    /// TRN03: `1` and the payer's tax id; empty when not given.
    public let payerID: String
    /// BPR02: what the payer says it moves; not negative in a valid advice.
    public let amount: Money
    public let method: RemittanceMethod
    /// BPR16: when the money should be there.
    public let effectiveOn: CalendarDate
    /// Adjustments of the payment as a whole, outside any line (PLB of an 835, ADX of an 820). Positive lowers an 835's
    /// payment as PLB says; for an 820 the sign is ADX01's.
    public let adjustments: [RemittanceAdjustment]

    public init(
        evidence: Evidence, kind: RemittanceKind, trace: String, payerID: String, amount: Money,
        method: RemittanceMethod, effectiveOn: CalendarDate, adjustments: [RemittanceAdjustment]
    ) {
        self.evidence = evidence
        self.kind = kind
        self.trace = trace
        self.traceKey = NormalisedReference.text(trace)
        self.payerID = payerID
        self.amount = amount
        self.method = method
        self.effectiveOn = effectiveOn
        self.adjustments = adjustments
    }
}

/// An adjustment of the whole payment: PLB03-1 or ADX02 and its amount, signed as written.
public struct RemittanceAdjustment: Sendable, Hashable {
    public let reason: String
    public let amount: Money
    public init(reason: String, amount: Money) {
        self.reason = reason
        self.amount = amount
    }
}

/// One line of a remittance: a claim (CLP) or a remittance item (RMR).
public struct RemittanceLine: Sendable, Hashable {
    /// The line's own place.
    public let evidence: Evidence
    /// The place of the remittance that it belongs to.
    public let remittance: Evidence
    /// TRN02 of that remittance as received, for references and explanations.
    public let trace: String
    /// The payer (TRN03) of that remittance.
    public let payerID: String
    public let exactReference: LookupKey
    public let reference: LookupKey
    /// CLP03, or RMR05 where given, else RMR04 plus discount.
    public let charged: Money
    /// CLP04 or RMR04; negative on a reversal.
    public let paid: Money
    /// What the patient owes by this line: CAS group PR.
    public let patientShare: Money
    /// Contractual reduction: CAS group CO (an 820: the discount taken, RMR06).
    public let contractual: Money
    /// All other adjustments: CAS groups OA, PI, CR (an 820: ADX under the RMR). Not among them is what the line does not settle:
    /// the effect of earlier payments (reason 23), which is booked with those, and what is still under review (133), which stays
    /// open.
    public let otherAdjustment: Money
    /// CLP02 of an 835; empty for an 820.
    public let status: String
    /// Whether the payer refused the line: CLP02 = 4, or nothing paid with the charge in a denial reason of group CO.
    public let isDenied: Bool
    /// CLP02 = 22: takes an earlier payment back.
    public let isReversal: Bool

    public init(
        evidence: Evidence, remittance: Evidence, trace: String, payerID: String, exactReference: LookupKey,
        reference: LookupKey, charged: Money, paid: Money, patientShare: Money, contractual: Money,
        otherAdjustment: Money, status: String, isDenied: Bool, isReversal: Bool
    ) {
        self.evidence = evidence
        self.remittance = remittance
        self.trace = trace
        self.payerID = payerID
        self.exactReference = exactReference
        self.reference = reference
        self.charged = charged
        self.paid = paid
        self.patientShare = patientShare
        self.contractual = contractual
        self.otherAdjustment = otherAdjustment
        self.status = status
        self.isDenied = isDenied
        self.isReversal = isReversal
    }
}
