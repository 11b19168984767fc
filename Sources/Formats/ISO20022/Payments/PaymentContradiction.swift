// What a status report can say that cannot be true, or that fits nothing we sent.
// Relies on PaymentRules for codes and cures.

public import Parsing

/// A report that a person must look into before anything is done.
public enum PaymentContradiction: Hashable, Sendable {
    case settledAndEnded(settled: PaymentStatus, ended: PaymentStatus)
    case endingsDiffer(PaymentStatus, PaymentStatus)
    case statusUnknown(String)
    /// OrgnlMsgId is not the order's.
    case messageUnknown(String)
    case paymentUnknown(String)
    case transferUnknown(String)
    /// OrgnlNbOfTxs of the message, or of the block named, is not what we sent.
    case countDiffers(payment: String?, sent: Int, reported: Int64)

    /// Code, meaning and cure.
    public var rule: FindingRule {
        switch self {
        case .settledAndEnded: PaymentRules.settledAndEnded
        case .endingsDiffer: PaymentRules.endingsDiffer
        case .statusUnknown: PaymentRules.statusUnknown
        case .messageUnknown, .paymentUnknown, .transferUnknown: PaymentRules.originalUnknown
        case .countDiffers: PaymentRules.originalCount
        }
    }
}

extension PaymentContradiction: CustomStringConvertible {
    public var description: String {
        switch self {
        case .settledAndEnded(let settled, let ended): "It was reported as \(settled), and as \(ended)."
        case .endingsDiffer(let one, let other): "It was reported as \(one), and as \(other)."
        case .statusUnknown(let code): "The status \(code) is not known."
        case .messageUnknown(let id): "There is no order \(id)."
        case .paymentUnknown(let id): "The order has no block \(id)."
        case .transferUnknown(let id): "The order has no transfer \(id)."
        case .countDiffers(let payment, let sent, let reported):
            "We sent \(sent) transfers\(payment.map { " in block \($0)" } ?? ""), and the bank counts \(reported)."
        }
    }
}
