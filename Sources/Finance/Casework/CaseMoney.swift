// Where the money of an exception stands in the books, and so what giving it up posts. Relies on the ledger's events.

public import Facts
public import Ledger
public import Money

/// What an exception is about, as far as bookkeeping cares.
public enum CaseMoney: Sendable, Hashable {
    /// Money that came and is not applied: it stands as unapplied cash.
    case unapplied
    /// Money that an advice promised, and that was taken out of unapplied cash before it came.
    case promised
    /// Money that is owed to us for an item of this kind.
    case owed(OpenItemKind)
    /// Money paid beyond what an item of this kind was for.
    case overpaid(OpenItemKind)
    /// Nothing in the books.
    case none

    /// The amounts that giving up `amount` posts under the event `write-off`.
    public func writeOff(of amount: Money) -> [(role: AmountRole, amount: Money)] {
        switch self {
        case .unapplied: amount.negated.map { [(.unapplied, $0)] } ?? []
        case .promised: [(.unapplied, amount)]
        case .owed(let kind): [(Self.role(kind), amount)]
        case .overpaid(let kind): amount.negated.map { [(Self.role(kind), $0)] } ?? []
        case .none: []
        }
    }

    /// The event and amounts by which `amount` becomes money that is nobody's yet; nothing where it is that already.
    public func makingUnapplied(
        _ amount: Money
    ) -> (event: BookkeepingEvent, amounts: [(role: AmountRole, amount: Money)])? {
        switch self {
        case .overpaid(.claim): return (.creditBalance, [(.amount, amount)])
        case .overpaid(let kind):
            // The write-off's expense is on both sides and goes out.
            return amount.negated.map { (.writeOff, [(Self.role(kind), $0), (.unapplied, amount)]) }
        case .unapplied, .promised, .owed, .none: return nil
        }
    }

    /// Whether the amount can be given up: whether it stands anywhere.
    public var canBeWrittenOff: Bool { self != .none }

    /// Whether it can be left, or put, among the unapplied.
    public var canBeUnapplied: Bool {
        switch self {
        case .unapplied, .overpaid: true
        case .promised, .owed, .none: false
        }
    }

    static func role(_ kind: OpenItemKind) -> AmountRole {
        switch kind {
        case .claim: .claim
        case .invoice: .invoice
        case .premium: .premium
        case .rent: .rent
        case .loanRepayment: .loanRepayment
        case .cashierDeposit: .unapplied
        }
    }

    /// The event by which unapplied money pays an item of a kind.
    public static func payment(of kind: OpenItemKind) -> BookkeepingEvent {
        switch kind {
        case .claim: .claimPayment
        case .invoice: .invoicePayment
        case .premium: .premiumPayment
        case .rent: .rentPayment
        case .loanRepayment: .loanRepayment
        case .cashierDeposit: .cashierDeposit
        }
    }
}
