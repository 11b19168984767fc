// An entry (record type 6) with its addenda as typed values: domestic, international or advice.
// Nacha Operating Rules, Appendix Three, entry detail records.

/// An entry of any class but IAT and ADV.
public struct DomesticEntry: Sendable, Hashable {
    public var transaction: AccountTransaction
    public var receivingDFI: RoutingNumber
    /// 17 characters, leading zeros and dashes as the account has them.
    public var accountNumber: String
    /// 0 to 9,999,999,999; 0 exactly where the code or the class demands it.
    public var cents: Int64
    public var details: EntryDetails
    public var addenda: EntryAddenda
    /// Two characters: payment type of WEB and TEL, card transaction type of POS and SHR, item type of TRC.
    public var discretionaryData: String
    /// Fifteen digits. Nil: the next one of the file.
    public var trace: Int64?

    public init(
        _ transaction: AccountTransaction, receivingDFI: RoutingNumber, accountNumber: String, cents: Int64,
        details: EntryDetails, addenda: EntryAddenda = .none, discretionaryData: String = "", trace: Int64? = nil
    ) {
        self.transaction = transaction
        self.receivingDFI = receivingDFI
        self.accountNumber = accountNumber
        self.cents = cents
        self.details = details
        self.addenda = addenda
        self.discretionaryData = discretionaryData
        self.trace = trace
    }
}

/// An entry of a batch.
public enum BatchEntry: Sendable, Hashable {
    case domestic(DomesticEntry)
    case international(InternationalEntry)
    case advice(AdviceEntry)

    /// Fifteen digits; nil before it is given, and in an advice, which has none.
    public var trace: Int64? {
        get {
            switch self {
            case .domestic(let entry): entry.trace
            case .international(let entry): entry.trace
            case .advice: nil
            }
        }
        set {
            switch self {
            case .domestic(var entry):
                entry.trace = newValue
                self = .domestic(entry)
            case .international(var entry):
                entry.trace = newValue
                self = .international(entry)
            case .advice: break
            }
        }
    }

    public var cents: Int64 {
        switch self {
        case .domestic(let entry): entry.cents
        case .international(let entry): entry.cents
        case .advice(let entry): entry.cents
        }
    }

    public var isDebit: Bool {
        switch self {
        case .domestic(let entry): entry.transaction.movement.isDebit
        case .international(let entry): entry.transaction.movement.isDebit
        case .advice(let entry): TransactionCodes.isDebit(entry.code)
        }
    }
}
