// Works out what an act writes, from the state of the books at that moment. Reads only.

import Casework
import Facts
import Ledger
import Money
import Store
import Vault

struct ActPlanning {
    let session: Session
    let bookkeeping: Bookkeeping
    let vault: Vault
    let keys: VaultKeys
    /// The proposal's; 0 in a rehearsal.
    let number: Int64
    /// The day on which entries are booked.
    let date: CalendarDate
    /// Who stands behind it, for the explanation of a match.
    let warrant: String

    /// Throws `CaseMissing` and `ActRefusal`.
    func plan(_ order: CaseOrder) throws -> ActPlan {
        if order.act == .undoMatch { return try undoing(order.subject) }
        let file = try CaseFile.load(order.subject, session)
        var plan = ActPlan(
            subject: file.id, act: order.act, version: file.version, amount: file.state.open)
        switch order.act {
        case .match: try match(file, order, &plan)
        case .writeOff:
            try requireOpen(file)
            try writeOff(file.state.open, file, &plan)
        case .unapplied: try leaveUnapplied(file, &plan)
        case .ignore:
            try requireOpen(file)
            plan.events.append((file.id, .settled(settlement(.ignored, file.state.open))))
            plan.effects.append(.does("end the exception", "\(file.exception.category.rawValue), as ignored"))
        case .reopen: try reopen(file, &plan)
        case .undoMatch: break
        }
        return plan
    }

    func requireOpen(_ file: CaseFile) throws {
        if file.state.isClosed || file.stored.closedAs != nil { throw ActRefusal(CaseworkRules.ended) }
    }

    func settlement(_ way: Settlement.Way, _ amount: Money) -> Settlement {
        Settlement(id: "W\(number)", way: way, amount: amount)
    }

    /// Gives up `amount` of the case.
    func writeOff(_ amount: Money, _ file: CaseFile, _ plan: inout ActPlan) throws {
        guard file.money.canBeWrittenOff, !amount.isZero else {
            throw ActRefusal(
                CaseworkRules.notHere, "There is no money behind this exception that could be written off.")
        }
        let entry = try bookkeeping.entry(
            .writeOff, id: "W\(number)", on: date, amounts: file.money.writeOff(of: amount),
            description: "Written off by proposal \(number)", arrival: ArrivalID(file.arrival))
        if let entry { plan.entries.append(entry) }
        plan.givenUp = amount
        plan.events.append((file.id, .settled(settlement(.writtenOff, amount))))
        plan.effects.append(.does("write off", "\(amount) of \(file.exception.category.rawValue)"))
        take(file.fact, &plan)
    }

    private func leaveUnapplied(_ file: CaseFile, _ plan: inout ActPlan) throws {
        try requireOpen(file)
        guard file.money.canBeUnapplied else {
            throw ActRefusal(
                CaseworkRules.notHere, "This exception has no money that came and could be left unapplied.")
        }
        let open = file.state.open
        if let (event, amounts) = file.money.makingUnapplied(open) {
            let entry = try bookkeeping.entry(
                event, id: "W\(number)", on: date, amounts: amounts,
                description: "Overpayment set aside by proposal \(number)", arrival: ArrivalID(file.arrival))
            if let entry { plan.entries.append(entry) }
        }
        plan.events.append((file.id, .settled(settlement(.unapplied, open))))
        plan.effects.append(
            .does("leave unapplied", "\(open) stays among the unapplied until something is matched with it"))
    }

    private func reopen(_ file: CaseFile, _ plan: inout ActPlan) throws {
        let settled = file.state.settlements.filter { $0.way != .matched }
        if settled.isEmpty { throw ActRefusal(CaseworkRules.nothingToUndo) }
        var units = CheckedSum()
        for settlement in settled {
            units.add(settlement.amount.minorUnits)
            if try session.entryStands(settlement.id), let entry = try session.journalEntry(settlement.id) {
                plan.entries.append(try bookkeeping.mirror(of: entry, on: date))
            }
            plan.events.append((file.id, .undone(settlement: settlement.id)))
        }
        guard let total = units.total else { throw ActRefusal(CaseworkRules.beyondOpen) }
        plan.amount = Money(minorUnits: total, currency: file.state.amount.currency)
        plan.effects.append(.does("open again", "\(plan.amount) of \(file.exception.category.rawValue)"))
    }

    /// The engine leaves to people what they decided about; an item may still be paid by others.
    func take(_ fact: CaseFact?, _ plan: inout ActPlan) {
        switch fact {
        case .bankLine?, .remittance?, .remittanceLine?: fact?.evidence.map { plan.inHands.append($0) }
        case .item?, .achItem?, nil: break
        }
    }
}

extension CaseFile {
    var arrival: Int64 { exception.evidence?.arrival.number ?? 0 }
}
