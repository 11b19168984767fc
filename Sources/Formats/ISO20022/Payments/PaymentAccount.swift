// Accounts and the banks that keep them (CashAccount and FinancialInstitutionIdentification of ISO 20022).
// Relies on Money. Printing an account shows its last four characters.

public import Money

/// Number of an account.
public enum AccountNumber: Hashable, Sendable {
    case iban(String)
    /// Every other number, as US accounts have, with the scheme that it is of (BBAN, UPIC) where given.
    case other(String, scheme: PaymentCode?, issuer: String?)

    public static func other(_ number: String) -> AccountNumber { .other(number, scheme: nil, issuer: nil) }

    public var text: String {
        switch self {
        case .iban(let number), .other(let number, _, _): number
        }
    }
}

/// An account at a bank.
public struct PaymentAccount: Hashable, Sendable {
    public var number: AccountNumber
    /// Tp: CACC checking, SVGS savings. ACH needs it.
    public var type: PaymentCode?
    public var currency: Currency?
    public var name: String?

    public init(_ number: AccountNumber, type: PaymentCode? = nil, currency: Currency? = nil, name: String? = nil) {
        self.number = number
        self.type = type
        self.currency = currency
        self.name = name
    }

    /// A US checking account.
    public static func checking(_ number: String, currency: Currency? = nil) -> PaymentAccount {
        PaymentAccount(.other(number), type: .code("CACC"), currency: currency)
    }

    /// A US savings account.
    public static func savings(_ number: String) -> PaymentAccount {
        PaymentAccount(.other(number), type: .code("SVGS"))
    }
}

/// A bank, told by its BIC, by its number in a clearing, or by name and address.
public struct PaymentAgent: Hashable, Sendable {
    /// BIC until version .03, BICFI after.
    public var bic: String?
    /// ClrSysMmbId/ClrSysId: USABA for US routing numbers.
    public var clearingSystem: PaymentCode?
    /// ClrSysMmbId/MmbId.
    public var memberID: String?
    /// LEI, since version .09.
    public var legalEntity: String?
    public var name: String?
    public var address: PostalAddress?
    /// Othr/Id; `NOTPROVIDED` where a SEPA order names no bank.
    public var otherID: String?
    public var branchID: String?

    public init(bic: String? = nil, name: String? = nil, address: PostalAddress? = nil, otherID: String? = nil) {
        self.bic = bic
        self.name = name
        self.address = address
        self.otherID = otherID
    }

    /// A US bank by its nine-digit routing number.
    public static func routingNumber(_ number: String) -> PaymentAgent {
        var agent = PaymentAgent()
        agent.clearingSystem = .code("USABA")
        agent.memberID = number
        return agent
    }

    /// The routing number, where the clearing is the US one.
    public var routingNumber: String? { clearingSystem?.text == "USABA" ? memberID : nil }
}

extension AccountNumber: CustomStringConvertible, CustomDebugStringConvertible {
    /// `•••1234`; a short number shows nothing.
    public var description: String { text.count > 6 ? "•••" + text.suffix(4) : "•••" }
    public var debugDescription: String { description }
}

extension PaymentAccount: CustomStringConvertible, CustomDebugStringConvertible {
    /// The number's last characters alone: the account's name may be a person's.
    public var description: String { number.description }
    public var debugDescription: String { description }
}
