// Opening balance, booked entries and closing balance of one statement, compared exactly.
// Relies on Money.

import Money

/// What became of the equation (opening + booked credits - booked debits = closing) of one statement.
enum BalanceEquation: Equatable {
    case holds
    /// By how much the closing balance is above what opening and entries give; whether it would hold if entries marked
    /// as reversals counted the other way round.
    case fails(difference: Money, holdsWithReversalsFlipped: Bool)
    /// No opening or no closing balance, two currencies, or an amount that could not be read.
    case notCheckable
    case overflow

    init(opening: Money?, closing: Money?, figures: StatementFigures) {
        guard let opening, let closing, opening.currency == closing.currency, !figures.hasUnreadable,
            figures.byCurrency.allSatisfy({ $0.currency == opening.currency })
        else {
            self = .notCheckable
            return
        }
        let sums = figures.figures(of: opening.currency)
        guard let credits = sums.credits.total, let debits = sums.debits.total, let reversals = sums.reversals.total
        else {
            self = .overflow
            return
        }
        let (net, netOverflow) = credits.subtractingReportingOverflow(debits)
        let (reached, reachedOverflow) = opening.minorUnits.addingReportingOverflow(net)
        let (difference, overflow) = closing.minorUnits.subtractingReportingOverflow(reached)
        if netOverflow || reachedOverflow || overflow {
            self = .overflow
        } else if difference == 0 {
            self = .holds
        } else {
            let (twice, twiceOverflow) = reversals.multipliedReportingOverflow(by: -2)
            self = .fails(
                difference: Money(minorUnits: difference, currency: opening.currency),
                holdsWithReversalsFlipped: reversals != 0 && !twiceOverflow && twice == difference)
        }
    }
}
