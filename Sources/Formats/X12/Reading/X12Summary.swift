// What `inspect` tells of an X12 file: how many interchanges and groups, and each transaction with its figures.
// Bounded: the list of transactions is cut at `Limits.transactions`, the counts stay exact.

import Money

/// One transaction set in the summary.
public struct X12TransactionSummary: Sendable, Hashable {
    /// ST01.
    public let set: String
    /// ST03, else GS08.
    public let version: String
    /// ST02.
    public let controlNumber: String
    /// GS06 of its group.
    public let groupControlNumber: String
    /// Which interchange of the file it stands in, from 0.
    public let interchange: Int
    /// Header and totals of an 835 or 820, without the list of its adjustments; nil for other sets and for a set that was
    /// cut off.
    public let payment: PaymentTransaction?
}

/// The file as a whole.
public struct X12Summary: Sendable, Hashable {
    public internal(set) var interchanges = 0
    public internal(set) var groups = 0
    /// All transaction sets, listed or not.
    public internal(set) var transactionCount = 0
    /// The first transaction sets of the file.
    public internal(set) var transactions: [X12TransactionSummary] = []
    /// Whether the list is shorter than the count.
    public var isCut: Bool { transactions.count < transactionCount }
}

extension X12Summary: Encodable {
    private enum Keys: String, CodingKey {
        case interchanges, groups, transactions
        case transactionCount = "transaction_count"
        case isCut = "transactions_cut"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(interchanges, forKey: .interchanges)
        try container.encode(groups, forKey: .groups)
        try container.encode(transactions, forKey: .transactions)
        if isCut {
            try container.encode(true, forKey: .isCut)
            try container.encode(transactionCount, forKey: .transactionCount)
        }
    }
}

extension X12TransactionSummary: Encodable {
    private enum Keys: String, CodingKey {
        case set, version, claims, services, charged, paid, remittances, remitted, adjustments, balanced, currency
        case controlNumber = "control_number"
        case paymentAmount = "payment_amount"
        case paymentMethod = "payment_method"
        case traceNumber = "trace_number"
        case payerID = "payer_id"
        case effectiveOn = "effective_on"
        case claimAdjustments = "claim_adjustments"
        case providerAdjustments = "provider_adjustments"
    }

    /// Amounts are decimal text; one that cannot be known is null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(set, forKey: .set)
        try container.encode(version, forKey: .version)
        try container.encode(controlNumber, forKey: .controlNumber)
        guard let payment else {
            if set == "835" || set == "820" { try container.encodeNil(forKey: .balanced) }
            return
        }
        try container.encode(text(payment.hundredths), forKey: .paymentAmount)
        try container.encode(payment.method, forKey: .paymentMethod)
        try container.encode(payment.trace, forKey: .traceNumber)
        try container.encode(payment.payerID, forKey: .payerID)
        try container.encode(payment.currency.code, forKey: .currency)
        try container.encode(payment.effectiveOn?.description, forKey: .effectiveOn)
        switch payment.kind {
        case .claimPayment:
            try container.encode(payment.claims, forKey: .claims)
            try container.encode(payment.services, forKey: .services)
            try container.encode(text(payment.charged), forKey: .charged)
            try container.encode(text(payment.paid), forKey: .paid)
            try container.encode(text(payment.claimAdjustments), forKey: .claimAdjustments)
            try container.encode(text(payment.adjustmentTotal), forKey: .providerAdjustments)
        case .paymentOrder:
            try container.encode(payment.remittances, forKey: .remittances)
            try container.encode(text(payment.remitted), forKey: .remitted)
            try container.encode(text(payment.adjustmentTotal), forKey: .adjustments)
        }
        try container.encode(payment.isBalanced, forKey: .balanced)
    }

    private func text(_ hundredths: Int64?) -> String? {
        hundredths.map { Money.dollars(cents: $0).decimalText }
    }
}
