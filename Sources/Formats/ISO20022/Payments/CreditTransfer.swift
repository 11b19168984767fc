// One transfer of an order (CdtTrfTxInf of pain.001), as it is read and as it is written.
// Relies on the values of this folder.

public import Money

/// What is to be moved.
public enum TransferAmount: Hashable, Sendable {
    /// InstdAmt: the creditor gets this amount.
    case instructed(Money)
    /// EqvtAmt: the debtor pays this amount, the creditor gets its worth in another currency.
    case equivalent(Money, in: Currency)

    /// The amount that is ordered, and that control sums add up.
    public var money: Money {
        switch self {
        case .instructed(let money), .equivalent(let money, _): money
        }
    }
}

/// XchgRateInf: a rate agreed with the bank.
public struct ExchangeAgreement: Hashable, Sendable {
    /// UnitCcy, since version .09.
    public var unitCurrency: Currency?
    /// Decimal text, eleven digits at most.
    public var rate: String?
    /// SPOT, SALE or AGRD.
    public var type: String?
    public var contractID: String?

    public init(rate: String? = nil, type: String? = nil, contractID: String? = nil) {
        self.rate = rate
        self.type = type
        self.contractID = contractID
    }
}

/// Name and address, as checks need them.
public struct Addressee: Hashable, Sendable {
    public var name: String
    public var address: PostalAddress

    public init(name: String, address: PostalAddress) {
        self.name = name
        self.address = address
    }
}

extension Addressee: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "an addressee" }
    public var debugDescription: String { description }
}

/// ChqInstr: how a check is to be drawn and sent.
public struct CheckInstruction: Hashable, Sendable {
    /// CCHQ customer check, BCHQ bank check, DRFT draft and the like.
    public var type: String?
    public var number: String?
    public var from: Addressee?
    /// MLDB mailed to debtor, MLCD mailed to creditor, CRCD by courier to creditor and the like.
    public var delivery: PaymentCode?
    public var deliverTo: Addressee?
    public var priority: InstructionPriority?
    public var maturity: CalendarDate?
    public var formsCode: String?
    /// MemoFld, two at most.
    public var memo: [String] = []
    public var regionalClearingZone: String?
    public var printLocation: String?
    /// Sgntr, five at most, since version .09.
    public var signatures: [String] = []

    public init(type: String? = nil, number: String? = nil, delivery: PaymentCode? = nil) {
        self.type = type
        self.number = number
        self.delivery = delivery
    }
}

/// A bank on the way, and the account through which the money passes it.
public struct IntermediaryAgent: Hashable, Sendable {
    public var agent: PaymentAgent
    public var account: PaymentAccount?

    public init(_ agent: PaymentAgent, account: PaymentAccount? = nil) {
        self.agent = agent
        self.account = account
    }
}

/// InstrForCdtrAgt: PHOB, HOLD and the like, or words.
public struct CreditorAgentInstruction: Hashable, Sendable {
    public var code: String?
    public var text: String?

    public init(code: String? = nil, text: String? = nil) {
        self.code = code
        self.text = text
    }
}

/// One transfer to one creditor.
public struct CreditTransfer: Hashable, Sendable {
    /// Between us and our bank.
    public var instructionID: String?
    /// From end to end; unique in the message.
    public var endToEndID: String
    /// UETR, a UUID of version four in lower case, since version .09.
    public var uniqueReference: String?
    /// Where it differs from the block's.
    public var type: PaymentType?
    public var amount: TransferAmount
    public var exchange: ExchangeAgreement?
    public var chargeBearer: ChargeBearer?
    public var check: CheckInstruction?
    public var ultimateDebtor: PaymentParty?
    /// Three at most, from the debtor's side to the creditor's.
    public var intermediaries: [IntermediaryAgent] = []
    public var creditorAgent: PaymentAgent?
    public var creditorAgentAccount: PaymentAccount?
    public var creditor: PaymentParty?
    public var creditorAccount: PaymentAccount?
    public var ultimateCreditor: PaymentParty?
    public var creditorAgentInstructions: [CreditorAgentInstruction] = []
    public var debtorAgentInstruction: String?
    public var purpose: PaymentCode?
    public var remittance = RemittanceInformation()

    public init(
        endToEndID: String, amount: TransferAmount, creditor: PaymentParty? = nil,
        creditorAccount: PaymentAccount? = nil, creditorAgent: PaymentAgent? = nil
    ) {
        self.endToEndID = endToEndID
        self.amount = amount
        self.creditor = creditor
        self.creditorAccount = creditorAccount
        self.creditorAgent = creditorAgent
    }
}

extension CheckInstruction: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "a check" }
    public var debugDescription: String { description }
}

extension CreditTransfer: CustomStringConvertible, CustomDebugStringConvertible {
    /// Reference and amount; parties, accounts and words are nobody's business in a log.
    public var description: String { "\(endToEndID) \(amount.money)" }
    public var debugDescription: String { description }
}
