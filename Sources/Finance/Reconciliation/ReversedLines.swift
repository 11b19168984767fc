// Lines by which the bank takes back a line that it booked before (RvslInd): both are explained, and neither is a payment.
// Source: camt.md (RvslInd), reconciliation.md, section 3 (d): same amounts, opposite.

import Facts
import Money

extension FundsMatcher {
    /// How many days after a line the bank may still take it back.
    private static let reversalDays = 10

    /// Pairs a reversal with the one line of the same account that has the opposite amount and the same payment's key. What
    /// is left of reversals is for people: a reversal pays nothing, whatever it names.
    mutating func pairReversedLines() {
        let reversals = lines.indices.filter { isOpen(line: $0) && lines[$0].isReversal }
        if reversals.isEmpty { return }
        let originals = Dictionary(
            grouping: lines.indices.filter { isOpen(line: $0) && !lines[$0].isReversal }, by: { lines[$0].amount })
        let candidates = reversals.map { reversal in
            let opposite = lines[reversal].amount.negated.flatMap { originals[$0] } ?? []
            return (left: reversal, rights: meant(by: reversal, opposite.filter { mayBeTakenBack($0, by: reversal) }))
        }
        for (reversal, original) in Pairing(candidates).pairs {
            lineState[reversal] = .owned
            lineState[original] = .owned
            outcome.matches.append(
                Match(
                    kind: .reversedLine, left: side(reversal), right: side(original), amount: lines[reversal].amount,
                    rule: "reversal+key",
                    explanation:
                        "The bank marks the line as a reversal; account, opposite amount and the payment's key agree "
                        + "with one line of the \(FundsMatcher.reversalDays) days before, and with no other."))
        }
        for reversal in reversals where isOpen(line: reversal) {
            except(
                .unmatchedBankLine, line: reversal,
                "The bank marks the line as a reversal, but not one line of the \(FundsMatcher.reversalDays) days before has "
                    + "the opposite amount and its key; ask the bank what it takes back.")
        }
    }

    /// What a bank books wrongly it takes back and books anew, often on one day: of several lines with the reversal's key and
    /// amount the only one of an earlier day is meant.
    private func meant(by reversal: Int, _ fits: [Int]) -> [Int] {
        let earlier = fits.filter { lines[$0].bookedOn < lines[reversal].bookedOn }
        return earlier.count == 1 ? earlier : fits
    }

    private func mayBeTakenBack(_ original: Int, by reversal: Int) -> Bool {
        let (line, taken) = (lines[original], lines[reversal])
        let days = line.bookedOn.days(to: taken.bookedOn)
        guard line.account == taken.account, days >= 0, days <= FundsMatcher.reversalDays else { return false }
        func agree(_ key: KeyPath<BankLine, String?>) -> Bool {
            line[keyPath: key] != nil && line[keyPath: key] == taken[keyPath: key]
        }
        return agree(\.traceKey) || agree(\.achTrace) || agree(\.checkNumber)
    }
}
