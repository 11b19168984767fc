// An IAT entry with its addenda 10 to 18, and what a return or notification of change adds.
// Nacha Operating Rules, Appendix Three, IAT entry detail and addenda records.

/// A person or company of an IAT entry with its address (addenda 11 and 12, or 10, 15 and 16).
public struct InternationalParty: Sendable, Hashable {
    /// 35 characters.
    public var name: String
    /// 35 characters.
    public var street: String
    /// 35 characters: city and state, `*` between and `\` behind.
    public var city: String
    /// 35 characters: country and postal code, `*` between and `\` behind.
    public var country: String

    public init(name: String, street: String, city: String, country: String) {
        self.name = name
        self.street = street
        self.city = city
        self.country = country
    }
}

/// A bank of an IAT entry (addenda 13, 14 and 18).
public struct InternationalBank: Sendable, Hashable {
    /// 35 characters.
    public var name: String
    /// `01` national clearing system, `02` BIC, `03` IBAN.
    public var qualifier: String
    /// 34 characters.
    public var identification: String
    /// ISO 3166 code of two letters; the field has three characters.
    public var country: String

    public init(name: String, qualifier: String = "01", identification: String, country: String) {
        self.name = name
        self.qualifier = qualifier
        self.identification = identification
        self.country = country
    }
}

/// What ends an IAT entry.
public enum InternationalAnswer: Sendable, Hashable {
    /// A forward entry: nothing.
    case none
    /// A return; the amount is that of the forward entry in the other currency, ten digits.
    case returned(ReturnAddenda, forwardAmount: Int64)
    case dishonored(DishonoredAddenda)
    case contested(ContestedAddenda)
    case change(ChangeAddenda)
    case refusedChange(RefusedChangeAddenda)
}

/// An entry of an IAT batch. The number of addenda is counted, not given.
public struct InternationalEntry: Sendable, Hashable {
    public var transaction: AccountTransaction
    /// The gateway of an outgoing entry, the receiving bank of an incoming one.
    public var receivingDFI: RoutingNumber
    /// US cents.
    public var cents: Int64
    /// 35 characters.
    public var accountNumber: String
    /// `0` clear, `1` suspect, or empty.
    public var gatewayScreening: String
    public var secondaryScreening: String
    /// Three letters: `BUS`, `SAL`, `PEN`, or the class of a payment that would be domestic otherwise (`WEB`).
    public var transactionType: String
    /// In the minor units of the destination currency, 18 digits.
    public var foreignAmount: Int64
    /// 22 characters.
    public var foreignTrace: String
    public var originator: InternationalParty
    public var originatingBank: InternationalBank
    public var receivingBank: InternationalBank
    /// 15 characters: the receiver's number at the originator.
    public var receiverID: String
    public var receiver: InternationalParty
    /// Addenda 17, at most two of 80 characters.
    public var remittance: [String]
    /// Addenda 18, at most five; with addenda 17 at most five together.
    public var correspondents: [InternationalBank]
    public var answer: InternationalAnswer
    /// Fifteen digits. Nil: the next one of the file.
    public var trace: Int64?

    public init(
        _ transaction: AccountTransaction, receivingDFI: RoutingNumber, cents: Int64, accountNumber: String,
        gatewayScreening: String = "", secondaryScreening: String = "", transactionType: String,
        foreignAmount: Int64, foreignTrace: String = "", originator: InternationalParty,
        originatingBank: InternationalBank, receivingBank: InternationalBank, receiverID: String = "",
        receiver: InternationalParty, remittance: [String] = [], correspondents: [InternationalBank] = [],
        answer: InternationalAnswer = .none, trace: Int64? = nil
    ) {
        self.transaction = transaction
        self.receivingDFI = receivingDFI
        self.cents = cents
        self.accountNumber = accountNumber
        self.gatewayScreening = gatewayScreening
        self.secondaryScreening = secondaryScreening
        self.transactionType = transactionType
        self.foreignAmount = foreignAmount
        self.foreignTrace = foreignTrace
        self.originator = originator
        self.originatingBank = originatingBank
        self.receivingBank = receivingBank
        self.receiverID = receiverID
        self.receiver = receiver
        self.remittance = remittance
        self.correspondents = correspondents
        self.answer = answer
        self.trace = trace
    }

    /// What the payment is for, or its secondary class.
    static let transactionTypes = [
        "ANN", "BUS", "DEP", "LOA", "MIS", "MOR", "PEN", "RLS", "REM", "SAL", "TAX", "ARC", "BOC", "MTE", "POP", "POS",
        "RCK", "SHR", "TEL", "WEB", "IAT",
    ]

    /// How many addenda records.
    var addendaCount: Int { 7 + remittance.count + correspondents.count + (answer == .none ? 0 : 1) }
}
