// A set that can be written, whichever it is: to which group and guide it belongs, how it is proven and composed.

/// An 835 or one of the flavours of the 820.
public enum OutgoingSet: Sendable, Hashable {
    case claimPayment(ClaimPaymentAdvice)
    case premiumPayment(PremiumPayment)
    case exchangePayment(ExchangePayment)
    case paymentOrder(PaymentOrderAdvice)

    /// ST01.
    public var identifier: String { if case .claimPayment = self { "835" } else { "820" } }

    /// GS01.
    public var functionalIdentifier: String { if case .claimPayment = self { "HP" } else { "RA" } }

    /// GS08.
    public var version: String {
        switch self {
        case .claimPayment: "005010X221A1"
        case .premiumPayment: "005010X218"
        case .exchangePayment: "005010X306"
        case .paymentOrder(let order): order.release.rawValue
        }
    }

    /// ST03, where the guide uses it.
    var implementation: String? {
        switch self {
        case .claimPayment, .paymentOrder: nil
        case .premiumPayment, .exchangePayment: version
        }
    }

    /// What does not balance; nil when everything does.
    public var imbalance: Imbalance? {
        switch self {
        case .claimPayment(let advice): ClaimPaymentBalance.imbalance(of: advice)
        case .premiumPayment(let order): RemittanceBalance.imbalance(of: order)
        case .exchangePayment(let order): RemittanceBalance.imbalance(of: order)
        case .paymentOrder(let order): RemittanceBalance.imbalance(of: order)
        }
    }

    /// The set from ST to SE under a control number, with control characters for delimiters.
    func composed(_ controlNumber: String, _ repertoire: CharacterRepertoire) -> SetComposer {
        var composer = SetComposer(repertoire, widths)
        composer.begin("ST")
        composer.text(identifier, 143)
        composer.text(controlNumber, 329)
        composer.text(implementation, 1705)
        composer.end()
        switch self {
        case .claimPayment(let advice): composer.compose(advice)
        case .premiumPayment(let order): composer.compose(order)
        case .exchangePayment(let order): composer.compose(order)
        case .paymentOrder(let order): composer.compose(order)
        }
        composer.begin("SE")
        composer.number(composer.segments)
        composer.text(controlNumber, 329)
        composer.end()
        return composer
    }

    private var widths: ElementWidths.Release {
        guard case .paymentOrder(let order) = self else { return .guide }
        return order.release == .r004010 ? .old : .generic
    }
}
