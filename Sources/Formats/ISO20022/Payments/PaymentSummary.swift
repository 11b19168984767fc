// What a payment message came to, as `hms-ach inspect` shows it.
// Relies on nothing; amounts are decimal strings in the currency's own decimals.

/// A credit transfer order (pain.001).
public struct CreditTransferSummary: Sendable, Hashable, Encodable {
    public let message: String
    public let messageID: String
    /// PmtInf blocks.
    public let payments: Int
    /// CdtTrfTxInf of all of them.
    public let transactions: Int
    /// Sum of InstdAmt, or EqvtAmt, by currency.
    public let amounts: [String: String]

    private enum CodingKeys: String, CodingKey {
        case message, payments, transactions, amounts
        case messageID = "message_id"
    }
}

/// A payment status report (pain.002).
public struct PaymentStatusSummary: Sendable, Hashable, Encodable {
    public let message: String
    public let originalMessageID: String
    /// GrpSts; nil when the group as a whole has none.
    public let groupStatus: String?
    /// TxInfAndSts of the report.
    public let transactions: Int
    /// How many of them are accepted, rejected, neither: by TxSts, else PmtInfSts, else GrpSts (PART says nothing).
    public let accepted: Int
    public let rejected: Int
    public let pending: Int

    private enum CodingKeys: String, CodingKey {
        case message, transactions, accepted, rejected, pending
        case originalMessageID = "original_message_id"
        case groupStatus = "group_status"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(message, forKey: .message)
        try container.encode(originalMessageID, forKey: .originalMessageID)
        try container.encode(groupStatus, forKey: .groupStatus)
        try container.encode(transactions, forKey: .transactions)
        try container.encode(accepted, forKey: .accepted)
        try container.encode(rejected, forKey: .rejected)
        try container.encode(pending, forKey: .pending)
    }
}
