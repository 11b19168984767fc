// Remittances and funds by exact keys: TRN, ACH trace, check number; then by a TRN that the bank has cut.

import Facts
import Money

extension FundsMatcher {
    /// Remittances that a line names by an exact key, whatever their amount: its own TRN, the TRN of the ACH entry
    /// whose trace it carries, its check number.
    func named(by index: Int) -> [Int] {
        let line = lines[index]
        var found: Set<Int> = []
        if let trace = line.traceKey {
            for candidate in remittancesByTrace[trace] ?? []
            where PayerID.mayAgree(line.tracePayerID, remittances[candidate].payerID) {
                found.insert(candidate)
            }
        }
        if line.achBatchNumber == nil {
            for item in lineACH[index] where achItems[item].returnCode == nil {
                guard let trace = achItems[item].traceKey else { continue }
                for candidate in remittancesByTrace[trace] ?? []
                where PayerID.mayAgree(achItems[item].tracePayerID, remittances[candidate].payerID) {
                    found.insert(candidate)
                }
            }
        }
        if let check = line.checkNumber {
            for candidate in remittancesByTrace[NormalisedReference.text(check)] ?? []
            where remittances[candidate].method == .check {
                found.insert(candidate)
            }
        }
        return found.filter {
            isOpen(remittance: $0) && KeyReach.covers(line.bookedOn, remittances[$0].effectiveOn)
        }.sorted()
    }

    var namingLines: [Int] {
        lines.indices.filter { isOpen(line: $0) && lines[$0].amount.minorUnits > 0 }
    }

    mutating func matchByKey() {
        let candidates = namingLines.map { index in
            (left: index, rights: named(by: index).filter { remittances[$0].amount == lines[index].amount })
        }
        let pairing = Pairing(candidates)
        for (line, remittance) in pairing.pairs {
            let (rule, keys) = rule(of: lines[line], remittances[remittance])
            fund(
                remittance, line, rule: rule,
                "\(keys) and the amount agree; \(lostByKey(line, remittance)).")
        }
        for (line, rights) in pairing.ties {
            let others = rights.map { pairing.rivals[$0] ?? 1 }.max() ?? 1
            except(
                .ambiguous, line: line,
                "Key and amount agree, but not uniquely: \(rights.count) remittance(s) fit this "
                    + "line (\(traces(of: rights))) and \(others) line(s) fit one of them."
            )
        }
    }

    /// What else has the remittance's TRN, and why it lost. All of them are here whenever one is: they are looked up by it.
    private func lostByKey(_ line: Int, _ remittance: Int) -> String {
        let advice = remittances[remittance]
        let others = (remittancesByTrace[advice.traceKey] ?? []).filter { $0 != remittance }
        let old = others.filter { !KeyReach.covers(lines[line].bookedOn, remittances[$0].effectiveOn) }.count
        let foreign = others.filter { !PayerID.mayAgree(advice.payerID, remittances[$0].payerID) }.count
        if others.isEmpty { return "no other line and no other remittance has them" }
        return
            "of \(others.count) other remittance(s) with this TRN \(foreign) are another payer's, \(old) lie more than half a "
            + "year away, and none has payer, time and amount of the line"
    }

    /// Up to five of the remittances that fit equally, for the person who must choose.
    func traces(of rivals: [Int]) -> String {
        let named = rivals.prefix(5).map { remittances[$0].trace }.sorted().joined(separator: ", ")
        return rivals.count > 5 ? "\(named) and \(rivals.count - 5) more" : named
    }

    private func rule(of line: BankLine, _ remittance: Remittance) -> (rule: String, keys: String) {
        if line.traceKey == remittance.traceKey {
            return PayerID.agree(line.tracePayerID, remittance.payerID)
                ? ("trn+payer+amount", "TRN, payer") : ("trn+amount", "The TRN")
        }
        if let check = line.checkNumber, NormalisedReference.text(check) == remittance.traceKey {
            return ("check-number+amount", "The check number")
        }
        return ("ach-trace+trn+amount", "The line's ACH trace leads to an entry whose TRN")
    }

    /// The key agrees, the amount does not: between two statements of the same money there is no tolerance.
    mutating func findDifferences() {
        var found: [(line: Int, remittance: Int, difference: Money)] = []
        for index in namingLines {
            let rights = named(by: index).filter { remittances[$0].amount.currency == lines[index].amount.currency }
            guard rights.count == 1, let right = rights.first, mayDiffer(lines[index], remittances[right]),
                let difference = lines[index].amount.subtracting(remittances[right].amount), !difference.isZero
            else { continue }
            found.append((index, right, difference))
        }
        for (line, right, difference) in found {
            remittanceState[right] = .differs
            differing.append((line, right))
            lineTrace[line] = (remittances[right].traceKey, remittances[right].payerID)
            except(
                .amountDiffers, line: line, amount: difference,
                openedOn: max(lines[line].bookedOn, remittances[right].effectiveOn),
                "The key of one remittance agrees, but the bank shows \(lines[line].amount) where "
                    + "it says \(remittances[right].amount). Ask whether a fee was kept or less was paid."
            )
        }
    }

    /// A number alone, without its payer, is not said to be of the same payment where the days lie far apart.
    private func mayDiffer(_ line: BankLine, _ remittance: Remittance) -> Bool {
        PayerID.agree(line.tracePayerID, remittance.payerID)
            || abs(line.bookedOn.days(to: remittance.effectiveOn)) <= KeyReach.numberDays
    }

    /// By a TRN of which at least eight characters are left at its beginning or end, the amount equal, the payer not
    /// another. Where the line does not say the payer, a rival may be that of another payer: then both windows must have
    /// closed.
    mutating func matchByPartOfTrace() {
        let blocks = remittanceBlocks { remittances[$0].traceKey.utf8.count >= TraceForm.strongLength }
        var candidates: [(left: Int, rights: [Int])] = []
        for index in namingLines where !crowded.contains(lines[index].evidence) {
            let line = lines[index]
            guard let trace = line.traceKey, trace.utf8.count >= TraceForm.strongLength,
                let block = blocks.near(line.amount, line.bookedOn, days: FundsMatching.reach)
            else { continue }
            let fits = block.sorted().filter {
                TraceForm.isPart(trace, remittances[$0].traceKey, atLeast: TraceForm.strongLength)
                    && PayerID.mayAgree(line.tracePayerID, remittances[$0].payerID)
            }
            candidates.append((index, fits))
        }
        for (line, remittance) in Pairing(candidates).pairs {
            let closing = max(windows.closing(of: lines[line]), windows.closing(of: remittances[remittance]))
            guard PayerID.agree(lines[line].tracePayerID, remittances[remittance].payerID) || hasClosed(closing) else {
                let sentence =
                    "A part of the TRN and the amount agree, but the line does not say its payer; a rival may still come."
                lineState[line] = .held(closing, sentence)
                remittanceState[remittance] = .held(closing, sentence)
                continue
            }
            fund(
                remittance, line, rule: "trn-part+amount",
                "The bank shows a part of this TRN, and the amount agrees; other remittances of the amount near that day have "
                    + "other traces or another payer.")
        }
    }

    /// Open remittances by amount that are not lost in a crowd.
    func remittanceBlocks(where isFit: (Int) -> Bool) -> AmountBlocks {
        AmountBlocks(
            remittances.indices.filter {
                isOpen(remittance: $0) && !crowded.contains(remittances[$0].evidence) && isFit($0)
            }.map { (remittances[$0].amount, remittances[$0].effectiveOn, $0) })
    }
}
