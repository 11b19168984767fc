// What the books themselves say is wrong, as exceptions: clearing accounts that do not clear in time, cash that the bank has
// and the ledger has not. Each is a function of the books alone, so it goes when its cause goes.

public import Facts
import Money

/// An exception of the books with an id that stays the same for as long as it lasts.
public struct ControlException: Sendable, Hashable {
    public let id: String
    public let exception: ReconciliationException

    public init(id: String, exception: ReconciliationException) {
        self.id = id
        self.exception = exception
    }
}

public enum ControlExceptions {
    /// One for each clearing account that is overdue, about what is overdue of its balance.
    public static func clearing(_ balances: [ClearingBalance], chart: ChartOfAccounts) -> [ControlException] {
        balances.compactMap { balance in
            guard balance.isOverdue, let since = balance.openSince, let on = balance.overdueOn else { return nil }
            let currency = balance.balance.currency
            let place = balance.entity.isEmpty ? balance.account : "\(balance.entity)/\(balance.account)"
            return ControlException(
                id: "E-\(ExceptionCategory.clearingOverdue.rawValue)-\(place)-\(currency)",
                exception: ReconciliationException(
                    category: .clearingOverdue, subject: "\(place)/\(currency)", evidence: nil,
                    amount: balance.overdue, openedOn: on,
                    explanation: """
                        \(chart.name(of: balance.account)) holds \(balance.balance), of which \(balance.overdue) has not \
                        cleared in time; the oldest since \(since). Find what should take it out: `hms-ach ledger clearing`.
                        """))
        }
    }

    /// One for each account and day on which the difference between bank and ledger changed, since the two last agreed.
    ///
    /// - Parameter proofs: of all days, in any order; those that wait for a statement say nothing.
    public static func proof(_ proofs: [BankProof]) -> [ControlException] {
        struct Account: Hashable {
            let code: String
            let currency: Currency
        }
        var open: [Account: (last: Money, found: [ControlException])] = [:]
        for proof in proofs.sorted(by: { $0.date < $1.date }) where proof.state != .waiting {
            let account = Account(code: proof.cashAccount, currency: proof.ledger.currency)
            if proof.unexplained.isZero {
                open[account] = nil
                continue
            }
            var known = open[account] ?? (.zero(account.currency), [])
            if let change = proof.unexplained.subtracting(known.last), !change.isZero {
                known.found.append(exception(proof, change))
            }
            known.last = proof.unexplained
            open[account] = known
        }
        return open.values.flatMap(\.found).sorted { $0.id < $1.id }
    }

    private static func exception(_ proof: BankProof, _ change: Money) -> ControlException {
        let place = "\(proof.cashAccount)/\(proof.date)/\(change.currency)"
        return ControlException(
            id: "E-\(ExceptionCategory.bankProof.rawValue)-\(place)",
            exception: ReconciliationException(
                category: .bankProof, subject: place, evidence: nil, amount: change, openedOn: proof.date,
                explanation: """
                    On this day the bank's closing balance went \(change) away from the ledger's cash, and no missing \
                    statement explains it. Compare the statement's lines and balances with the journal's of the day.
                    """))
    }
}
