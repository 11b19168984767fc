// The accounts, and which event posts to which of them: data, checked whole before anything is booked.
// Relies on no file format: the caller hands in plain dictionaries and maps a fault's path back to its file and line.

/// Class of an account.
public enum AccountType: String, Sendable, Hashable, CaseIterable {
    case asset, liability, equity, income, expense
}

/// One account of the general ledger.
public struct Account: Sendable, Hashable {
    /// What journal lines name: `1010`.
    public let code: String
    /// Hierarchical name with colons as hledger writes it: `assets:cash:operating`.
    public let name: String
    public let type: AccountType
    /// Banking days within which the account comes back to zero; nil for one that need not.
    public let clearsWithin: Int?
    public init(code: String, name: String, type: AccountType, clearsWithin: Int? = nil) {
        self.code = code
        self.name = name
        self.type = type
        self.clearsWithin = clearsWithin
    }
}

/// Accounts, posting rules and dimensions. Every event has a rule for each of its amounts (but for optional ones whose
/// accounts a chart does not have), and every rule names accounts that exist.
public struct ChartOfAccounts: Sendable, Hashable {
    /// Sorted by code.
    public let accounts: [Account]
    /// Account code for the cash of a bank account that has no account of its own.
    public let defaultCash: String
    /// Bank account, as the configuration writes it, to the code of its cash account.
    public let cashByBankAccount: [String: String]
    public let dimensions: ChartDimensions
    let hasDimensions: Bool
    let hasSeveralEntities: Bool
    private let accountByCode: [String: Account]
    private let rules: [BookkeepingEvent: [AmountRole: PostingRule]]

    /// Checks everything and reports all that is wrong at once.
    ///
    /// - Parameters:
    ///   - accounts: each with `code`, `name`, `type` and, for a clearing account, `clears-within` in banking days.
    ///   - cash: `default`: the code of the cash account for bank accounts that `cashByBankAccount` does not name.
    ///   - cashByBankAccount: bank account to account code.
    ///   - events: event to amount role to `debit` and `credit`. What is left out is taken from the built-in chart
    ///     where its accounts exist here.
    ///   - dimensions: `default` (under an empty key), `bank-accounts`, `events`, `accounts`: what has which `entity`,
    ///     `cost-center`, `fund`.
    ///   - interEntity: `due-from` and `due-to`: codes of the accounts between entities.
    public init(
        accounts: [[String: String]], cash: [String: String] = [:], cashByBankAccount: [String: String] = [:],
        events: [String: [String: [String: String]]] = [:], dimensions: [String: [String: [String: String]]] = [:],
        interEntity: [String: String] = [:]
    ) throws(ChartOfAccountsError) {
        var reading = ChartReading()
        reading.read(accounts: accounts)
        reading.read(cash: cash, cashByBankAccount: cashByBankAccount)
        reading.read(events: events, builtIn: StandardChart.rules)
        reading.read(dimensions: dimensions, interEntity: interEntity)
        if !reading.faults.isEmpty { throw ChartOfAccountsError(faults: reading.faults) }
        self.init(
            accounts: reading.accounts, defaultCash: reading.defaultCash, cashByBankAccount: cashByBankAccount,
            rules: reading.rules, dimensions: reading.dimensions)
    }

    /// For a chart that is known to be whole.
    init(
        accounts: [Account], defaultCash: String, cashByBankAccount: [String: String],
        rules: [BookkeepingEvent: [AmountRole: PostingRule]], dimensions: ChartDimensions = ChartDimensions()
    ) {
        self.accounts = accounts.sorted { $0.code < $1.code }
        self.defaultCash = defaultCash
        self.cashByBankAccount = cashByBankAccount
        self.rules = rules
        self.dimensions = dimensions
        hasDimensions = dimensions != ChartDimensions()
        hasSeveralEntities = dimensions.entities.count > 1
        accountByCode = Dictionary(accounts.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The built-in chart, for a hospital on accrual.
    public static let standard = ChartOfAccounts(
        accounts: StandardChart.accounts, defaultCash: StandardChart.cash, cashByBankAccount: [:],
        rules: StandardChart.rules)

    public func account(_ code: String) -> Account? { accountByCode[code] }

    /// The name of an account for people and journals; the code itself for one that is not in the chart.
    public func name(of code: String) -> String { accountByCode[code]?.name ?? code }

    /// Codes of the accounts that must come back to zero.
    public var clearingAccounts: [String] { accounts.filter { $0.clearsWithin != nil }.map(\.code) }

    /// Where an event's amount goes; nil for a role that the event does not have.
    public func rule(_ event: BookkeepingEvent, _ role: AmountRole) -> PostingRule? { rules[event]?[role] }
}

/// Everything that is wrong with a chart of accounts.
public struct ChartOfAccountsError: Error, Sendable, Hashable {
    public struct Fault: Sendable, Hashable {
        /// Where: `accounts[3].type`, `events.claim-payment.paid.debit`.
        public let path: String
        /// What is wrong and what is allowed.
        public let sentence: String
    }
    public let faults: [Fault]
}

extension ChartOfAccountsError: CustomStringConvertible {
    public var description: String { faults.map { "\($0.path): \($0.sentence)" }.joined(separator: "\n") }
}
