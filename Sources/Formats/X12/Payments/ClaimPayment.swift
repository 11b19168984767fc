// One claim of an 835 and one item of an 820, as handed to whoever loads them.

public import Money

/// CAS amounts by group, claim and lines together. Hundredths; positive lowers the payment.
public struct ClaimAdjustments: Sendable, Hashable {
    /// CO.
    public internal(set) var contractual: Int64 = 0
    /// PR: what the patient owes.
    public internal(set) var patient: Int64 = 0
    /// OA, PI, CR.
    public internal(set) var other: Int64 = 0
    /// The part of OA, PI and CR that settles nothing by this claim: what other payments did before (reason 23), and what the
    /// payer has not decided yet (133).
    public internal(set) var otherUnsettled: Int64 = 0
    /// The part of CO under reasons that mean a refusal.
    public internal(set) var contractualDenial: Int64 = 0
}

/// One line (SVC) of a claim.
public struct ServicePayment: Sendable, Hashable {
    /// SVC01 as received: qualifier, code, modifiers.
    public let procedure: String
    /// SVC02 and SVC03, hundredths.
    public let charged: Int64
    public let paid: Int64
    /// Sum of the line's CAS amounts.
    public internal(set) var adjustments: Int64 = 0
    /// REF 6R: the provider's number of the line in the 837.
    public internal(set) var lineControlNumber = ""
}

/// One claim (CLP and what belongs to it). Amounts are hundredths; one that could not be read counts as nothing, and the
/// document is then rejected.
public struct ClaimPayment: Sendable, Hashable {
    /// Services kept; the guide allows as many.
    public static let keptServices = 999
    /// Claims in one set that the guide recommends at most.
    static let recommendedClaims = 10_000

    /// CLP01.
    public let patientControlNumber: String
    /// CLP02.
    public let status: String
    /// CLP03, CLP04, CLP05.
    public let charged: Int64
    public let paid: Int64
    public let patientResponsibility: Int64?
    /// CLP07.
    public let payerControlNumber: String
    /// Byte of the file at which CLP stands.
    public let offset: Int
    public internal(set) var adjustments = ClaimAdjustments()
    /// CAS group and reason code of the largest amount that lowers the payment, such as `CO-45`; empty without one.
    public internal(set) var mainReason = ""
    /// Numbers of the patient and of the subscriber (NM109 of QC and IL), and the medical record's (REF EA).
    public internal(set) var patientNumbers: [String] = []
    /// First day of service: of the claim (DTM 232), else the earliest of its lines (DTM 472, 150).
    public internal(set) var servedOn: CalendarDate?
    public internal(set) var serviceCount = 0
    public internal(set) var services: [ServicePayment] = []
    /// The reversal before it in the set that this claim corrects. Kept outside the claim: few have one, and claims are copied.
    public internal(set) var correction: ClaimCorrection? {
        get { corrections.first }
        set { corrections = newValue.map { [$0] } ?? [] }
    }
    var corrections: [ClaimCorrection] = []
    /// All its segments by name, where `X12Reader.Options.collectsDetails` asks for them.
    public internal(set) var detail: ClaimDetail?
    /// Whether the claim and all its lines balance.
    public internal(set) var isBalanced = true

    /// CLP02 = 22: takes an earlier payment back.
    public var isReversal: Bool { status == "22" }
    /// CLP02 = 25: says what would be paid; moves nothing.
    public var isPredetermination: Bool { status == "25" }
    /// Whether the payer refused the claim: CLP02 = 4, or nothing is paid, the charge stands in group CO alone, and some of
    /// it under a reason that means a refusal. What the patient owes (group PR) is no refusal.
    public var isDenied: Bool {
        if status == "4" { return true }
        return !isReversal && !isPredetermination && paid == 0 && charged > 0 && adjustments.contractualDenial > 0
            && adjustments.contractual == charged
    }
}

/// One remittance item (RMR) of an 820. Hundredths.
public struct RemittanceItem: Sendable, Hashable {
    /// RMR01 and RMR02.
    public let qualifier: String
    public let reference: String
    /// RMR04.
    public let paid: Int64
    /// RMR05; nil when not sent.
    public let billed: Int64?
    /// RMR06: discount taken, positive.
    public let discount: Int64
    /// Sum of the ADX amounts under it.
    public internal(set) var adjustments: Int64 = 0
    /// Byte of the file at which RMR stands.
    public let offset: Int
    /// All its segments by name, where `X12Reader.Options.collectsDetails` asks for them.
    public internal(set) var detail: ItemDetail?
}

/// What the reader hands out, in the order of the file.
public enum X12Event: Sendable {
    /// The header of an 835 or 820 is read (up to the first claim or item); totals are not known yet.
    indirect case transactionBegan(PaymentTransaction)
    case claim(ClaimPayment)
    case item(RemittanceItem)
    /// The set is over; all is known.
    indirect case transactionEnded(PaymentTransaction)
}
