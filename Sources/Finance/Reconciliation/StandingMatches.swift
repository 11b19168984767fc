// Matches that hold already: what they own stays owned unless a rival of at least the same strength has come.

import Facts
import Money

extension FundsMatcher {
    /// Marks what standing matches own. Those whose remittance and line are both here are decided anew.
    mutating func takeStanding() {
        if standing.isEmpty { return }
        let lineAt = index(lines.map(\.evidence))
        let remittanceAt = index(remittances.map(\.evidence))
        let achAt = index(achItems.map(\.evidence))
        for match in standing {
            let lineEvidence = match.left.evidence.flatMap { match.right.evidence == nil ? nil : $0 }
            switch match.kind {
            case .achBankline:
                if let item = match.left.evidence.flatMap({ achAt[$0] }) {
                    achLine[item] = match.right.evidence.flatMap { lineAt[$0] } ?? -1
                    outcome.matches.append(match)
                }
            case .remittanceFunds:
                take(
                    match, match.right.evidence.flatMap { lineAt[$0] }, match.left.evidence.flatMap { remittanceAt[$0] }
                )
            case .cashierDeposit, .rule:
                own(match, match.right.evidence.flatMap { lineAt[$0] })
            case .invoicePayment:
                own(match, lineEvidence.flatMap { lineAt[$0] })
            case .claimPayment: break
            }
        }
    }

    private func index(_ evidence: [Evidence]) -> [Evidence: Int] {
        Dictionary(evidence.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func own(_ match: Match, _ line: Int?) {
        guard let line else { return }
        lineState[line] = .owned
        outcome.matches.append(match)
    }

    private mutating func take(_ match: Match, _ line: Int?, _ remittance: Int?) {
        if let line, let remittance {
            contestable.append((line, remittance, match))
            return
        }
        if let remittance { remittanceState[remittance] = .funded }
        if let line {
            let trace = NormalisedReference.text(match.left.reference)
            standingTraces[line, default: [:]][trace] = match.amount
            var sum = CheckedSum()
            for amount in standingTraces[line, default: [:]].values { sum.add(amount.minorUnits) }
            if lines[line].achBatchNumber == nil || sum.total == lines[line].amount.minorUnits {
                lineState[line] = .owned
            }
            lineTrace[line] = (trace, "")
        }
        if line != nil || remittance != nil { outcome.matches.append(match) }
    }

    /// After the tiers of strong evidence: a standing match whose two sides nobody else has claimed holds; else it is withdrawn.
    mutating func keepStanding() {
        let found = Set(outcome.matches.map(\.id))
        for (line, remittance, match) in contestable where !found.contains(match.id) {
            if isOpen(line: line), isOpen(remittance: remittance) {
                remittanceState[remittance] = .funded
                lineState[line] = .owned
                lineTrace[line] = (remittances[remittance].traceKey, remittances[remittance].payerID)
                outcome.matches.append(match)
            } else {
                outcome.withdrawn.append(match)
            }
        }
    }
}
