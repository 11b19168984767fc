// Plain transfers: lines that pay an invoice, premium, rent or loan by its reference, or fit one item of their party.

import Facts
import Money

extension FundsMatcher {
    mutating func transfer() {
        var unnamed: [Int] = []
        for (index, line) in lines.enumerated() where isOpen(line: index) && mayBeTransfer(index) {
            let hits = line.references.map {
                (payable[$0] ?? []).filter { items[$0].amount.currency == line.amount.currency }
            }
            let distinct = Set(hits.joined()).sorted()
            if distinct.isEmpty {
                if line.references.isEmpty || !line.isElectronic { unnamed.append(index) }
            } else {
                pay(index, distinct, isTwin: hits.contains { $0.count > 1 })
            }
        }
        payByParty(unnamed)
        outcome.exceptions += overpaid.values
    }

    private func mayBeTransfer(_ index: Int) -> Bool {
        let line = lines[index]
        return line.amount.minorUnits > 0 && line.traceKey == nil && line.achBatchNumber == nil
            && line.checkNumber == nil && line.bankCode != FundsMatcher.depositCode
            && !lineACH[index].contains { achItems[$0].traceKey != nil }
    }

    /// The line names items. One item takes all of it, at most its full amount; several take their full amounts when
    /// these sum to the line. What other payments have paid plays no part, so the order in which they come does not
    /// either.
    private mutating func pay(_ index: Int, _ hits: [Int], isTwin: Bool) {
        let line = lines[index]
        let closing = windows.closing(of: line)
        if isTwin {
            except(
                .ambiguous, line: index,
                "A reference in the text is that of \(hits.count) open items; ask the payer which one is meant.")
            return
        }
        var sum = CheckedSum()
        for item in hits { sum.add(items[item].amount.minorUnits) }
        guard let total = sum.total, hits.count == 1 ? line.amount.minorUnits <= total : line.amount.minorUnits == total
        else {
            if hits.count > 1 {
                except(
                    .ambiguous, line: index,
                    "The text names \(hits.count) open items, and the line is not their sum; ask "
                        + "the payer how it divides."
                )
            }
            return
        }
        // An electronic payment may still be explained by a remittance.
        if line.isElectronic, !hasClosed(closing) {
            lineState[index] = .held(
                closing, "The text names an open item; a remittance may still explain the payment.")
            return
        }
        for item in hits {
            let amount = hits.count == 1 ? line.amount : items[item].amount
            apply(
                index, item, amount, rule: hits.count == 1 ? "reference" : "references+sum",
                hits.count == 1
                    ? "The text names the reference of one open item, and the line is not more than its amount."
                    : "The text names \(hits.count) open items, and the line is their sum.")
        }
    }

    private mutating func apply(_ index: Int, _ item: Int, _ amount: Money, rule: String, _ explanation: String) {
        let paid = items[item]
        lineState[index] = .owned
        outcome.matches.append(
            Match(
                kind: .invoicePayment, left: side(index), right: MatchSide(evidence: paid.evidence, reference: paid.id),
                amount: amount, rule: rule, explanation: explanation))
        let total = (transferred[item] ?? applied[paid.id] ?? .zero(amount.currency)).adding(amount)
        transferred[item] = total
        guard let total, let over = total.subtracting(paid.amount), over.minorUnits > 0 else { return }
        overpaid[item] = ReconciliationException(
            category: .overpayment, subject: paid.id, evidence: paid.evidence, amount: over,
            openedOn: lines[index].bookedOn,
            explanation:
                "All payments together are \(over) more than the item's amount; refund or apply it elsewhere.")
    }

    /// No reference that we know: items of the same party with exactly this amount. Two are ambiguous at once, since
    /// more evidence can only add rivals; a single one counts when the window has closed, nothing else has been paid
    /// on it and no other line fits.
    private mutating func payByParty(_ unnamed: [Int]) {
        struct Claim: Hashable {
            let party: LookupKey
            let amount: Money
        }
        var byParty: [Claim: [Int]] = [:]
        for (index, item) in items.enumerated() where item.kind != .claim && item.kind != .cashierDeposit {
            guard let party = item.partyNameKey else { continue }
            byParty[Claim(party: party, amount: item.amount), default: []].append(index)
        }
        var candidates: [(left: Int, rights: [Int])] = []
        for index in unnamed {
            guard let party = lines[index].partyNameKey,
                let fits = byParty[Claim(party: party, amount: lines[index].amount)]
            else { continue }
            candidates.append((index, fits))
        }
        let pairing = Pairing(candidates)
        for (line, rights) in pairing.ties {
            let closing = windows.closing(of: lines[line])
            if lines[line].isElectronic, !hasClosed(closing) {
                lineState[line] = .held(
                    closing, "Several items of the party fit; a remittance may still explain the payment.")
                continue
            }
            except(
                .ambiguous, line: line,
                "No known reference; \(rights.count) item(s) of the party have this amount, and "
                    + "\(pairing.rivals[rights[0]] ?? 1) line(s) fit the first. Ask the payer which is meant."
            )
        }
        for (line, item) in pairing.pairs {
            let closing = windows.closing(of: lines[line])
            // What was not issued yet when the money came is not what it pays, unless it says so.
            guard lines[line].references.isEmpty, applied[items[item].id]?.isZero ?? true, transferred[item] == nil,
                items[item].issuedOn <= lines[line].bookedOn
            else { continue }
            guard hasClosed(closing) else {
                lineState[line] = .held(closing, "One item of the party has this amount; a rival may still come.")
                continue
            }
            apply(
                line, item, lines[line].amount, rule: "party+amount",
                "No reference; one unpaid item of the party has this amount, and until the window closed no rival came."
            )
        }
    }
}
