// What a payment is for: free text and structured references to invoices (RmtInf of ISO 20022).
// Relies on Money. Printing one shows none of its texts: remittance may name patients.

public import Money

/// RmtInf. Free text and structured parts may stand side by side; neither hides the other.
public struct RemittanceInformation: Hashable, Sendable {
    /// Ustrd, each of 140 characters at most.
    public var unstructured: [String]
    public var structured: [StructuredRemittance]

    public init(_ unstructured: String..., structured: [StructuredRemittance] = []) {
        self.unstructured = unstructured
        self.structured = structured
    }

    public var isEmpty: Bool { unstructured.isEmpty && structured.isEmpty }
}

/// A document that is paid or credited: an invoice, a credit note.
public struct ReferredDocument: Hashable, Sendable {
    /// CINV invoice, CREN credit note, PUOR purchase order, SOAC statement of account and the like.
    public var type: PaymentCode?
    public var issuer: String?
    public var number: String?
    public var date: CalendarDate?

    public init(_ number: String?, type: PaymentCode? = .code("CINV"), issuer: String? = nil, date: CalendarDate? = nil)
    {
        self.number = number
        self.type = type
        self.issuer = issuer
        self.date = date
    }
}

/// An amount by which a document's amount was changed.
public struct DocumentAdjustment: Hashable, Sendable {
    public var amount: Money
    /// CdtDbtInd; nil where not said.
    public var isCredit: Bool?
    /// Rsn, four characters.
    public var reason: String?
    public var information: String?

    public init(_ amount: Money, isCredit: Bool? = nil, reason: String? = nil, information: String? = nil) {
        self.amount = amount
        self.isCredit = isCredit
        self.reason = reason
        self.information = information
    }
}

/// RfrdDocAmt: what the documents come to.
public struct ReferredAmounts: Hashable, Sendable {
    public var duePayable: Money?
    /// Several since version .09.
    public var discounts: [Money] = []
    public var creditNote: Money?
    /// Several since version .09.
    public var taxes: [Money] = []
    public var adjustments: [DocumentAdjustment] = []
    public var remitted: Money?

    public init(duePayable: Money? = nil, remitted: Money? = nil) {
        self.duePayable = duePayable
        self.remitted = remitted
    }
}

/// CdtrRefInf: the creditor's own reference; with SCOR an RF reference (ISO 11649).
public struct CreditorReference: Hashable, Sendable {
    public var type: PaymentCode?
    public var issuer: String?
    public var reference: String

    public init(_ reference: String, type: PaymentCode? = .code("SCOR"), issuer: String? = nil) {
        self.reference = reference
        self.type = type
        self.issuer = issuer
    }
}

/// Strd: one structured part.
public struct StructuredRemittance: Hashable, Sendable {
    public var documents: [ReferredDocument]
    public var amounts: ReferredAmounts?
    public var creditorReference: CreditorReference?
    public var invoicer: PaymentParty?
    public var invoicee: PaymentParty?
    /// AddtlRmtInf, three at most.
    public var additional: [String]

    public init(
        _ documents: ReferredDocument..., amounts: ReferredAmounts? = nil, creditorReference: CreditorReference? = nil,
        additional: [String] = []
    ) {
        self.documents = documents
        self.amounts = amounts
        self.creditorReference = creditorReference
        self.additional = additional
    }
}

extension RemittanceInformation: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "\(unstructured.count) texts, \(structured.count) structured parts" }
    public var debugDescription: String { description }
}

extension StructuredRemittance: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "a structured part" }
    public var debugDescription: String { description }
}
