// Which answers an interchange gets, and in which order: TA1 first, then 999s, then 997s. Acknowledgements get none.

/// The answers to an interchange.
public enum Acknowledgements {
    /// What answers a group.
    public enum Kind: Sendable, Hashable {
        /// 999: groups under a 5010 guide.
        case implementation
        /// 997: groups of the standard itself (`004010`, `005010`) and under 4010 guides.
        case functional(FunctionalAcknowledgement.Release)
    }

    /// One answer, an interchange of its own.
    public struct Answer: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable {
            case interchange = "TA1"
            case implementation = "999"
            case functional = "997"
        }

        public let kind: Kind
        public let bytes: [UInt8]
    }

    /// HIPAA uses the 999 in place of the 997 from 5010 on; the generic sets and 4010 have the 997.
    public static func kind(for group: GroupOutcome) -> Kind {
        if group.version.hasPrefix("00401") || group.version.hasPrefix("00400") { return .functional(.r004010) }
        return GuideCatalogue.isGeneric(group.version) ? .functional(.r005010) : .implementation
    }

    /// All answers that are due. `envelope` is asked once for each answer, in order, with the first group that it answers
    /// (nil for a TA1), so that the caller can count its control numbers on.
    public static func answers(
        to outcome: InterchangeOutcome, envelope: (GroupOutcome?) -> AnswerEnvelope
    ) -> [Answer] {
        var answers: [Answer] = []
        if InterchangeAcknowledgement.isDue(for: outcome),
            let bytes = InterchangeAcknowledgement.bytes(for: outcome, in: envelope(nil))
        {
            answers.append(Answer(kind: .interchange, bytes: bytes))
        }
        let groups = ImplementationAcknowledgement.answerableGroups(of: outcome)
        let kinds: [Kind] =
            [.implementation] + FunctionalAcknowledgement.Release.allCases.reversed().map(Kind.functional)
        for kind in kinds {
            let answered = groups.filter { Acknowledgements.kind(for: $0) == kind }
            guard let first = answered.first else { continue }
            let own = envelope(first)
            switch kind {
            case .implementation:
                guard let bytes = ImplementationAcknowledgement.bytes(for: answered, in: own) else { continue }
                answers.append(Answer(kind: .implementation, bytes: bytes))
            case .functional(let release):
                guard let bytes = FunctionalAcknowledgement.bytes(for: answered, release: release, in: own) else {
                    continue
                }
                answers.append(Answer(kind: .functional, bytes: bytes))
            }
        }
        return answers
    }
}
