// Undoing a match: mirror entries, the items open again, and an exception for whatever it had tied.

import Casework
import Facts
import Ledger
import Money
import Store

extension ActPlanning {
    func undoing(_ id: String) throws -> ActPlan {
        guard let match = try session.standingMatch(id), let since = try session.standingSince(id) else {
            throw CaseMissing(what: "match `\(id)`")
        }
        guard match.kind != .rule else {
            throw ActRefusal(
                CaseworkRules.notHere, "What a bank line is by its own code was never matched with anything.")
        }
        let places = try places(of: match)
        guard !places.isEmpty else {
            throw ActRefusal(
                CaseworkRules.notHere, "Both lines are sweeps by their own codes, whether they are matched or not.")
        }
        var plan = ActPlan(subject: id, act: .undoMatch, version: "standing since \(since)", amount: match.amount)
        plan.withdrawn = [match]
        for entry in try session.standingEntries(ofMatch: id) {
            if let posted = try session.journalEntry(entry) {
                plan.entries.append(try bookkeeping.mirror(of: posted, on: date))
            }
        }
        try undoDifference(match, &plan)
        plan.effects.append(
            .does("undo the match", "\(match.left.reference) with \(match.right.reference), \(match.amount)"))
        let settled = try session.exceptionIDs(settledBy: id)
        for exception in settled {
            let file = try CaseFile.load(exception, session)
            guard file.state.settlements.contains(where: { $0.id == id }) else { continue }
            plan.events.append((exception, .undone(settlement: id)))
            plan.effects.append(.does("open again", "exception \(exception)"))
        }
        for evidence in places {
            plan.inHands.append(evidence)
            if try settled.contains(where: { try session.exception($0)?.exception.evidence == evidence }) { continue }
            let opened = try exception(match, on: evidence)
            plan.opened.append(opened)
            plan.effects.append(.does("open", "exception \(opened.id) about \(opened.exception.amount)"))
        }
        return plan
    }

    /// What a deposit had over or short goes when the last of its logs goes.
    private func undoDifference(_ match: Match, _ plan: inout ActPlan) throws {
        guard match.kind == .cashierDeposit, let line = match.right.evidence else { return }
        let others = try session.matches(onLine: line).filter { $0.kind == .cashierDeposit && $0.id != match.id }
        let id = "O\(line)"
        if others.isEmpty, try session.entryStands(id), let entry = try session.journalEntry(id) {
            plan.entries.append(try bookkeeping.mirror(of: entry, on: date))
        }
    }

    /// The money, and the advice: what is nobody's again.
    private func places(of match: Match) throws -> [Evidence] {
        switch match.kind {
        case .achBankline:
            // The line of a return is explained by nothing else.
            try isReturn(match) ? [match.right.evidence].compactMap(\.self) : [match.left.evidence].compactMap(\.self)
        case .remittanceFunds, .reversedLine: [match.left.evidence, match.right.evidence].compactMap(\.self)
        case .internalTransfer:
            try [match.left.evidence, match.right.evidence].compactMap(\.self).filter { place in
                try session.matches(onRight: place).allSatisfy { $0.kind != .rule }
            }
        case .cashierDeposit, .settlement: [match.right.evidence].compactMap(\.self)
        case .claimPayment, .invoicePayment, .rule, .reversal, .correction, .carriedBalance, .recoupment,
            .returnedEntry, .dishonoredReturn, .contestedDishonor, .changedEntry:
            [match.left.evidence].compactMap(\.self)
        }
    }

    private func isReturn(_ match: Match) throws -> Bool {
        guard let place = match.left.evidence, case .achItem(let item, _)? = try session.caseFact(at: place) else {
            return false
        }
        return item.returnCode != nil
    }

    /// What leaves an account by a transfer is negative on its own line.
    private func amount(of match: Match, on place: Evidence) -> Money {
        match.kind == .internalTransfer && place == match.left.evidence
            ? match.amount.negated ?? match.amount : match.amount
    }

    private func exception(_ match: Match, on place: Evidence) throws -> StoredException {
        let other = place == match.left.evidence ? match.right.reference : match.left.reference
        let own = place == match.left.evidence ? match.left.reference : match.right.reference
        let exception = ReconciliationException(
            category: .undoneMatch, subject: "\(own)/\(other)", evidence: place, amount: amount(of: match, on: place),
            openedOn: date,
            explanation: "The match with \(other) was undone by a person; match it by hand, or dispose of it otherwise."
        )
        return StoredException(
            id: "E-\(exception.category.rawValue)-\(place)-\(number)", exception: exception,
            subjectKey: keys.subjectKey(exception.category.rawValue, exception.subject),
            sealedSubject: try vault.seal(exception.subject.utf8, as: StagedPosting.subjectPurpose))
    }
}
