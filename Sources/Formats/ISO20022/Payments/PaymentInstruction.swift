// What the transfers of one block share (PmtInf of pain.001), and the header of the whole order (GrpHdr).
// Relies on the values of this folder.

public import Money

/// GrpHdr of an order.
public struct OrderHeader: Hashable, Sendable {
    /// Unique at the bank for a year at least.
    public var messageID: String
    public var created: MessageTime
    public var initiatingParty: PaymentParty
    public var forwardingAgent: PaymentAgent?

    public init(messageID: String, created: MessageTime, initiatingParty: PaymentParty) {
        self.messageID = messageID
        self.created = created
        self.initiatingParty = initiatingParty
    }
}

/// ReqdExctnDt: when the debtor's bank is to act.
public enum RequestedExecution: Hashable, Sendable {
    case on(CalendarDate)
    /// To the minute: for instant payments, since version .08.
    case at(MessageTime)

    public var date: CalendarDate {
        switch self {
        case .on(let date): date
        case .at(let time): time.date
        }
    }
}

/// PmtInf without its transfers.
public struct PaymentInstruction: Hashable, Sendable {
    public var id: String
    public var method: PaymentMethod
    /// BtchBookg: one entry for the whole block on the debtor's statement, or one for each transfer.
    public var batchBooking: Bool?
    public var type: PaymentType?
    public var execution: RequestedExecution
    public var debtor: PaymentParty
    public var debtorAccount: PaymentAccount
    public var debtorAgent: PaymentAgent
    public var debtorAgentAccount: PaymentAccount?
    /// Since version .09.
    public var debtorAgentInstruction: String?
    public var ultimateDebtor: PaymentParty?
    public var chargeBearer: ChargeBearer?
    public var chargesAccount: PaymentAccount?
    public var chargesAgent: PaymentAgent?

    public init(
        id: String, method: PaymentMethod = .transfer, type: PaymentType? = nil, execution: RequestedExecution,
        debtor: PaymentParty, debtorAccount: PaymentAccount, debtorAgent: PaymentAgent
    ) {
        self.id = id
        self.method = method
        self.type = type
        self.execution = execution
        self.debtor = debtor
        self.debtorAccount = debtorAccount
        self.debtorAgent = debtorAgent
    }
}
