// The kinds of document that the formats of this house know, by the names that `inspect` and `expects` use.

/// What a document is.
public enum DocumentKind: String, Sendable, Hashable, CaseIterable, Encodable {
    case nacha, x12
    case statement = "camt.053"
    case accountReport = "camt.052"
    case notification = "camt.054"
    case creditTransfer = "pain.001"
    case paymentStatus = "pain.002"
    case openItems = "open-items"
    case payments
    case ledgerAcknowledgement = "gl-acknowledgement"
    case unknown
}
