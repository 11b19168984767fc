// What an entry does to which kind of account: the two digits of a transaction code, taken apart.
// Nacha Operating Rules, Appendix Three, transaction codes.

/// The kind of account; the first digit of a transaction code.
public enum AccountKind: Int, Sendable, Hashable, CaseIterable {
    case checking = 2
    case savings = 3
    case generalLedger = 4
    case loan = 5
}

/// What happens on the account; the second digit of a transaction code.
public enum AccountMovement: Sendable, Hashable, CaseIterable {
    case credit, creditPrenote, zeroDollarCredit
    case debit, debitPrenote, zeroDollarDebit
    /// The return, or the notification of change, of a credit or a debit.
    case returnedCredit, returnedDebit

    public var isDebit: Bool {
        switch self {
        case .credit, .creditPrenote, .zeroDollarCredit, .returnedCredit: false
        case .debit, .debitPrenote, .zeroDollarDebit, .returnedDebit: true
        }
    }

    public var isReturned: Bool { self == .returnedCredit || self == .returnedDebit }

    /// Money moves: neither prenote nor zero-dollar entry nor return.
    public var isLive: Bool { self == .credit || self == .debit }
}

/// A transaction code as its two meanings. A loan account takes no debit but a reversal (55), no debit prenote and no
/// zero-dollar debit; a writer refuses those.
public struct AccountTransaction: Sendable, Hashable {
    public var account: AccountKind
    public var movement: AccountMovement

    public init(_ account: AccountKind, _ movement: AccountMovement) {
        self.account = account
        self.movement = movement
    }

    /// The meanings of a code; nil where the rules have no such code (ADV codes 81 to 88 have no account).
    public init?(code: Int) {
        guard let account = AccountKind(rawValue: code / 10), TransactionCodes.domestic.contains(code) else {
            return nil
        }
        let found = AccountMovement.allCases.first { AccountTransaction(account, $0).code == code }
        guard let movement = found else { return nil }
        self.init(account, movement)
    }

    /// Two digits: `.checking, .credit` is 22.
    public var code: Int {
        let digit =
            switch movement {
            case .returnedCredit: 1
            case .credit: 2
            case .creditPrenote: 3
            case .zeroDollarCredit: 4
            case .returnedDebit: 6
            case .debit: account == .loan ? 5 : 7
            case .debitPrenote: 8
            case .zeroDollarDebit: 9
            }
        return account.rawValue * 10 + digit
    }

    /// The code of a return or a notification of change: x2 x3 x4 become x1; x7 x8 x9 and 55 become x6.
    public var returned: AccountTransaction {
        AccountTransaction(account, movement.isDebit ? .returnedDebit : .returnedCredit)
    }

    /// The code that undoes a live entry: x2 becomes x7 (52 becomes 55), x7 becomes x2. Nil where there is nothing to
    /// undo, and for 55, which is a reversal itself.
    public var reversed: AccountTransaction? {
        switch movement {
        case .credit: AccountTransaction(account, .debit)
        case .debit where account != .loan: AccountTransaction(account, .credit)
        default: nil
        }
    }
}
