// The daily proof of cash: the ledger's balance of a cash account beside the closing balances of its bank accounts.
// The ledger books every line of a statement at once, so the two are equal to the cent unless a statement is missing.

public import Facts
public import Money

/// One cash account on one day in one currency.
public struct BankProof: Sendable, Hashable {
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Equal to the cent.
        case proved
        /// The difference is, to the cent, what missing statements moved.
        case explained
        /// A bank account of the cash account has no statement through this day yet.
        case waiting
        case differs
    }

    public let cashAccount: String
    public let date: CalendarDate
    /// Debits less credits of all that happened through the day.
    public let ledger: Money
    /// Sum of the closing balances of the bank accounts, each of its last statement through the day.
    public let bank: Money
    /// Bank less ledger.
    public let difference: Money
    /// What of the difference no missing statement explains.
    public let unexplained: Money
    public let state: State
    /// A sentence for people; account numbers only as their last four characters.
    public let explanation: String

    /// The proofs of all days on which a statement closed, sorted by account, currency and day.
    ///
    /// - Parameters:
    ///   - days: of the cash accounts, each on the day of what happened, whatever day it is booked on.
    ///   - statements: those that were posted, in any order.
    ///   - cashAccount: of a bank account.
    public static func proofs(
        _ days: [AccountDay], _ statements: [StatementFact], cashAccount: (LookupKey) -> String
    ) -> [BankProof] {
        var groups: [Group: [StatementFact]] = [:]
        for statement in statements {
            groups[Group(account: cashAccount(statement.account), currency: statement.closing.currency), default: []]
                .append(statement)
        }
        return groups.sorted { $0.key < $1.key }.flatMap { group, statements in
            proofs(
                of: group,
                days.filter { $0.account == group.account && $0.currency == group.currency }.sorted {
                    $0.date < $1.date
                },
                statements)
        }
    }

    private struct Group: Hashable, Comparable {
        let account: String
        let currency: Currency
        static func < (left: Group, right: Group) -> Bool {
            (left.account, left.currency) < (right.account, right.currency)
        }
    }

    private static func proofs(
        of group: Group, _ days: [AccountDay], _ statements: [StatementFact]
    ) -> [BankProof] {
        var proofs: [BankProof] = []
        var ledger = CheckedSum()
        var next = 0
        var latest: [LookupKey: StatementFact] = [:]
        var gaps: [LookupKey: CheckedSum] = [:]
        let ordered = statements.sorted { ($0.bookedThrough, $0.evidence) < ($1.bookedThrough, $1.evidence) }
        var upcoming = 0
        for date in Set(ordered.map(\.bookedThrough)).sorted() {
            while next < days.count, days[next].date <= date {
                ledger.add(days[next].debit)
                ledger.add(-days[next].credit)
                next += 1
            }
            while upcoming < ordered.count, ordered[upcoming].bookedThrough == date {
                let statement = ordered[upcoming]
                upcoming += 1
                if let before = latest[statement.account] {
                    gaps[statement.account, default: CheckedSum()].add(statement.opening.minorUnits)
                    gaps[statement.account, default: CheckedSum()].add(-before.closing.minorUnits)
                }
                latest[statement.account] = statement
            }
            if let proof = proof(of: group, date, ledger, latest, gaps) { proofs.append(proof) }
        }
        return proofs
    }

    private static func proof(
        of group: Group, _ date: CalendarDate, _ ledger: CheckedSum, _ latest: [LookupKey: StatementFact],
        _ gaps: [LookupKey: CheckedSum]
    ) -> BankProof? {
        var bank = CheckedSum()
        for statement in latest.values { bank.add(statement.closing.minorUnits) }
        var missing = CheckedSum()
        for gap in gaps.values { missing.add(gap.total ?? .max) }
        guard let ours = ledger.total, let theirs = bank.total,
            let difference = Money(minorUnits: theirs, currency: group.currency)
                .subtracting(Money(minorUnits: ours, currency: group.currency)),
            let unexplained = missing.total.flatMap({
                difference.subtracting(Money(minorUnits: $0, currency: group.currency))
            })
        else { return nil }
        let late = latest.values.filter { $0.bookedThrough < date }.map(\.accountMask).sorted()
        let incomplete = gaps.filter { $0.value.total != 0 }.keys.compactMap { latest[$0]?.accountMask }.sorted()
        let state: State
        let explanation: String
        if difference.isZero {
            state = .proved
            explanation = "Ledger and bank agree."
        } else if missing.total == difference.minorUnits {
            state = .explained
            explanation = "Missing statements of \(incomplete.joined(separator: ", ")) moved the difference."
        } else if !late.isEmpty {
            state = .waiting
            explanation = "The statement of \(late.joined(separator: ", ")) through this day is not there yet."
        } else {
            state = .differs
            explanation =
                "Nothing explains the difference: compare the statement's lines with the journal's of the day."
        }
        return BankProof(
            cashAccount: group.account, date: date, ledger: Money(minorUnits: ours, currency: group.currency),
            bank: Money(minorUnits: theirs, currency: group.currency), difference: difference,
            unexplained: difference.isZero ? difference : unexplained, state: state,
            explanation: explanation)
    }
}
