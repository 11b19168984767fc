// What an 820 pays for: remittance items (RMR) and adjustments (ADX), alike in its three flavours.
// Amounts are hundredths of the currency.

/// ADX: under an item it explains the way from billed to paid; outside it moves money of its own.
public struct OutgoingAdjustment: Sendable, Hashable {
    /// ADX01: positive raises the payment.
    public var hundredths: Int64
    /// ADX02.
    public var reason: String
    /// ADX03 and ADX04; in the generic 820.
    public var reference: QualifiedIdentifier?
    /// REF and DTM behind it; in the generic 820.
    public var references: [ReferenceIdentification] = []
    public var dates: [DateReference] = []

    public init(_ reason: String, hundredths: Int64, reference: QualifiedIdentifier? = nil) {
        self.reason = reason
        self.hundredths = hundredths
        self.reference = reference
    }
}

/// RMR, Remittance Advice Accounts Receivable Open Item Reference.
public struct OutgoingRemittance: Sendable, Hashable {
    /// RMR01 and RMR02: what is paid (IV invoice, CM credit memo, 1L group, AZ policy, ZZ exchange payment type …).
    public var item: QualifiedIdentifier
    /// RMR03: PI pay item, PO on account, PP partial, PA in advance.
    public var action: String?
    /// RMR04.
    public var paid: Int64
    /// RMR05; with it the item must balance.
    public var billed: Int64?
    /// RMR06, discount taken, positive; in the generic 820.
    public var discount: Int64?
    public var references: [ReferenceIdentification] = []
    public var dates: [DateReference] = []
    /// Loop 2310A and its like: what was billed, line by line.
    public var lines: [OutgoingInvoiceLine] = []
    /// ADX under the item.
    public var adjustments: [OutgoingAdjustment] = []

    public init(_ item: QualifiedIdentifier, paid: Int64, billed: Int64? = nil, action: String? = nil) {
        self.item = item
        self.paid = paid
        self.billed = billed
        self.action = action
    }
}

/// IT1 with its SAC and SLN: one line of the bill, for information.
public struct OutgoingInvoiceLine: Sendable, Hashable {
    /// IT101.
    public var number: String?
    /// SLN with a count, say of members: quantity and unit (`10`, `PR`).
    public var count: Quantity?
    public var unit = "PR"
    /// SAC C: a charge in hundredths, with its code (SAC02).
    public var charge: Int64?
    public var chargeCode: String?

    public init(number: String?) { self.number = number }
}
