// One line over several remittances: the entries of its ACH batch say which.

import Facts
import Money

extension FundsMatcher {
    /// All remittances of a batch at once; while one is missing the line waits. When its window has closed, those
    /// that came are matched and the rest is money without remittance.
    mutating func fundBatch(_ line: Int, _ entries: [Int]) {
        guard isOpen(line: line), lines[line].amount.minorUnits > 0 else { return }
        var found: [Int] = []
        var missing = CheckedSum()
        for item in entries {
            let entry = achItems[item]
            if let trace = entry.traceKey, standingTraces[line]?[trace] == entry.amount { continue }
            let fits = (entry.traceKey.flatMap { remittancesByTrace[$0] } ?? []).filter {
                isOpen(remittance: $0) && remittances[$0].amount == entry.amount && !found.contains($0)
                    && PayerID.mayAgree(remittances[$0].payerID, entry.tracePayerID)
            }
            if fits.count == 1 { found += fits } else { missing.add(entry.amount.minorUnits) }
        }
        let closing = windows.closing(of: lines[line])
        if missing.total != 0, !hasClosed(closing) {
            let sentence =
                "The ACH batch is known; a remittance of one of its \(entries.count) entries has not come yet."
            lineState[line] = .held(closing, sentence)
            for index in found {
                remittanceState[index] = .held(closing, "Its line stands for a batch that is not complete.")
            }
            return
        }
        for index in found {
            fund(
                index, line, rule: "ach-batch+trn+amount",
                "The line stands for an ACH batch of \(entries.count) entries; one of them has this TRN and amount.")
        }
        guard let rest = missing.total, rest != 0 else {
            lineState[line] = .owned
            return
        }
        except(
            .fundsWithoutRemittance, line: line,
            amount: Money(minorUnits: rest, currency: lines[line].amount.currency), openedOn: closing,
            "Of the \(entries.count) entries of the ACH batch \(entries.count - found.count) have "
                + "no remittance; ask the payer."
        )
    }
}
