// Which statements of an account, or pages of one, are missing, judged by the ones that are there.
// A day may come in one statement, in pages of one, or in several: what belongs to a day is told by its balances, since each page
// opens with what the one before it carries over (StmtPgntn; camt.md).

import Facts
import Money

enum StatementGaps {
    /// The first missing statement of each gap, and the days of which a page is missing. Statements are those of one account.
    ///
    /// - Parameter account: the account's number, for the subject.
    static func find(_ statements: [StatementFact], account: String) -> [ReconciliationException] {
        var gaps: [ReconciliationException] = []
        var before: StatementFact?
        for day in days(statements) {
            let pages = ordered(withoutCopies(day), after: before?.closing)
            if let before, let first = pages.first { gaps += gap(before, first, account) }
            for (page, next) in zip(pages, pages.dropFirst()) where page.closing != next.opening {
                guard let difference = next.opening.subtracting(page.closing) else { continue }
                gaps.append(
                    ReconciliationException(
                        category: .gapInStatements, subject: "\(account)/\(page.bookedThrough)",
                        evidence: next.evidence,
                        amount: difference, openedOn: page.bookedThrough,
                        explanation: """
                            A page of the statement of \(page.bookedThrough) is missing: a page opens \
                            \(difference.decimalText) off what the one before it carries over. Ask the bank for it.
                            """))
                break
            }
            before = pages.last
        }
        return gaps
    }

    /// Statements of one account in the order of their days, and those of a day in the order in which they carry over: whichever
    /// came first.
    static func ordered(_ statements: [StatementFact]) -> [StatementFact] {
        var all: [StatementFact] = []
        for day in days(statements) { all += ordered(day, after: all.last?.closing) }
        return all
    }

    /// A page that came again under another name carries nothing on.
    private static func withoutCopies(_ pages: [StatementFact]) -> [StatementFact] {
        var known: [StatementFact] = []
        for page in pages.sorted(by: { $0.evidence < $1.evidence }) {
            let isCopy = known.contains {
                $0.sequence == page.sequence && $0.opening == page.opening && $0.closing == page.closing
            }
            if !isCopy { known.append(page) }
        }
        return known
    }

    private static func days(_ statements: [StatementFact]) -> [[StatementFact]] {
        Dictionary(grouping: statements, by: \.bookedThrough).sorted { $0.key < $1.key }.map(\.value)
    }

    /// The pages of a day, each behind the one that it carries on from. The first is the one that opens with `closing`, else the
    /// one that no other carries over to.
    private static func ordered(_ pages: [StatementFact], after closing: Money?) -> [StatementFact] {
        if pages.count == 1 { return pages }
        var rest = pages.sorted {
            ($0.sequence ?? 0, $0.opening.minorUnits, $0.closing.minorUnits, $0.evidence)
                < ($1.sequence ?? 0, $1.opening.minorUnits, $1.closing.minorUnits, $1.evidence)
        }
        var chain: [StatementFact] = []
        while !rest.isEmpty {
            let carried = chain.last?.closing ?? closing
            let next =
                rest.firstIndex { $0.opening == carried }
                ?? rest.indices.first { index in
                    !rest.indices.contains { $0 != index && rest[$0].closing == rest[index].opening }
                } ?? 0
            chain.append(rest.remove(at: next))
        }
        return chain
    }

    private static func gap(
        _ before: StatementFact, _ after: StatementFact, _ account: String
    ) -> [ReconciliationException] {
        guard let difference = after.opening.subtracting(before.closing) else { return [] }
        let isNumberMissing: Bool
        if let first = before.sequence, let second = after.sequence {
            // A lower number is a new year's count, not a gap.
            isNumberMissing = second > first && second - first > 1
        } else {
            isNumberMissing = false
        }
        guard isNumberMissing || !difference.isZero else { return [] }
        let missing = BankingCalendar.federalReserve.advance(before.bookedThrough, byBankingDays: 1)
        return [
            ReconciliationException(
                category: .gapInStatements, subject: "\(account)/\(missing)", evidence: after.evidence,
                amount: difference, openedOn: after.bookedThrough,
                explanation: """
                    The statement after \(before.bookedThrough) is missing: the next one begins \
                    \(difference.decimalText) off its closing balance. Ask the bank for it.
                    """)
        ]
    }
}
