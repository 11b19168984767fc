// Weak evidence: amount, payer and day. A rival may still come, so it counts only when both windows have closed.

import Facts
import Money

extension FundsMatcher {
    /// Amount, payer and nearness in time, unique both ways. The payer is known from the line, or from a free ACH
    /// entry of the same amount that names the remittance.
    mutating func matchProvisionally() {
        let candidates = provisionalCandidates()
        let pairing = Pairing(candidates)
        let entries = entriesByTrace()
        for (line, remittance) in pairing.pairs { settle(line, remittance, entries) }
        for (line, rights) in pairing.ties {
            let closing = rights.map { windows.closing(of: remittances[$0]) }.reduce(
                windows.closing(of: lines[line]), max)
            guard hasClosed(closing) else {
                lineState[line] = .held(
                    closing, "Amount, payer and days fit more than one pair; a TRN or trace may still tell them apart.")
                continue
            }
            except(
                .ambiguous, line: line, openedOn: closing,
                "Amount, payer and days agree, but not uniquely: \(rights.count) remittance(s) fit "
                    + "this line (\(traces(of: rights))), and no TRN or trace tells them apart."
            )
        }
    }

    private func provisionalCandidates() -> [(left: Int, rights: [Int])] {
        let blocks = remittanceBlocks { remittances[$0].method.isTransfer }
        let free = freeEntries()
        var candidates: [(left: Int, rights: [Int])] = []
        for (index, line) in lines.enumerated()
        where isOpen(line: index) && line.amount.minorUnits > 0 && line.achBatchNumber == nil
            && (line.isElectronic || line.bankCode.isEmpty)
        {
            guard !crowded.contains(line.evidence),
                let block = blocks.near(line.amount, line.bookedOn, days: windows.nearDays),
                let entries = lacksEntry(index) ? freeEntries(for: index, in: free) : []
            else { continue }
            let fits = block.filter { mayPay(index, remittances[$0], entries) }
            candidates.append((index, fits))
        }
        return candidates
    }

    private func mayPay(_ index: Int, _ remittance: Remittance, _ entries: [Int]) -> Bool {
        let line = lines[index]
        guard windows.isNear(line.bookedOn, remittance.effectiveOn) else { return false }
        if let trace = line.traceKey,
            !TraceForm.isPart(trace, remittance.traceKey, atLeast: TraceForm.weakLength)
        {
            return false
        }
        if let payer = line.tracePayerID { return PayerID.agree(payer, remittance.payerID) }
        if let tied = lineACH[index].first {
            let entry = achItems[tied]
            return entry.traceKey == nil && PayerID.agree(entry.companyID, remittance.payerID)
        }
        return entries.contains { entry in
            mayBeSame(achItems[entry], line) && achItems[entry].traceKey == remittance.traceKey
                && PayerID.agree(achItems[entry].tracePayerID ?? achItems[entry].companyID, remittance.payerID)
        }
    }

    private func entriesByTrace() -> [String: [Int]] {
        Dictionary(grouping: achItems.indices.filter { achItems[$0].returnCode == nil }) { achItems[$0].traceKey ?? "" }
    }

    private mutating func settle(_ line: Int, _ remittance: Int, _ byTrace: [String: [Int]]) {
        let closing = max(windows.closing(of: lines[line]), windows.closing(of: remittances[remittance]))
        guard hasClosed(closing) else {
            let sentence =
                "Amount, payer and days agree with one partner; a rival may still come until the window closes."
            lineState[line] = .held(closing, sentence)
            remittanceState[remittance] = .held(closing, sentence)
            return
        }
        fund(
            remittance, line, rule: "amount+payer+day",
            "Amount, payer and days agree, and until both windows closed no rival came on either side: others of the amount "
                + "near that day are another payer's or name another TRN.")
        let advice = remittances[remittance]
        guard lacksEntry(line) else { return }
        let entries = (byTrace[advice.traceKey] ?? []).filter {
            !isTied[$0] && achItems[$0].amount == advice.amount && isSamePayment(achItems[$0], line)
        }
        if entries.count == 1, let entry = entries.first {
            tie(
                entry, line, rule: "trn+amount",
                "The entry has TRN and amount of the remittance that the line pays; the line names no ACH trace.")
        }
    }
}
