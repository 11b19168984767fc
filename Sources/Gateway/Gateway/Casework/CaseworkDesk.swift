// Carries out what was approved: each proposal is one posting, in one transaction with its audit record. Only who holds the
// lock of the state may call this: the gateway at work, or the command where none is.

import Casework
import Facts
import Ledger
import Money
import Store
import Vault

struct CaseworkDesk {
    private let installation: Installation
    private let bookkeeping: Bookkeeping

    init(_ installation: Installation) throws {
        self.installation = installation
        bookkeeping = try Bookkeeping(chart: installation.configuration.chartOfAccounts) {
            installation.keys.key(.account, $0)
        }
    }

    /// Works out an act without writing anything.
    func plan(_ order: CaseOrder, number: Int64, warrant: String) throws -> ActPlan {
        try installation.database.read { session in
            let business = try session.businessDate(in: FactScope(arrivalBeingPosted: nil))
            var bookkeeping = bookkeeping
            bookkeeping.periods = ClosedPeriods(through: try session.closedThrough())
            return try ActPlanning(
                session: session, bookkeeping: bookkeeping, vault: installation.vault, keys: installation.keys,
                number: number, date: business ?? installation.clock.now().date, warrant: warrant
            ).plan(order)
        }
    }

    /// Carries out all that is approved, in the order of the proposals; says whether there was anything.
    @discardableResult
    func carryOutDue() throws -> Bool {
        let due = try installation.database.read { try $0.proposals(in: [.approved]) }
        for proposal in due {
            do {
                try carryOut(proposal)
            } catch let refusal as ActRefusal {
                try drop(proposal, refusal.description)
            } catch let missing as CaseMissing {
                try drop(proposal, missing.description)
            } catch let conflict as StateConflict {
                try drop(proposal, conflict.description)
            } catch let error as BookkeepingError {
                try drop(proposal, "it cannot be booked: \(error)")
            }
        }
        return !due.isEmpty
    }

    private func carryOut(_ proposal: Proposal) throws {
        guard let act = CaseAct(rawValue: proposal.act) else { return try drop(proposal, "there is no such act") }
        let order = CaseOrder(
            subject: proposal.subject, act: act, targets: proposal.targets, writesOffRest: proposal.writesOffRest)
        let plan = try plan(order, number: proposal.number, warrant: Self.warrant(proposal))
        guard plan.version == proposal.version, plan.amount == proposal.amount else {
            throw StateConflict(subject: proposal.subject, expected: proposal.version, wanted: proposal.act)
        }
        let posting = try StagedPosting.begin(for: nil, in: installation)
        try installation.database.write { session in
            try write(plan, proposal, posting, session)
            try session.moveProposal(proposal.number, from: .approved, to: .done)
            try session.commitPosting(posting.number)
            try installation.audit("operator \(proposal.proposer)").record(
                "resolved", "exception \(proposal.subject)",
                "\(proposal.act), \(plan.amount), \(Self.warrant(proposal)): \(proposal.reason)", in: session)
        }
        installation.log.notice(
            "case.resolved",
            metadata: ["subject": "\(proposal.subject)", "act": "\(proposal.act)", "proposal": "\(proposal.number)"])
    }

    private func write(_ plan: ActPlan, _ proposal: Proposal, _ posting: StagedPosting, _ session: Session) throws {
        try session.stageMatches(plan.matches, posting: posting.number)
        for match in plan.withdrawn { try session.stageMatchWithdrawal(match.id, posting: posting.number) }
        try session.stageJournal(plan.entries, posting: posting.number, again: "~\(posting.number)")
        try session.stageExceptions(plan.opened, posting: posting.number)
        try session.takeIntoHands(plan.inHands, posting: posting.number)
        let at = installation.clock.now().description
        for (exception, event) in plan.events {
            let file = try CaseFile.load(exception, session)
            guard let (_, actions) = try? file.state.after(event) else {
                throw StateConflict(subject: "exception \(exception)", expected: plan.version, wanted: proposal.act)
            }
            guard let record = Self.record(event, exception, file, proposal, at: at) else { continue }
            try session.appendCaseRecord(record, posting: posting.number)
            for action in actions {
                if case .close = action { try session.closeCase(exception, posting: posting.number) }
                if case .reopen = action { try session.reopenCase(exception) }
            }
        }
    }

    private static func record(
        _ event: CaseEvent, _ exception: String, _ file: CaseFile, _ proposal: Proposal, at: String
    ) -> CaseRecord? {
        switch event {
        case .settled(let settlement):
            CaseRecord(
                exceptionID: exception, at: at, actor: proposal.proposer, event: .settled, settlement: settlement.id,
                way: settlement.way.rawValue, amount: settlement.amount, detail: proposal.reason,
                proposal: proposal.number)
        case .undone(let id):
            file.state.settlements.first { $0.id == id }.map { settlement in
                CaseRecord(
                    exceptionID: exception, at: at, actor: proposal.proposer, event: .undone, settlement: id,
                    way: settlement.way.rawValue, amount: settlement.amount, detail: proposal.reason,
                    proposal: proposal.number)
            }
        case .assigned, .noted, .closedByEvidence: nil
        }
    }

    private func drop(_ proposal: Proposal, _ answer: String) throws {
        try installation.database.write { session in
            try session.moveProposal(proposal.number, from: .approved, to: .stale, answer: answer)
            try installation.audit().record("not carried out", "proposal \(proposal.number)", answer, in: session)
        }
        installation.log.warning("case.stale", metadata: ["proposal": "\(proposal.number)"])
    }

    /// `proposal 7 by alice, approved by bob`.
    static func warrant(_ proposal: Proposal) -> String {
        let approval = proposal.decider == proposal.proposer ? "within the limit" : "approved by \(proposal.decider)"
        return "proposal \(proposal.number) by \(proposal.proposer), \(approval)"
    }
}
