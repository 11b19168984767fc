// What people order, approve and refuse. An order becomes a proposal; within its author's limit it is approved at once.
// What is approved is carried out here where no gateway is at work, else by the one that is.

import Casework
import Glibc
import Store

public enum CaseworkActs {
    /// Milliseconds for which a gateway at work is waited for.
    private static let patience: Int64 = 20_000

    /// Judges an order, and proposes it or does it. Throws `CaseMissing`, `ActRefusal` or `StateConflict`.
    public static func order(
        _ order: CaseOrder, _ warrant: ActWarrant, isRehearsal: Bool, _ installation: Installation
    ) throws -> CaseOutcome {
        let desk = try CaseworkDesk(installation)
        let plan = try desk.plan(order, number: 0, warrant: "by \(warrant.who)")
        var ruling = Authority.Ruling.alone
        for (act, amount) in plan.judged {
            switch installation.configuration.authority.ruling(
                warrant.who, act, amount, movesMoney: plan.movesMoney)
            {
            case .alone: continue
            case .withSecond: ruling = .withSecond
            case .refused:
                throw ActRefusal(CaseworkRules.notAllowed, "No role of \(warrant.who) may \(act.rawValue).")
            }
        }
        var effects = plan.told(installation.configuration.chartOfAccounts)
        if ruling == .withSecond {
            effects.append(.doesNot("do it before a second person approves", "hms-ach approve"))
        }
        if isRehearsal { return CaseOutcome(effects: effects, proposal: nil, standing: .rehearsed) }
        let now = installation.clock.now().description
        let number = try installation.database.write { session in
            var proposal = Proposal(
                subject: order.subject, act: order.act.rawValue, targets: order.targets,
                writesOffRest: order.writesOffRest, amount: plan.amount, version: plan.version, proposer: warrant.who,
                reason: warrant.reason, proposedAt: now, state: ruling == .alone ? .approved : .waiting)
            if ruling == .alone {
                proposal.decider = warrant.who
                proposal.decidedAt = now
            }
            let number = try session.insertProposal(proposal)
            try installation.audit(warrant.actor).record(
                "proposed", "exception \(order.subject)",
                "proposal \(number): \(order.act.rawValue), \(plan.amount): \(warrant.reason)", in: session)
            return number
        }
        if ruling == .withSecond { return CaseOutcome(effects: effects, proposal: number, standing: .waiting) }
        return try carryOut(number, effects, desk, installation)
    }

    /// Lets a proposal be carried out. Throws `CaseMissing`, `ActRefusal` or `StateConflict`.
    public static func approve(
        _ number: Int64, _ warrant: ActWarrant, isRehearsal: Bool, _ installation: Installation
    ) throws -> CaseOutcome {
        let proposal = try waiting(number, installation)
        guard let act = CaseAct(rawValue: proposal.act) else { throw ActRefusal(CaseworkRules.notHere) }
        guard
            installation.configuration.authority.mayApprove(
                warrant.who, proposedBy: proposal.proposer, act, proposal.amount)
        else { throw ActRefusal(CaseworkRules.needsAnother) }
        let desk = try CaseworkDesk(installation)
        let order = CaseOrder(
            subject: proposal.subject, act: act, targets: proposal.targets, writesOffRest: proposal.writesOffRest)
        let plan = try desk.plan(order, number: number, warrant: "by \(proposal.proposer)")
        if plan.version != proposal.version || plan.amount != proposal.amount {
            throw StateConflict(
                subject: "\(proposal.subject)", expected: "as proposal \(number) saw it", wanted: proposal.act)
        }
        for (act, amount) in plan.judged
        where !installation.configuration.authority.mayApprove(
            warrant.who, proposedBy: proposal.proposer, act, amount)
        { throw ActRefusal(CaseworkRules.needsAnother, "It takes the right to approve \(act.rawValue), \(amount).") }
        let effects = plan.told(installation.configuration.chartOfAccounts)
        if isRehearsal { return CaseOutcome(effects: effects, proposal: number, standing: .rehearsed) }
        try decide(number, to: .approved, warrant, installation)
        return try carryOut(number, effects, desk, installation)
    }

    /// Ends a proposal; its author may withdraw it.
    public static func refuse(
        _ number: Int64, _ warrant: ActWarrant, isRehearsal: Bool, _ installation: Installation
    ) throws -> CaseOutcome {
        let proposal = try waiting(number, installation)
        let isOwn = proposal.proposer == warrant.who
        guard let act = CaseAct(rawValue: proposal.act),
            isOwn
                || installation.configuration.authority.mayApprove(
                    warrant.who, proposedBy: proposal.proposer, act, proposal.amount)
        else { throw ActRefusal(CaseworkRules.needsAnother) }
        let effects = [ActEffect.doesNot(proposal.act, "\(proposal.amount) of \(proposal.subject) stays as it is")]
        if isRehearsal { return CaseOutcome(effects: effects, proposal: number, standing: .rehearsed) }
        try decide(number, to: .refused, warrant, installation)
        return CaseOutcome(effects: effects, proposal: number, standing: .refused)
    }

    /// Gives an exception to somebody, or to a queue. Throws `CaseMissing`.
    public static func assign(
        _ exception: String, to owner: String, _ warrant: ActWarrant, _ installation: Installation
    ) throws { try tell(exception, .assigned, owner, "assigned", warrant, installation) }

    /// Writes something down about an exception. Throws `CaseMissing`.
    public static func note(
        _ exception: String, _ text: String, _ warrant: ActWarrant, _ installation: Installation
    ) throws { try tell(exception, .noted, text, "noted", warrant, installation) }

    private static func tell(
        _ exception: String, _ event: CaseRecord.Event, _ detail: String, _ action: String, _ warrant: ActWarrant,
        _ installation: Installation
    ) throws {
        try installation.database.write { session in
            let file = try CaseFile.load(exception, session)
            let record = CaseRecord(
                exceptionID: file.id, at: installation.clock.now().description, actor: warrant.who, event: event,
                amount: .zero(file.state.amount.currency), detail: detail)
            try session.appendCaseRecord(record, posting: try session.postingHead())
            try installation.audit(warrant.actor).record(action, "exception \(file.id)", detail, in: session)
        }
    }

    private static func waiting(_ number: Int64, _ installation: Installation) throws -> Proposal {
        guard let proposal = try installation.database.read({ try $0.proposal(number) }) else {
            throw CaseMissing(what: "proposal \(number)")
        }
        guard proposal.state == .waiting else {
            throw StateConflict(
                subject: "proposal \(number)", expected: "waiting (it is \(proposal.state.rawValue))", wanted: "decided"
            )
        }
        return proposal
    }

    private static func decide(
        _ number: Int64, to state: ProposalState, _ warrant: ActWarrant, _ installation: Installation
    ) throws {
        let now = installation.clock.now().description
        try installation.database.write { session in
            try session.moveProposal(
                number, from: .waiting, to: state, decider: warrant.who, at: now, answer: warrant.reason)
            try installation.audit(warrant.actor).record(
                state.rawValue, "proposal \(number)", warrant.reason, in: session)
        }
    }

    /// Does it where no gateway is at work, else waits for the one that is.
    private static func carryOut(
        _ number: Int64, _ effects: [ActEffect], _ desk: CaseworkDesk, _ installation: Installation
    ) throws -> CaseOutcome {
        let end = installation.clock.steadyMilliseconds() + patience
        repeat {
            do {
                let lock = try InstanceLock(installation.state, clock: installation.clock)
                defer { lock.release() }
                try desk.carryOutDue()
            } catch is InstanceRunning {
                poll(nil, 0, 100)
            }
            guard let proposal = try installation.database.read({ try $0.proposal(number) }) else { break }
            switch proposal.state {
            case .done: return CaseOutcome(effects: effects, proposal: number, standing: .done)
            case .stale:
                throw StateConflict(
                    subject: "proposal \(number)", expected: "applicable (\(proposal.answer))", wanted: "done")
            case .waiting, .approved, .refused: continue
            }
        } while installation.clock.steadyMilliseconds() < end
        return CaseOutcome(effects: effects, proposal: number, standing: .approved)
    }
}
