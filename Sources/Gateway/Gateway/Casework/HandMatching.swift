// Matches by hand: a bank line with items or remittances, batches or the other side of a transfer (HandSettlement), a remittance with bank lines, a line of a remittance with one item.

import Casework
import Facts
import Ledger
import Money
import Store

extension ActPlanning {
    static let rule = "by-hand"

    func match(_ file: CaseFile, _ order: CaseOrder, _ plan: inout ActPlan) throws {
        try requireOpen(file)
        let targets = try order.targets.map { try CaseTarget($0, file.state.amount.currency) }
        if targets.isEmpty { throw ActRefusal(CaseworkRules.unknownTarget, "Name what it is matched with: --with.") }
        switch file.fact {
        case .bankLine(let line)?: try match(line, targets, file, &plan)
        case .remittance(let remittance)?: try match(remittance, targets, file, &plan)
        case .remittanceLine(let line)?: try match(line, targets, file, &plan)
        case .item?, .achItem?, nil:
            throw ActRefusal(CaseworkRules.notHere, "There is nothing here that could be matched with something else.")
        }
        take(file.fact, &plan)
        let state = try after(plan, file)
        let settled = Money(
            minorUnits: file.state.open.minorUnits - state.open.minorUnits, currency: state.amount.currency)
        if !settled.isZero { plan.amount = settled }
        if order.writesOffRest, !state.open.isZero {
            try writeOff(state.open, file, &plan)
            plan.amount = file.state.open
        } else if !state.open.isZero {
            plan.effects.append(.doesNot("end the exception", "\(state.open) stays open"))
        }
    }

    /// The state of the case after what is planned so far; refuses what goes beyond it.
    private func after(_ plan: ActPlan, _ file: CaseFile) throws -> CaseState {
        var state = file.state
        for (exception, event) in plan.events where exception == file.id {
            do {
                state = try state.after(event).0
            } catch CaseRefusal.beyondOpen(let open) {
                throw ActRefusal(CaseworkRules.beyondOpen, "Only \(open) is open.")
            } catch CaseRefusal.closed {
                throw ActRefusal(CaseworkRules.beyondOpen, "The first of them take all that is open.")
            } catch {
                throw ActRefusal(CaseworkRules.targetTaken)
            }
        }
        return state
    }

    // A bank line.
    private func match(_ line: BankLine, _ targets: [CaseTarget], _ file: CaseFile, _ plan: inout ActPlan) throws {
        for target in targets {
            let items = try session.caseItems(id: target.name)
            if items.count == 1, let item = items.first {
                try match(line, with: item, target, try after(plan, file).open, file, &plan)
                continue
            }
            let remittances = try session.caseRemittances(trace: target.name)
            if items.isEmpty, remittances.isEmpty, try matchOwn(line, target, file, &plan) { continue }
            guard items.isEmpty, remittances.count == 1, let remittance = remittances.first else {
                throw ActRefusal(
                    CaseworkRules.unknownTarget,
                    "\(items.count + remittances.count) items or remittances are called `\(target.name)`.")
            }
            try match(remittance, with: line, amount: remittance.amount, &plan)
            // An exception about a difference is not settled by the match that has it.
            let isDifference = file.exception.category == .amountDiffers
            let settled = isDifference ? Money.zero(remittance.amount.currency) : remittance.amount
            plan.events.append((file.id, .settled(matched(settled, plan))))
            try settleOthers(on: remittance.evidence, remittance.amount, but: file.id, &plan)
        }
    }

    private func match(
        _ line: BankLine, with item: OpenItem, _ target: CaseTarget, _ open: Money, _ file: CaseFile,
        _ plan: inout ActPlan
    ) throws {
        let owed = try session.openAmount(of: item)
        try require(item.amount.currency, open.currency)
        let amount = target.amount ?? (owed.magnitude.minorUnits < open.magnitude.minorUnits ? owed : open)
        guard owed.currency == amount.currency, amount.minorUnits <= max(0, owed.minorUnits), !amount.isZero else {
            throw ActRefusal(CaseworkRules.targetTaken, "Of \(item.id), \(owed) is open.")
        }
        let isDeposit = item.kind == .cashierDeposit
        let (lineSide, itemSide) = (
            MatchSide(evidence: line.evidence, reference: line.reference),
            MatchSide(evidence: item.evidence, reference: item.id)
        )
        let match = Match(
            kind: isDeposit ? .cashierDeposit : .invoicePayment, left: isDeposit ? itemSide : lineSide,
            right: isDeposit ? lineSide : itemSide, amount: amount, rule: Self.rule, explanation: explanation)
        try add(match, &plan)
        let entry = try bookkeeping.entry(
            CaseMoney.payment(of: item.kind), id: "M\(match.id)", on: date, amounts: [(.paid, amount)],
            description: "Bank line \(line.reference) pays \(item.id), by hand", matchID: match.id,
            arrival: line.evidence.arrival)
        if let entry { plan.entries.append(entry) }
        plan.events.append((file.id, .settled(matched(amount, plan))))
        plan.effects.append(
            .does("match", "\(amount) of bank line \(line.reference) with \(item.kind.rawValue) \(item.id)"))
    }

    // A remittance.
    private func match(
        _ remittance: Remittance, _ targets: [CaseTarget], _ file: CaseFile, _ plan: inout ActPlan
    ) throws {
        for target in targets {
            let lines = try session.caseBankLines(reference: target.name)
            guard lines.count == 1, let line = lines.first else {
                throw ActRefusal(
                    CaseworkRules.unknownTarget, "\(lines.count) bank lines are called `\(target.name)`.")
            }
            let amount = target.amount ?? line.amount
            guard amount.magnitude.minorUnits <= line.amount.magnitude.minorUnits else {
                throw ActRefusal(CaseworkRules.targetTaken, "The line is over \(line.amount).")
            }
            try match(remittance, with: line, amount: amount, &plan)
            plan.events.append((file.id, .settled(matched(amount, plan))))
            try settleOthers(on: line.evidence, amount, but: file.id, &plan)
        }
    }

    private func match(
        _ remittance: Remittance, with line: BankLine, amount: Money, _ plan: inout ActPlan
    ) throws {
        try require(remittance.amount.currency, line.amount.currency)
        let owners = try session.matches(onLine: line.evidence).filter { $0.kind != .achBankline }
        let paid = try session.matches(ofLeft: remittance.evidence).filter { !$0.kind.isEvidenceOnly }
        let isPaying = try session.matches(ofLeft: line.evidence)
        guard owners.isEmpty, paid.isEmpty, isPaying.isEmpty else { throw ActRefusal(CaseworkRules.targetTaken) }
        let match = Match(
            kind: .remittanceFunds, left: MatchSide(evidence: remittance.evidence, reference: remittance.trace),
            right: MatchSide(evidence: line.evidence, reference: line.reference), amount: amount, rule: Self.rule,
            explanation: explanation)
        try add(match, &plan)
        plan.inHands += [remittance.evidence, line.evidence]
        plan.effects.append(
            .does("match", "remittance \(remittance.trace) with bank line \(line.reference), \(amount)"))
    }

    // A line of a remittance.
    private func match(
        _ line: RemittanceLine, _ targets: [CaseTarget], _ file: CaseFile, _ plan: inout ActPlan
    ) throws {
        guard targets.count == 1, let target = targets.first, target.amount == nil else {
            throw ActRefusal(CaseworkRules.beyondOpen, "A line of a remittance goes to one item, as a whole.")
        }
        let items = try session.caseItems(id: target.name)
        guard items.count == 1, let item = items.first else {
            throw ActRefusal(CaseworkRules.unknownTarget, "\(items.count) items are called `\(target.name)`.")
        }
        try require(item.amount.currency, line.paid.currency)
        guard item.kind != .cashierDeposit, (item.kind == .claim) == !line.status.isEmpty else {
            throw ActRefusal(
                CaseworkRules.notHere,
                "Lines of an 835 pay claims, those of an 820 what is no claim; \(item.id) is a \(item.kind.rawValue).")
        }
        let match = Match(
            kind: item.kind == .claim ? .claimPayment : .invoicePayment,
            left: MatchSide(evidence: line.evidence, reference: line.trace),
            right: MatchSide(evidence: item.evidence, reference: item.id), amount: line.paid, rule: Self.rule,
            explanation: explanation)
        try add(match, &plan)
        if let entry = try bookkeeping.payment(match, line: line, kind: item.kind, effectiveOn: date) {
            plan.entries.append(entry)
        }
        plan.events.append((file.id, .settled(matched(file.state.open, plan))))
        plan.effects.append(
            .does("match", "\(line.paid) of remittance \(line.trace) with \(item.kind.rawValue) \(item.id)"))
    }

    /// No rate is known here, so nothing in one currency pays what is owed in another.
    func require(_ target: Currency, _ own: Currency) throws {
        guard target == own else {
            throw ActRefusal(CaseworkRules.otherCurrency, "It is in \(target.code), the exception in \(own.code).")
        }
    }

    var explanation: String { "Matched by hand: \(warrant)." }

    /// The settlement of the match that was added last.
    func matched(_ amount: Money, _ plan: ActPlan) -> Settlement {
        Settlement(id: plan.matches.last?.id ?? "", way: .matched, amount: amount)
    }

    func add(_ match: Match, _ plan: inout ActPlan) throws {
        if try session.matchExists(match.id) || plan.matches.contains(where: { $0.id == match.id }) {
            throw ActRefusal(CaseworkRules.targetTaken, "These two are matched already.")
        }
        plan.matches.append(match)
    }

    /// The exception on the other side is settled by the same match, as far as it goes.
    func settleOthers(on place: Evidence, _ amount: Money, but id: String, _ plan: inout ActPlan) throws {
        for other in try session.openCases(on: place) where other.id != id {
            let file = try CaseFile.load(other.id, session)
            let event = CaseEvent.settled(matched(amount, plan))
            if (try? file.state.after(event)) != nil { plan.events.append((other.id, event)) }
        }
    }
}
