// Everything about one exception, in words: what it is, what it rests on, what was done, what could be done.

import Casework
import Facts
import Money
import Store

/// One line of what is told.
public struct CaseSentence: Sendable {
    public let what: String
    public let detail: String
}

extension Installation {
    /// Tells everything about an exception. Throws `CaseMissing`.
    ///
    /// - Parameter reveals: whether account numbers that a bank asks us to use stand there in full.
    public func tellCase(_ id: String, reveals: Bool = false) throws -> [CaseSentence] {
        let ageing = Ageing(asOf: try businessDay())
        let subjects = exceptionSubjects()
        return try database.read { session in
            let file = try CaseFile.load(id, session)
            var told: [CaseSentence] = []
            func say(_ what: String, _ detail: String) { told.append(CaseSentence(what: what, detail: detail)) }
            let exception = file.exception
            let age = ageing.days(since: exception.openedOn)
            say("exception", file.id)
            say("category", exception.category.rawValue)
            say("subject", try subjects.open(file.stored))
            say("amount", "\(exception.amount)")
            say("open", file.stored.closedAs == nil ? "\(file.state.open)" : "nothing")
            say(
                "age",
                "\(age) banking days on \(ageing.businessDate) (bucket \(AgeBucket(days: age).rawValue)), opened on \(exception.openedOn)"
            )
            say("owner", file.state.owner ?? "\(ExceptionOwner.of(exception.category)) (queue of the category)")
            say("state", file.stored.closedAs?.rawValue ?? "open")
            say("why", exception.explanation)
            if let fact = file.fact { say("rests on", Self.words(fact)) }
            if case .achItem(let item, let sealed)? = file.fact {
                for sentence in try tell(item, sealedCorrection: sealed, reveals: reveals, session) {
                    told.append(sentence)
                }
            }
            if let arrival = exception.evidence?.arrival.number, let record = try session.arrival(arrival) {
                say("came in", "\(record.name) from \(record.partner), arrival \(arrival), \(record.receivedAt)")
            }
            say("money", file.money.words)
            for record in file.records { say("history", Self.words(record)) }
            for proposal in try session.proposals(about: file.id) { say("proposal", Self.words(proposal)) }
            if file.stored.closedAs == nil {
                for candidate in try Candidates(session).candidates(for: file) {
                    say("candidate", "\(candidate.name): \(candidate.reason)")
                }
            }
            say("what can be done", CaseTelling.possibilities(file).joined(separator: ", "))
            return told
        }
    }

    private static func words(_ fact: CaseFact) -> String {
        switch fact {
        case .bankLine(let line):
            "bank line \(line.reference) of \(line.bookedOn), \(line.amount)"
                + (line.bankCode.isEmpty ? "" : ", bank code \(line.bankCode)")
        case .remittance(let remittance):
            "remittance \(remittance.trace) of payer \(remittance.payerID), \(remittance.amount) by "
                + "\(remittance.method.rawValue), effective \(remittance.effectiveOn)"
        case .remittanceLine(let line):
            "line of remittance \(line.trace): charged \(line.charged), paid \(line.paid), patient's share "
                + "\(line.patientShare), contractual \(line.contractual), other \(line.otherAdjustment)"
                + (line.status.isEmpty ? "" : ", claim status \(line.status)")
        case .item(let item):
            "\(item.kind.rawValue) \(item.id) of party \(item.partyID), \(item.amount), issued \(item.issuedOn)"
                + (item.dueOn.map { ", due \($0)" } ?? "")
        case .achItem(let item, _):
            "ACH entry \(item.achTrace), \(item.amount)"
                + (item.returnCode.map { ", \($0), settled \(item.effectiveOn)" } ?? "")
        }
    }

    private static func words(_ record: CaseRecord) -> String {
        let proposal = record.proposal.map { " (proposal \($0))" } ?? ""
        return switch record.event {
        case .settled: "\(record.at) \(record.actor): \(record.way) \(record.amount)\(proposal): \(record.detail)"
        case .undone:
            "\(record.at) \(record.actor): took back \(record.settlement), \(record.way) \(record.amount)\(proposal): \(record.detail)"
        case .assigned: "\(record.at) \(record.actor): to \(record.detail)"
        case .noted: "\(record.at) \(record.actor): \(record.detail)"
        }
    }

    private static func words(_ proposal: Proposal) -> String {
        let decided = proposal.decider.isEmpty ? "" : ", \(proposal.decider) on \(proposal.decidedAt)"
        let answer = proposal.answer.isEmpty ? "" : ": \(proposal.answer)"
        return
            "\(proposal.number), \(proposal.state.rawValue): \(proposal.act) \(proposal.amount) by \(proposal.proposer), "
            + "\(proposal.reason)\(decided)\(answer)"
    }
}

enum CaseTelling {
    /// The acts that the planning would not refuse from the start.
    static func possibilities(_ file: CaseFile) -> [String] {
        if file.stored.closedAs != nil {
            return file.state.settlements.contains { $0.way != .matched } ? ["--as reopen"] : ["nothing: it is over"]
        }
        var acts: [String] = []
        switch file.fact {
        case .bankLine?: acts.append("--as match --with ITEM-OR-TRACE[=AMOUNT]")
        case .remittance?: acts.append("--as match --with BANK-LINE")
        case .remittanceLine?: acts.append("--as match --with ITEM")
        case .item?, .achItem?, nil: break
        }
        if file.money.canBeWrittenOff { acts.append("--as write-off") }
        if file.money.canBeUnapplied { acts.append("--as unapplied") }
        return acts + ["--as ignore"]
    }
}

extension CaseMoney {
    var words: String {
        switch self {
        case .unapplied: "came, and stands among the unapplied cash"
        case .promised: "promised by an advice and taken out of the unapplied cash, but not found at the bank"
        case .owed(let kind): "owed to us: \(kind.rawValue)"
        case .overpaid(let kind): "paid beyond what the \(kind.rawValue) was for"
        case .none: "nothing in the books"
        }
    }
}
