// The states of a payment as banks report them (ISO 20022 external code sets, payment status), and which follows which.
// Relies on nothing. Which status wins is PaymentProgress's to say.

/// A status of a group, a block or a transaction.
public enum PaymentStatus: Hashable, Sendable {
    /// RCVD: received, nothing checked.
    case received
    /// ACTC: technically valid.
    case technicallyValid
    /// PATC: valid, but more people have to authorise it.
    case partlyAuthorised
    /// PDNG: pending, another status will come.
    case pending
    /// ACCP: the customer's profile was checked as well.
    case accepted
    /// ACFC: funds were checked as well.
    case fundsChecked
    /// ACWC: accepted with a change, such as another date.
    case acceptedWithChange
    /// ACSP: accepted, settlement under way.
    case inSettlement
    /// ACWP: accepted by the creditor's bank, not yet posted.
    case acceptedWithoutPosting
    /// ACSC: settled on the debtor's account. For the debtor this is the end.
    case settledForDebtor
    /// ACCC: settled on the creditor's account.
    case settledForCreditor
    /// PART: some were accepted, others not. Says nothing of any one of them.
    case partlyAccepted
    /// RJCT: rejected.
    case rejected
    /// CANC: cancelled on request.
    case cancelled
    /// BLCK: blocked after it had been accepted without posting.
    case blocked
    /// A code that is not known here, or the bank's own.
    case other(String)

    public init(code: String) { self = PaymentStatus.byCode[code] ?? .other(code) }

    /// The four letters of the code set.
    public var code: String {
        if case .other(let code) = self { return code }
        return PaymentStatus.codes[self] ?? ""
    }

    /// How far along the way of a payment that goes well; nil for what is no step on it.
    public var rank: Int? { PaymentStatus.way.firstIndex(of: self) }

    /// Money has left the debtor's account.
    public var isSettled: Bool { self == .settledForDebtor || self == .settledForCreditor }

    /// The payment will not be made.
    public var isEnding: Bool { self == .rejected || self == .cancelled || self == .blocked }

    /// The bank has taken the payment on, whether or not it is settled yet.
    public var isAccepted: Bool {
        switch self {
        case .technicallyValid, .accepted, .fundsChecked, .acceptedWithChange, .inSettlement, .acceptedWithoutPosting,
            .settledForDebtor, .settledForCreditor:
            true
        default: false
        }
    }

    /// From the first sign of life to the creditor's account.
    private static let way: [PaymentStatus] = [
        .received, .technicallyValid, .partlyAuthorised, .pending, .accepted, .fundsChecked, .acceptedWithChange,
        .inSettlement, .acceptedWithoutPosting, .settledForDebtor, .settledForCreditor,
    ]

    private static let byCode: [String: PaymentStatus] = [
        "RCVD": .received, "ACTC": .technicallyValid, "PATC": .partlyAuthorised, "PDNG": .pending, "ACCP": .accepted,
        "ACFC": .fundsChecked, "ACWC": .acceptedWithChange, "ACSP": .inSettlement, "ACWP": .acceptedWithoutPosting,
        "ACSC": .settledForDebtor, "ACCC": .settledForCreditor, "PART": .partlyAccepted, "RJCT": .rejected,
        "CANC": .cancelled, "BLCK": .blocked,
    ]

    private static let codes: [PaymentStatus: String] = Dictionary(
        byCode.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
}

extension PaymentStatus: CustomStringConvertible {
    public var description: String { code }
}
