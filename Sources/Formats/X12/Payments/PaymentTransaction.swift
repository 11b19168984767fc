// One 835 or 820 as a whole: who pays whom, how much, by which trace, and whether the parts add up.

public import Money

/// Which transaction set a payment came in.
public enum PaymentKind: String, Sendable, Hashable {
    /// 835, Health Care Claim Payment/Advice.
    case claimPayment = "835"
    /// 820, Payment Order/Remittance Advice.
    case paymentOrder = "820"
}

/// An adjustment of the payment as a whole: a pair of PLB (835) or an ADX outside RMR (820).
public struct PaymentAdjustment: Sendable, Hashable {
    /// PLB03-1 or ADX02.
    public let reason: String
    /// PLB03-2 or ADX04.
    public let reference: String
    /// Hundredths, signed as written: a positive PLB amount lowers the payment, a positive ADX amount raises it.
    public let hundredths: Int64
}

/// Header and totals of one 835 or 820. Amounts are hundredths of the currency; nil where one could not be read.
public struct PaymentTransaction: Sendable, Hashable {
    public let kind: PaymentKind
    /// ST02.
    public let controlNumber: String
    /// ST03, else GS08.
    public let version: String
    /// Byte of the file at which ST stands.
    public let offset: Int
    /// ISA09 of its interchange; nil where it is no date.
    public internal(set) var interchangeDate: CalendarDate?
    /// BPR01: I remittance, C with money, D money only, H notification, P prenotification, U, X.
    public internal(set) var handling = ""
    /// BPR02.
    public internal(set) var hundredths: Int64?
    /// BPR03: C credit, D debit.
    public internal(set) var direction = ""
    /// BPR04: ACH, CHK, FWT, BOP, NON, SWT.
    public internal(set) var method = ""
    /// BPR05: CCP, CTX; empty where the method has no format.
    public internal(set) var format = ""
    /// BPR10 and BPR11: the company that pays, and the part of it.
    public internal(set) var originatingCompanyID = ""
    public internal(set) var originatingCompanySupplement = ""
    /// BPR16.
    public internal(set) var effectiveOn: CalendarDate?
    /// TRN02 of the first TRN, blanks at its end cut.
    public internal(set) var trace = ""
    /// TRN03.
    public internal(set) var payerID = ""
    /// CUR02; US dollars where there is none.
    public internal(set) var currency = Currency.usd
    /// DTM 405: when the payer made the advice.
    public internal(set) var producedOn: CalendarDate?
    /// N102 of the payer (PR; RM in an exchange payment) and of the payee (PE).
    public internal(set) var payerName = ""
    public internal(set) var payeeName = ""
    /// N104 of the payee: NPI or tax id.
    public internal(set) var payeeID = ""

    /// 835: CLP and SVC segments.
    public internal(set) var claims = 0
    public internal(set) var services = 0
    /// 835: sums of CLP03, of CLP04, of all CAS amounts (claim and line), of the PLB amounts.
    public internal(set) var charged: Int64?
    public internal(set) var paid: Int64?
    public internal(set) var claimAdjustments: Int64?
    /// 820: RMR segments, sum of RMR04.
    public internal(set) var remittances = 0
    public internal(set) var remitted: Int64?
    /// Sum of `adjustments` (PLB, or ADX outside RMR).
    public internal(set) var adjustmentTotal: Int64?
    /// The first adjustments of the whole payment, at most as many as `PaymentTransaction.keptAdjustments`.
    public internal(set) var adjustments: [PaymentAdjustment] = []
    /// All segments of the heading by name, where `X12Reader.Options.collectsDetails` asks for them.
    public internal(set) var detail: PaymentDetail?
    /// Whether every balance holds: line, claim and transaction for an 835, transaction for an 820.
    public internal(set) var isBalanced = false
    /// False when no SE was found; the figures are then worth nothing.
    public internal(set) var isComplete = false

    /// 835: reversals with their corrections in the same set, where events are collected; at most `keptAdjustments`.
    public internal(set) var corrections: [ClaimCorrection] = []
    /// 835: reversals (CLP02 22) in all, and those that no claim of the set corrects.
    public internal(set) var reversals = 0
    public internal(set) var reversalsAlone = 0

    public static let keptAdjustments = 1000

    init(kind: PaymentKind, controlNumber: String, version: String, offset: Int) {
        self.kind = kind
        self.controlNumber = controlNumber
        self.version = version
        self.offset = offset
    }

    /// What a reader starts with before any set.
    static func unread(_ kind: PaymentKind) -> PaymentTransaction {
        PaymentTransaction(kind: kind, controlNumber: "", version: "", offset: 0)
    }
}

extension PaymentAdjustment {
    /// What PLB03-1 means; nil for an 820, and for a code that the guide does not have.
    public var providerReason: ProviderAdjustmentReason? { ProviderAdjustmentReason.find(reason) }
}

/// A balance that an 835 carries to a later one, or brings from an earlier one (PLB FB).
public struct ForwardBalance: Sendable, Hashable {
    /// The remittance it comes from or goes to, as the payer names it (PLB03-2).
    public let reference: String
    /// Hundredths: positive is taken from this payment for an earlier one, negative is left for a later one.
    public let hundredths: Int64
    public var isCarriedOn: Bool { hundredths < 0 }
}

extension PaymentTransaction {
    /// The balances among `adjustments`.
    public var forwardBalances: [ForwardBalance] {
        kind == .claimPayment
            ? adjustments.filter { $0.reason == "FB" }.map {
                ForwardBalance(reference: $0.reference, hundredths: $0.hundredths)
            } : []
    }

    /// Provider adjustments by what they mean for the books; sums in hundredths, signed as written. Codes that the guide does
    /// not have count as other.
    public var providerAdjustments: [ProviderAdjustmentReason.Category: Int64] {
        var sums: [ProviderAdjustmentReason.Category: Int64] = [:]
        if kind != .claimPayment { return sums }
        for adjustment in adjustments {
            let category = adjustment.providerReason?.category ?? .other
            let (sum, overflow) = sums[category, default: 0].addingReportingOverflow(adjustment.hundredths)
            if !overflow { sums[category] = sum }
        }
        return sums
    }
}
