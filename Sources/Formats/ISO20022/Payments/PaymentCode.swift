// Small values that payments are made of: codes, priorities, methods, and what kind of payment is wanted.
// Relies on nothing. External code lists grow each quarter, so codes are texts with names for those of everyday use.

/// A code of an external list (`Cd`), or one agreed with the bank (`Prtry`).
public enum PaymentCode: Hashable, Sendable {
    case code(String)
    case proprietary(String)

    /// The code itself, whichever list it is from.
    public var text: String {
        switch self {
        case .code(let text), .proprietary(let text): text
        }
    }
}

/// PmtMtd: how the money moves.
public enum PaymentMethod: String, Hashable, Sendable, CaseIterable {
    case transfer = "TRF"
    case check = "CHK"
    /// A transfer on paper advice: rare, kept for completeness.
    case advice = "TRA"
}

/// ChrgBr: who pays the banks' charges.
public enum ChargeBearer: String, Hashable, Sendable, CaseIterable {
    /// As the service level rules (SEPA's only choice).
    case followingServiceLevel = "SLEV"
    case shared = "SHAR"
    case debtor = "DEBT"
    case creditor = "CRED"
}

/// InstrPrty.
public enum InstructionPriority: String, Hashable, Sendable, CaseIterable {
    case high = "HIGH"
    case normal = "NORM"
}

/// PmtTpInf: which rail carries the payment, and what it is for.
public struct PaymentType: Hashable, Sendable {
    public var priority: InstructionPriority?
    /// One at most before version .09.
    public var serviceLevels: [PaymentCode]
    public var localInstrument: PaymentCode?
    /// SALA, SUPP, TAXS and the like.
    public var categoryPurpose: PaymentCode?

    public init(
        serviceLevels: [PaymentCode] = [], localInstrument: PaymentCode? = nil, categoryPurpose: PaymentCode? = nil,
        priority: InstructionPriority? = nil
    ) {
        self.serviceLevels = serviceLevels
        self.localInstrument = localInstrument
        self.categoryPurpose = categoryPurpose
        self.priority = priority
    }

    /// A US ACH credit: service level NURG, the entry class as local instrument.
    public static func ach(_ entryClass: ACHEntryClass) -> PaymentType {
        PaymentType(serviceLevels: [.code("NURG")], localInstrument: .code(entryClass.rawValue))
    }

    /// A wire (Fedwire in the US): service level URGP.
    public static let wire = PaymentType(serviceLevels: [.code("URGP")])
    /// A real-time payment (RTP): service level URNS.
    public static let realTime = PaymentType(serviceLevels: [.code("URNS")])
    /// A SEPA credit transfer: service level SEPA.
    public static let sepa = PaymentType(serviceLevels: [.code("SEPA")])

    /// The rail that the codes name; nil where they leave it to the bank.
    public var rail: PaymentRail? {
        for level in serviceLevels {
            switch level.text {
            case "URGP", "SDVA": return .wire
            case "URNS", "INST": return .realTime
            case "SEPA": return .sepa
            default: break
            }
        }
        if let code = localInstrument?.text, let entryClass = ACHEntryClass(rawValue: code) {
            return .ach(entryClass)
        }
        return localInstrument?.text == "FEDW" ? .wire : nil
    }
}

/// Standard entry classes of credits that companies order by pain.001 (Nacha Operating Rules, appendix three).
public enum ACHEntryClass: String, Hashable, Sendable, CaseIterable {
    /// To a company, with up to one addenda record.
    case corporate = "CCD"
    /// To a company, with up to 9,999 addenda records: a whole X12 820.
    case corporateTradeExchange = "CTX"
    /// To a person.
    case prearranged = "PPD"
    /// Across a border.
    case international = "IAT"
}

/// The clearing that carries a payment.
public enum PaymentRail: Hashable, Sendable {
    case ach(ACHEntryClass)
    case wire, realTime, sepa

    /// Whether it settles on banking days only. RTP settles every day of the year.
    public var needsBankingDay: Bool { self != .realTime }
}
