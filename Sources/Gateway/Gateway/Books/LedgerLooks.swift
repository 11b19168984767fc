// The books for people: trial balances, clearing accounts, the proof of cash. Looks only.

import Facts
public import Ledger
public import Money
public import Store

public struct LedgerLooks {
    private let installation: Installation

    public init(_ installation: Installation) { self.installation = installation }

    public func batches() throws -> [LedgerBatch] { try installation.database.read { try $0.ledgerBatches() } }

    public func periods() throws -> [PeriodAct] { try installation.database.read { try $0.periodActs() } }

    /// The last word of the general ledger on each batch, entry and line, with its message.
    public func acknowledgements() throws -> [(acknowledgement: LedgerAcknowledgement, message: String)] {
        try installation.database.read { try $0.ledgerAcknowledgements() }.map { row in
            let message = try installation.vault.open(row.sealedMessage, as: AcknowledgementLoading.purpose)
            return (row, String(decoding: message, as: UTF8.self))
        }
    }

    /// The latest day for which a statement counts; nil before the first.
    public func lastStatementDay() throws -> CalendarDate? {
        try installation.database.read { try $0.businessDate(in: FactScope(arrivalBeingPosted: nil)) }
    }

    public func balance(from: CalendarDate, through: CalendarDate) throws -> PeriodBalance {
        var balance = PeriodBalance(from: from, through: through)
        try installation.database.read { session in try session.dailySums { balance.add(AccountDay($0)) } }
        return balance
    }

    /// Clearing accounts that are not zero on a day, by the day of what happened.
    public func clearing(on day: CalendarDate) throws -> [ClearingBalance] {
        let chart = installation.configuration.chartOfAccounts
        var days: [AccountDay] = []
        try installation.database.read { session in
            try session.dailySums(byDayOfEvent: true, accounts: Set(chart.clearingAccounts)) {
                days.append(AccountDay($0))
            }
        }
        return ClearingAccounts.open(days, chart: chart, on: day)
    }

    /// Ledger beside bank for every day on which a statement closed.
    public func proofs() throws -> [BankProof] {
        let chart = installation.configuration.chartOfAccounts
        var codes: [LookupKey: String] = [:]
        for (account, code) in chart.cashByBankAccount { codes[installation.keys.key(.account, account)] = code }
        let cash = Set(codes.values).union([chart.defaultCash])
        var days: [AccountDay] = []
        var statements: [StatementFact] = []
        try installation.database.read { session in
            try session.dailySums(byDayOfEvent: true, accounts: cash) { days.append(AccountDay($0)) }
            statements = try session.allStatements(in: FactScope(arrivalBeingPosted: nil))
        }
        return BankProof.proofs(days, statements) { codes[$0] ?? chart.defaultCash }
    }
}

extension AccountDay {
    init(_ sum: DailySum) {
        self.init(
            account: sum.account, entity: sum.entity, currency: sum.currency, date: sum.date, debit: sum.debit,
            credit: sum.credit)
    }
}
