// Which statements of an account are missing, judged by the ones that are there.

import Facts
import Money

enum StatementGaps {
    /// The first missing statement of each gap. Statements are those of one account, earliest first.
    ///
    /// - Parameter account: the account's number, for the subject.
    static func find(_ statements: [StatementFact], account: String) -> [ReconciliationException] {
        var gaps: [ReconciliationException] = []
        for (before, after) in zip(statements, statements.dropFirst()) where before.bookedThrough < after.bookedThrough
        {
            guard let difference = after.opening.subtracting(before.closing) else { continue }
            let isNumberMissing: Bool
            if let first = before.sequence, let second = after.sequence {
                // A lower number is a new year's count, not a gap.
                isNumberMissing = second > first && second - first > 1
            } else {
                isNumberMissing = false
            }
            guard isNumberMissing || !difference.isZero else { continue }
            let missing = BankingCalendar.federalReserve.advance(before.bookedThrough, byBankingDays: 1)
            gaps.append(
                ReconciliationException(
                    category: .gapInStatements, subject: "\(account)/\(missing)", evidence: after.evidence,
                    amount: difference, openedOn: after.bookedThrough,
                    explanation: """
                        The statement after \(before.bookedThrough) is missing: the next one begins \
                        \(difference.decimalText) off its closing balance. Ask the bank for it.
                        """))
        }
        return gaps
    }
}
