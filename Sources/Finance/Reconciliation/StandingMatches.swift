// Matches that hold already. One whose two facts are both given is decided anew like any other; one with a single
// fact here only keeps that fact from being matched twice.

import Facts
import Money

extension FundsMatcher {
    /// A standing match that is decided anew, with its facts by position.
    struct Contestable {
        let match: Match
        let line: Int
        let remittance: Int?
        let entry: Int?
    }

    mutating func takeStanding() {
        if standing.isEmpty { return }
        let lineAt = positions(lines.map(\.evidence))
        let remittanceAt = positions(remittances.map(\.evidence))
        let entryAt = positions(achItems.map(\.evidence))
        let itemAt = positions(items.map(\.evidence))
        for match in standing {
            let right = match.right.evidence.flatMap { lineAt[$0] }
            switch match.kind {
            case .remittanceFunds:
                take(match, line: right, remittance: match.left.evidence.flatMap { remittanceAt[$0] })
            case .achBankline: take(match, line: right, entry: match.left.evidence.flatMap { entryAt[$0] })
            case .rule: contest(match, right)
            case .reversedLine: take(match, reversal: match.left.evidence.flatMap { lineAt[$0] }, original: right)
            case .internalTransfer: take(match, from: match.left.evidence.flatMap { lineAt[$0] }, to: right)
            case .cashierDeposit: take(match, line: right, item: match.left.evidence.flatMap { itemAt[$0] })
            case .invoicePayment:
                take(
                    match, line: match.left.evidence.flatMap { lineAt[$0] },
                    item: match.right.evidence.flatMap { itemAt[$0] })
            case .settlement: keep(match, settledBy: right)
            case .claimPayment, .reversal, .correction, .carriedBalance, .recoupment, .returnedEntry, .dishonoredReturn,
                .contestedDishonor, .changedEntry:
                break
            }
        }
    }

    private mutating func contest(_ match: Match, _ line: Int?, remittance: Int? = nil, entry: Int? = nil) {
        guard let line else { return }
        contestable.append(Contestable(match: match, line: line, remittance: remittance, entry: entry))
    }

    /// Settlements are decided elsewhere; here their lines are only not to be had.
    private mutating func keep(_ match: Match, settledBy line: Int?) {
        guard let line else { return }
        lineState[line] = .owned
        outcome.matches.append(match)
    }

    private mutating func take(_ match: Match, reversal: Int?, original: Int?) {
        if reversal != nil, original != nil { return contest(match, original) }
        guard let line = reversal ?? original else { return }
        lineState[line] = .owned
        outcome.matches.append(match)
    }

    /// A sweep has its own rule beside the pair.
    private mutating func take(_ match: Match, from: Int?, to: Int?) {
        if let to, from != nil { return contest(match, to) }
        guard let line = from ?? to else { return }
        if lines[line].ruleCategory == nil { lineState[line] = .owned }
        outcome.matches.append(match)
    }

    private mutating func take(_ match: Match, line: Int?, item: Int?) {
        guard let line else {
            if match.kind == .cashierDeposit, let item { takenLogs.insert(item) }
            return
        }
        guard let item else {
            lineState[line] = .owned
            outcome.matches.append(match)
            return
        }
        contest(match, line)
        // It counts as not yet applied, since this decision applies it again.
        let id = items[item].id
        applied[id] = applied[id]?.subtracting(match.amount) ?? applied[id]
    }

    private mutating func take(_ match: Match, line: Int?, entry: Int?) {
        if let line, let entry { return contest(match, line, entry: entry) }
        if let line { hasStandingEntry.insert(line) }
        if let entry { isTied[entry] = true }
        if line != nil || entry != nil { outcome.matches.append(match) }
    }

    private mutating func take(_ match: Match, line: Int?, remittance: Int?) {
        if let line, let remittance { return contest(match, line, remittance: remittance) }
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

    /// After all tiers: a contested match that came out again is there already; one whose facts nobody has claimed
    /// holds where it rests on a key, since only the evidence that once tied it can be missing here; any other has been
    /// overturned. What rests on amounts, days or sums holds only as long as it follows.
    mutating func keepStanding() {
        let found = Set(outcome.matches.map(\.id))
        for contested in contestable where !found.contains(contested.match.id) {
            if isUnclaimed(contested) { keep(contested) } else { outcome.withdrawn.append(contested.match) }
        }
    }

    private func isUnclaimed(_ contested: Contestable) -> Bool {
        guard contested.match.isFirm else { return false }
        if let entry = contested.entry { return !isTied[entry] && lacksEntry(contested.line) }
        if let remittance = contested.remittance, !isOpen(remittance: remittance) { return false }
        return isOpen(line: contested.line)
    }

    private mutating func keep(_ contested: Contestable) {
        outcome.matches.append(contested.match)
        if let entry = contested.entry {
            isTied[entry] = true
            lineACH[contested.line].append(entry)
            return
        }
        lineState[contested.line] = .owned
        if let remittance = contested.remittance { remittanceState[remittance] = .funded }
    }
}
