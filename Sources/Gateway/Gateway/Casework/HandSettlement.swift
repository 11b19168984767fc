// Matches by hand of a bank line with what moved our own money: a batch that it settles, or the other side of a transfer between our
// accounts.

import Casework
import Facts
import Ledger
import Money
import Store

extension ActPlanning {
    /// Matches the line with a batch or a line of this name, where there is one; false where there is none.
    func matchOwn(_ line: BankLine, _ target: CaseTarget, _ file: CaseFile, _ plan: inout ActPlan) throws -> Bool {
        let visible = FactScope(arrivalBeingPosted: nil)
        let batches = try session.originatedBatches(reference: target.name, in: visible)
        if batches.count == 1, let batch = batches.first {
            try settle(line, batch, file, &plan)
            return true
        }
        let others = try session.caseBankLines(reference: target.name).filter { $0.evidence != line.evidence }
        guard batches.isEmpty, others.count == 1, let other = others.first else { return false }
        try join(line, other, file, &plan)
        return true
    }

    private func settle(_ line: BankLine, _ batch: OriginatedBatch, _ file: CaseFile, _ plan: inout ActPlan) throws {
        let side = line.amount.minorUnits < 0 ? batch.credits : batch.debits
        let net = batch.debits.adding(batch.credits)
        let isNet = batch.forms.contains(where: \.isNet) && net == line.amount
        let amount = isNet ? line.amount : side
        try require(amount.currency, line.amount.currency)
        guard !amount.isZero, amount.magnitude.minorUnits <= file.state.open.magnitude.minorUnits else {
            throw ActRefusal(CaseworkRules.targetTaken, "The batch moves \(amount) on the line's side.")
        }
        let settled = try session.matches(ofLeft: batch.evidence).filter { $0.kind == .settlement }
        let taken = settled.first { isNet || ($0.amount.minorUnits < 0) == (amount.minorUnits < 0) }
        if let taken {
            throw ActRefusal(CaseworkRules.targetTaken, "The batch is settled by \(taken.right.reference).")
        }
        let match = Match(
            kind: .settlement, left: MatchSide(evidence: batch.evidence, reference: batch.reference),
            right: MatchSide(evidence: line.evidence, reference: line.reference), amount: amount, rule: Self.rule,
            explanation: explanation)
        try add(match, &plan)
        if let entry = try bookkeeping.settled(match, line: line) { plan.entries.append(entry) }
        plan.events.append((file.id, .settled(matched(amount, plan))))
        plan.effects.append(.does("match", "bank line \(line.reference) with batch \(batch.reference), \(amount)"))
        try settleOthers(on: batch.evidence, amount, but: file.id, &plan)
    }

    private func join(_ line: BankLine, _ other: BankLine, _ file: CaseFile, _ plan: inout ActPlan) throws {
        try require(other.amount.currency, line.amount.currency)
        guard line.account != other.account, line.amount.negated == other.amount else {
            throw ActRefusal(
                CaseworkRules.notHere,
                "Two lines are one transfer where they are of two accounts and of opposite amounts.")
        }
        for side in [line, other] {
            let owners = try session.matches(onLine: side.evidence).filter { $0.kind != .rule }
            guard try owners.isEmpty && session.matches(ofLeft: side.evidence).isEmpty else {
                throw ActRefusal(CaseworkRules.targetTaken)
            }
        }
        let (from, to) = line.amount.minorUnits < 0 ? (line, other) : (other, line)
        let match = Match(
            kind: .internalTransfer, left: MatchSide(evidence: from.evidence, reference: from.reference),
            right: MatchSide(evidence: to.evidence, reference: to.reference), amount: to.amount, rule: Self.rule,
            explanation: explanation)
        try add(match, &plan)
        if let entry = try bookkeeping.internalTransfer(match, from: from, to: to) { plan.entries.append(entry) }
        // A sweep stays with its rule.
        if other.ruleCategory == nil { plan.inHands.append(other.evidence) }
        plan.events.append((file.id, .settled(matched(line.amount, plan))))
        plan.effects.append(.does("match", "bank line \(from.reference) with bank line \(to.reference), \(to.amount)"))
        try settleOthers(on: other.evidence, other.amount, but: file.id, &plan)
    }
}
