// What a cash message came to: the figures of each statement, as `hms-ach inspect` shows them.
// Relies on Money. Amounts are decimal strings in the currency's own decimals; accounts are masked.

public import Money

/// The figures of one statement, report or notification.
public struct StatementSummary: Sendable, Hashable, Encodable {
    /// Stmt/Id.
    public let id: String
    /// Masked to its last four characters.
    public let account: String
    public let currency: String?
    /// ElctrncSeqNb.
    public let sequence: Int64?
    /// Entries of all statuses.
    public let entries: Int64
    /// TxDtls of all entries.
    public let details: Int64
    /// Sum of the booked credits, and of the booked debits, in the account's currency.
    public let credits: Money?
    public let debits: Money?
    public let opening: Money?
    public let closing: Money?
    /// Whether opening, booked entries and closing agree; nil where that cannot be checked.
    public let balanced: Bool?
    /// Booked sums in other currencies than the account's.
    public let otherCurrencies: [OtherCurrency]

    public struct OtherCurrency: Sendable, Hashable, Encodable {
        public let currency: String
        public let credits: String
        public let debits: String
    }

    private enum CodingKeys: String, CodingKey {
        case id, account, currency, sequence, entries, details, credits, debits, opening, closing, balanced
        case otherCurrencies = "other_currencies"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(account, forKey: .account)
        try container.encode(currency, forKey: .currency)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(entries, forKey: .entries)
        try container.encode(details, forKey: .details)
        try container.encode(credits?.decimalText, forKey: .credits)
        try container.encode(debits?.decimalText, forKey: .debits)
        try container.encode(opening?.decimalText, forKey: .opening)
        try container.encode(closing?.decimalText, forKey: .closing)
        try container.encode(balanced, forKey: .balanced)
        if !otherCurrencies.isEmpty { try container.encode(otherCurrencies, forKey: .otherCurrencies) }
    }
}

/// A cash message: its name and its statements.
public struct CashSummary: Sendable, Hashable, Encodable {
    /// `camt.053.001.08`, or `camt.053` where no namespace tells the version.
    public let message: String
    public let messageID: String
    public let statements: [StatementSummary]

    private enum CodingKeys: String, CodingKey {
        case message, statements
        case messageID = "message_id"
    }
}
