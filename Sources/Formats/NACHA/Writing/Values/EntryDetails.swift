// Columns 40 to 76 of a domestic entry: the part that differs from class to class, one small value a kind.
// Nacha Operating Rules, Appendix Three, entry detail records.

/// PPD, CCD, WEB, TEL, POS, DNE and COR.
public struct ReceiverDetails: Sendable, Hashable {
    /// 15 characters.
    public var identification: String
    /// 22 characters.
    public var name: String
    public init(identification: String = "", name: String) {
        self.identification = identification
        self.name = name
    }
}

/// CIE: who pays a bill.
public struct CustomerDetails: Sendable, Hashable {
    /// 15 characters.
    public var name: String
    /// 22 characters: the customer's number at the biller.
    public var identification: String
    public init(name: String, identification: String) {
        self.name = name
        self.identification = identification
    }
}

/// CTX, TRX and ENR. The number of addenda is counted, not given.
public struct ExchangeDetails: Sendable, Hashable {
    /// 15 characters.
    public var identification: String
    /// 16 characters.
    public var companyName: String
    public init(identification: String = "", companyName: String) {
        self.identification = identification
        self.companyName = companyName
    }
}

/// ACK (22 characters of company name) and ATX (16 characters, and the number of addenda, which is counted).
public struct AcknowledgementDetails: Sendable, Hashable {
    /// The trace number of the entry acknowledged: 15 characters.
    public var originalTrace: String
    public var companyName: String
    public init(originalTrace: String, companyName: String) {
        self.originalTrace = originalTrace
        self.companyName = companyName
    }
}

/// ARC, BOC and RCK.
public struct CheckDetails: Sendable, Hashable {
    /// 15 characters.
    public var serialNumber: String
    /// 22 characters.
    public var name: String
    public init(serialNumber: String, name: String = "") {
        self.serialNumber = serialNumber
        self.name = name
    }
}

/// TRC and XCK.
public struct TruncatedCheckDetails: Sendable, Hashable {
    /// 15 characters.
    public var serialNumber: String
    /// 6 characters.
    public var processControl: String
    /// 16 characters.
    public var itemResearch: String
    public init(serialNumber: String, processControl: String = "", itemResearch: String = "") {
        self.serialNumber = serialNumber
        self.processControl = processControl
        self.itemResearch = itemResearch
    }
}

/// POP.
public struct PointOfPurchaseDetails: Sendable, Hashable {
    /// 9 characters.
    public var serialNumber: String
    /// 4 characters.
    public var terminalCity: String
    /// 2 characters.
    public var terminalState: String
    /// 22 characters.
    public var name: String
    public init(serialNumber: String, terminalCity: String, terminalState: String, name: String = "") {
        self.serialNumber = serialNumber
        self.terminalCity = terminalCity
        self.terminalState = terminalState
        self.name = name
    }
}

/// SHR.
public struct SharedNetworkDetails: Sendable, Hashable {
    /// MMYY.
    public var cardExpiry: String
    /// 11 characters.
    public var documentReference: String
    /// 22 characters.
    public var cardAccount: String
    public init(cardExpiry: String, documentReference: String, cardAccount: String) {
        self.cardExpiry = cardExpiry
        self.documentReference = documentReference
        self.cardAccount = cardAccount
    }
}

/// MTE.
public struct TerminalUserDetails: Sendable, Hashable {
    /// 22 characters.
    public var name: String
    /// 15 characters.
    public var identification: String
    public init(name: String, identification: String = "") {
        self.name = name
        self.identification = identification
    }
}

/// The details of an entry, by kind. Which kind a class has is fixed; a writer refuses another.
public enum EntryDetails: Sendable, Hashable {
    case receiver(ReceiverDetails)
    case customer(CustomerDetails)
    case exchange(ExchangeDetails)
    case acknowledgement(AcknowledgementDetails)
    case acknowledgementExchange(AcknowledgementDetails)
    case check(CheckDetails)
    case truncatedCheck(TruncatedCheckDetails)
    case pointOfPurchase(PointOfPurchaseDetails)
    case sharedNetwork(SharedNetworkDetails)
    case terminalUser(TerminalUserDetails)
}
