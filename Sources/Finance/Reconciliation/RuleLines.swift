// Lines that need no partner: fees, interest, lockbox, cards, sweeps.

import Facts
import Money

extension FundsMatcher {
    mutating func clearByRule() {
        for (index, line) in lines.enumerated() where isOpen(line: index) {
            guard let category = line.ruleCategory else { continue }
            lineState[index] = .owned
            outcome.matches.append(
                Match(
                    kind: .rule, left: MatchSide(evidence: nil, reference: category.rawValue), right: side(index),
                    amount: line.amount, rule: "category",
                    explanation: "The bank's code or text says \(category.rawValue); such a line needs no partner."))
        }
    }
}
