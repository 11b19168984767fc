// What two people of the hospital decide: a payer paid for a claim number that does not exist; one knows which it meant, the
// other looks at it again. The gateway lets nobody approve what he proposed.

import Casework
import Facts
import Gateway
import Money

struct DemoDecision {
    static let proposer = "ann"
    static let approver = "bob"
    static let reason = "the payer mistyped the claim's number, confirmed by phone"
    static let approval = "patient, day and amount are the claim's"
    static let target = DemoDay.mistyped.item

    let subject: String
    let words: String
    let amount: Money
    let proof: DemoProof

    /// Proposes, tries to approve it alone, approves as somebody else. Throws where there is no such case.
    init(_ installation: Installation) throws {
        var found: CaseLine?
        var question = CaseQuestion()
        question.category = .unknownItem
        try installation.forEachCase(question) { found = found ?? $0 }
        guard let line = found else { throw DemoFault(sentence: "no exception is about an unknown item") }
        subject = line.subject
        words = ExceptionWords.of(line.category)
        amount = line.open
        let order = CaseOrder(subject: line.id, act: .match, targets: [Self.target])
        let proposed = try CaseworkActs.order(
            order, ActWarrant(who: Self.proposer, reason: Self.reason), isRehearsal: false, installation)
        guard let number = proposed.proposal else { throw DemoFault(sentence: "nothing was proposed") }
        let warrants = [Self.proposer, Self.approver].map { ActWarrant(who: $0, reason: Self.approval) }
        let standings = warrants.map { warrant in
            try? CaseworkActs.approve(number, warrant, isRehearsal: false, installation).standing
        }
        let holds = proposed.standing == .waiting && standings == [nil, .done]
        proof = DemoProof(
            outcome: holds ? .holds : .fails,
            sentence: holds
                ? "\(Self.proposer) could not approve what \(Self.proposer) proposed; \(Self.approver) could, and it was booked"
                : "a decision did not wait for a second person")
    }
}
