// What no tier has taken: waiting while the window is open, an exception from the day it closes.

import Facts
import Money

extension FundsMatcher {
    mutating func leaveRest() {
        let parts = openParts()
        let slips = untakenSlips()
        for index in lines.indices { leave(line: index, parts, slips) }
        let byTrace = linesByTrace()
        for index in remittances.indices { leave(remittance: index, byTrace) }
    }

    private mutating func leave(line index: Int, _ parts: [PayerMoney: [Int]], _ slips: [CashSlip]) {
        let line = lines[index]
        switch lineState[index] {
        case .owned, .excepted: return
        case .held(let until, let sentence):
            wait(line.evidence, line.reference, until, sentence)
        case .open:
            let closing = windows.closing(of: line)
            let hasTrace = hasTrace(index)
            guard hasClosed(closing) || isOverdue(closing) else {
                wait(
                    line.evidence, line.reference, closing,
                    hasTrace
                        ? "The money names a payment trace; its remittance has not come yet."
                        : "Nothing open fits this line yet.")
                return
            }
            if hasTrace {
                except(
                    .fundsWithoutRemittance, line: index, openedOn: closing,
                    "The money names a payment trace, and no remittance with it came within "
                        + "\(windows.fundsDays) banking days; ask the payer for it." + adviceOfOtherPayer(index)
                )
            } else if let rivals = transferRivals[index] {
                exceptTransfer(index, rivals, on: closing)
            } else {
                except(
                    .unmatchedBankLine, line: index, openedOn: closing,
                    "No remittance, open item, deposit or rule fits by key, nor uniquely by party "
                        + "and amount; find out what it is." + slipSums(index, slips) + remittanceSums(index, parts)
                )
            }
        }
    }

    private mutating func leave(remittance index: Int, _ linesByTrace: [String: [Int]]) {
        let remittance = remittances[index]
        switch remittanceState[index] {
        case .funded, .differs: return
        case .held(let until, let sentence):
            wait(remittance.evidence, remittance.trace, until, sentence)
        case .open:
            let closing = windows.closing(of: remittance)
            guard hasClosed(closing) || isOverdue(closing) else {
                wait(remittance.evidence, remittance.trace, closing, "The advised money has not come yet.")
                return
            }
            outcome.exceptions.append(
                ReconciliationException(
                    category: .remittanceWithoutFunds, subject: remittance.trace, evidence: remittance.evidence,
                    amount: remittance.amount, openedOn: closing,
                    explanation:
                        "No bank line with this TRN, and none that fits uniquely by payer, amount "
                        + (hasClosed(closing)
                            ? "and day, was booked by \(closing); \(search(for: remittance))."
                            : "and day, has been seen; the statements up to \(closing) have not all come, ask the bank.")
                        + lineOfOtherPayer(index, among: linesByTrace[remittance.traceKey] ?? [])
                ))
        }
    }

    /// Whether the statements that would close this window ought to have come.
    private func isOverdue(_ closing: CalendarDate) -> Bool {
        overdueDate.map { closing <= $0 } ?? false
    }

    private mutating func wait(_ evidence: Evidence, _ reference: String, _ until: CalendarDate, _ sentence: String) {
        outcome.waiting.append(Waiting(evidence: evidence, reference: reference, until: until, sentence: sentence))
    }
}
