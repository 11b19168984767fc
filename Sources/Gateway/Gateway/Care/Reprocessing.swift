// Reprocess: an arrival that does not count yet begins again at a step of the way. Nothing that was sent is sent again, and
// nothing that was posted is posted twice: what counts already, or repeats what counts, is refused here; what took its place
// meanwhile is found by the check that every arrival passes.

import Store

/// The steps with which an arrival can begin again.
public enum ReprocessingStep: String, Sendable, CaseIterable {
    case open, check, load, post

    /// The state from which the pipeline takes this step. Facts of an arrival that is not posted are always loaded anew,
    /// so `post` begins like `load`.
    var state: ArrivalState {
        switch self {
        case .open: .taken
        case .check: .opened
        case .load, .post: .checked
        }
    }
}

extension OperatorActs {
    /// Lets an arrival begin again at a step; gives what will and what will not happen. Doing nothing else when
    /// `isRehearsal`.
    ///
    /// Throws `SubjectMissing`, `ActRefusal` or `StateConflict`.
    public static func reprocess(
        _ id: Int64, from step: ReprocessingStep, _ warrant: ActWarrant, isRehearsal: Bool, _ installation: Installation
    ) throws -> [ActEffect] {
        let arrival = try arrival(id, installation)
        try requireReturn(of: arrival, to: step, installation)
        let effects = try effects(of: arrival, from: step, installation)
        if isRehearsal { return effects }
        try installation.database.write { session in
            try session.returnArrival(id, from: arrival.state, to: step.state)
            if step == .open { try session.forgetOpened(id) }
            let detail = "from \(step.rawValue), it was \(arrival.state.rawValue): \(warrant.reason)"
            try installation.audit(warrant.actor).record("reprocessed", "arrival \(id)", detail, in: session)
        }
        return effects
    }

    private static func requireReturn(
        of arrival: ArrivalRecord, to step: ReprocessingStep, _ installation: Installation
    ) throws {
        switch arrival.state {
        case .posted, .answered: throw ActRefusal(CareRules.postedAlready)
        case .duplicate:
            let original = arrival.duplicateOf.map { " of arrival \($0)" } ?? ""
            throw ActRefusal(CareRules.duplicateStays, "The arrival is a duplicate\(original), which counts.")
        default: break
        }
        let wanted = step == .check ? arrival.openedSpool ?? "" : arrival.spool
        // A message that could not be taken apart again has its content in its body still.
        let isWrapped =
            try step == .open && arrival.spool.isEmpty
            && installation.database.read { try $0.isMessageBodyKept(of: arrival.id) }
        if arrival.spool.isEmpty, !isWrapped { throw ActRefusal(CareRules.contentRemoved) }
        let isChecked = try step.state == .checked && hasPassedCheck(arrival.id, installation)
        if !arrival.state.mayReturnTo.contains(step.state) || (wanted.isEmpty && !isWrapped)
            || (step.state == .checked && !isChecked)
        {
            throw ActRefusal(
                CareRules.stepNotReached,
                "Arrival \(arrival.id) is \(arrival.state.rawValue) and has not passed the step before `\(step.rawValue)`."
            )
        }
    }

    /// Whether the check let it pass the last time it went its way.
    private static func hasPassedCheck(_ id: Int64, _ installation: Installation) throws -> Bool {
        let steps: Set = ["taken", "opened", "checked", "released", "reprocessed"]
        let last = try installation.database.read { try $0.auditRecords(subject: "arrival \(id)") }
            .last { steps.contains($0.action) }
        return last?.action == "checked"
    }

    private static func effects(
        of arrival: ArrivalRecord, from step: ReprocessingStep, _ installation: Installation
    ) throws -> [ActEffect] {
        let steps = ReprocessingStep.allCases.drop { $0 != step }.map(\.rawValue).joined(separator: ", ")
        var effects: [ActEffect] = [
            .does(
                "begin again", "\(arrival.name) from \(arrival.partner), \(arrival.state.rawValue) until now: \(steps)")
        ]
        if !arrival.reason.isEmpty {
            effects.append(.does("forget", "the reason why it stood there: \(arrival.reason)"))
        }
        if arrival.filed == .rejected, arrival.isFetched, !installation.isDeletedThere(arrival) {
            effects.append(.does("remove", "the copy in rejected/\(arrival.receivedOn), with its reason"))
            effects.append(.doesNot("fetch", "it again from the server; the sealed copy is what is processed"))
        } else if arrival.filed == .rejected {
            effects.append(
                .does("move", "the original from rejected/\(arrival.receivedOn) back to done/\(arrival.receivedOn)"))
        }
        for dispatch in try installation.database.read({ try $0.dispatches(answering: arrival.id) }) {
            let name = "dispatch \(dispatch.id), \(dispatch.sealedName ?? dispatch.name)"
            switch dispatch.state {
            case .queued, .sealed: effects.append(.does("send", "\(name), which waits to go out"))
            case .held: effects.append(.doesNot("send", "\(name), which is held"))
            default:
                effects.append(.doesNot("send again", "\(name), \(dispatch.state.rawValue) \(dispatch.sentAt ?? "")"))
            }
        }
        effects.append(.does("answer", "with what comes of it, under a number of its own"))
        effects.append(.doesNot("post twice", "nothing of it is in the books"))
        return effects
    }
}
