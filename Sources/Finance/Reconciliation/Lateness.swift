// Exceptions that have been although they are solved: the partner came after the window had closed. Judged by the dates
// that the documents state, never by when a file arrived, so that late delivery of a file leaves no trace.

import Facts
import Money

extension FundsMatcher {
    mutating func tellOfSolved() {
        let lineAt = positions(lines.map(\.evidence))
        let remittanceAt = positions(remittances.map(\.evidence))
        let itemAt = positions(items.map(\.evidence))
        for match in outcome.matches {
            guard let left = match.left.evidence, let right = match.right.evidence else { continue }
            switch match.kind {
            case .remittanceFunds:
                if let line = lineAt[right], let remittance = remittanceAt[left] { tellOfSolved(line, remittance) }
            case .cashierDeposit:
                if let line = lineAt[right], let item = itemAt[left] { tellOfSolved(line, item: item) }
            case .invoicePayment:
                if let line = lineAt[left], let item = itemAt[right] { tellOfSolved(line, item: item) }
            case .achBankline, .claimPayment, .rule, .reversedLine, .internalTransfer, .reversal, .correction,
                .carriedBalance, .recoupment, .settlement, .returnedEntry, .dishonoredReturn, .contestedDishonor,
                .changedEntry:
                continue
            }
        }
        for pair in differing { tellOfSolved(pair.line, pair.remittance) }
    }

    private mutating func tellOfSolved(_ index: Int, _ remittance: Int) {
        let (line, advice) = (lines[index], remittances[remittance])
        let closing = windows.closing(of: advice)
        if line.bookedOn > closing {
            outcome.solved.append(
                ReconciliationException(
                    category: .remittanceWithoutFunds, subject: advice.trace, evidence: advice.evidence,
                    amount: advice.amount, openedOn: closing,
                    explanation: "The money had not come by \(closing); it came on \(line.bookedOn)."))
        }
        if advice.effectiveOn > windows.closing(of: line) {
            solve(index, hasTrace(index) ? .fundsWithoutRemittance : .unmatchedBankLine, on: advice.effectiveOn)
        }
    }

    private mutating func tellOfSolved(_ index: Int, item: Int) {
        let issued = items[item].issuedOn
        if issued > windows.closing(of: lines[index]) { solve(index, .unmatchedBankLine, on: issued) }
    }

    private mutating func solve(_ index: Int, _ category: ExceptionCategory, on day: CalendarDate) {
        let line = lines[index]
        let closing = windows.closing(of: line)
        outcome.solved.append(
            ReconciliationException(
                category: category, subject: line.reference, evidence: line.evidence, amount: line.amount,
                openedOn: closing, explanation: "Nothing explained the line by \(closing); its partner is of \(day)."))
    }

    /// Whether a payment's TRN is known of the line, from its own text or from its ACH entry.
    func hasTrace(_ index: Int) -> Bool {
        lines[index].amount.minorUnits > 0
            && (lines[index].traceKey != nil
                || lineACH[index].contains { achItems[$0].traceKey != nil && achItems[$0].returnCode == nil })
    }

    func positions(_ evidence: [Evidence]) -> [Evidence: Int] {
        Dictionary(evidence.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
