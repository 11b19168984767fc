// What became of each interchange, group and set, in the terms in which it is answered: TA1 note codes, and the IK3, IK4,
// IK5 and AK9 codes of the 999. The answers are written from these values and from nothing else.

/// TA104, IK501 and AK901.
public enum AcknowledgementCode: String, Sendable, Hashable, Codable {
    case accepted = "A"
    /// Taken, with errors noted.
    case acceptedWithErrors = "E"
    /// Of a group: some sets are rejected.
    case partiallyAccepted = "P"
    case rejected = "R"
}

/// One element in error: what IK4 says.
public struct ElementNote: Sendable, Hashable {
    /// Position in the segment from 1.
    public let position: Int
    /// Component of a composite from 1.
    public let component: Int?
    /// Number of the data element in the dictionary.
    public let reference: Int?
    /// IK403.
    public let code: String
    /// IK404; only of codes, dates and numbers, never of names, identifiers or anything of NM1 and REF.
    public let copy: String?
    /// What brought the situational rule to bear that is broken (CTX); nil for other rules.
    public internal(set) var trigger: SituationalTrigger?
}

/// One segment in error: what IK3 says.
public struct SegmentNote: Sendable, Hashable {
    public let tag: String
    /// Position in the set, ST = 1; for a missing segment, where it should have been.
    public let position: Int
    /// The guide's loop; nil where it is not known.
    public let loop: String?
    /// IK304.
    public let code: String
    public internal(set) var elements: [ElementNote]
    /// False for what is noted without rejecting the set.
    public internal(set) var isFatal: Bool
    /// What brought the situational rule to bear that is broken (CTX); nil for other rules.
    public internal(set) var trigger: SituationalTrigger?
    /// The payment or entity that the segment belongs to, by its own number.
    public internal(set) var businessUnit: BusinessUnit?
}

/// One transaction set as the 999 answers it.
public struct SetOutcome: Sendable, Hashable {
    /// ST01, ST02 and ST03 (nil when not sent).
    public let identifier: String
    public let controlNumber: String
    public let implementation: String?
    public internal(set) var notes: [SegmentNote] = []
    /// Notes counted but not kept.
    public internal(set) var omittedNotes = 0
    /// IK502 to IK506 as far as found, in the order found.
    public internal(set) var codes: [String] = []
    var hasFatalNotes = false
    /// False when no SE was found: what was read of the set is worth nothing.
    public internal(set) var isComplete = false

    /// IK501.
    public var verdict: AcknowledgementCode {
        if !codes.isEmpty || hasFatalNotes { return .rejected }
        return notes.isEmpty ? .accepted : .acceptedWithErrors
    }
}

/// One functional group as the 999 answers it.
public struct GroupOutcome: Sendable, Hashable {
    /// GS01, GS06 and GS08.
    public let functionalIdentifier: String
    public let controlNumber: String
    public let version: String
    /// GS02 and GS03, for the answer's own GS.
    public let applicationSender: String
    public let applicationReceiver: String
    /// The first sets, at most as many as the reader keeps.
    public internal(set) var sets: [SetOutcome] = []
    /// GE01 as sent; nil when there is none or it is no number.
    public internal(set) var declaredSets: Int?
    public internal(set) var countedSets = 0
    var acceptedSetCount = 0
    var setsWithErrorsNoted = 0
    /// AK905 to AK909 as far as found.
    public internal(set) var codes: [String] = []

    /// AK904: how many sets are accepted; none in a group that is refused as a whole.
    public var acceptedSets: Int { codes.isEmpty ? acceptedSetCount : 0 }

    /// AK901.
    public var verdict: AcknowledgementCode {
        if !codes.isEmpty { return .rejected }
        if acceptedSetCount == countedSets { return setsWithErrorsNoted > 0 ? .acceptedWithErrors : .accepted }
        return acceptedSetCount == 0 ? .rejected : .partiallyAccepted
    }

    /// Whether the group may be answered by a 999: acknowledgements are not acknowledged.
    public var isAnswerable: Bool { functionalIdentifier != "FA" }
}

/// One interchange as the TA1 answers it.
public struct InterchangeOutcome: Sendable, Hashable {
    public let header: InterchangeHeader
    public internal(set) var groups: [GroupOutcome] = []
    public internal(set) var countedGroups = 0
    /// TA1 segments received in it.
    public internal(set) var acknowledgements = 0
    /// TA105 note code of the first fault; `000` without.
    public internal(set) var noteCode = "000"
    /// TA104.
    public internal(set) var verdict: AcknowledgementCode = .accepted

    /// Whether the interchange may be answered by a TA1: one that only brings TA1s may not.
    public var isAnswerable: Bool { countedGroups > 0 || acknowledgements == 0 }

    mutating func note(_ code: String, rejects: Bool) {
        if rejects {
            if verdict != .rejected { noteCode = code }
            verdict = .rejected
        } else if verdict == .accepted {
            noteCode = code
            verdict = .acceptedWithErrors
        }
    }
}
