// What a 999 says of an error beside its place: whose payment or entity it is, and what made a rule apply (CTX).

/// The business unit that a segment in error belongs to, by the first number that names it. Only numbers that name no
/// person are kept: the payment's trace and the entity's ordinal, never a patient's or member's identifier.
public struct BusinessUnit: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        /// The trace of the payment.
        case trace = "TRN02"
        /// The ordinal of the entity in an 820.
        case entity = "ENT01"
    }

    public let kind: Kind
    public let value: String

    init?(_ kind: Kind, _ value: String) {
        // CTX01-2 has 1 to 35 characters; a number that is cut would name another unit.
        guard (1...35).contains(value.utf8.count), value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            return nil
        }
        self.kind = kind
        self.value = value
    }

    /// CTX01-1.
    var contextName: String { kind.rawValue }
}

/// The segment and element whose value made a situational rule apply: what `CTX*SITUATIONAL TRIGGER` says.
public struct SituationalTrigger: Sendable, Hashable {
    /// CTX02.
    public let segment: String
    /// CTX03, ST = 1.
    public let position: Int
    /// CTX04.
    public let loop: String?
    /// CTX05: element and component.
    public let element: Int?
    public let component: Int?
    /// CTX06: number of the data element.
    public let reference: Int?

    public init(
        segment: String, position: Int, loop: String? = nil, element: Int? = nil, component: Int? = nil,
        reference: Int? = nil
    ) {
        self.segment = segment
        self.position = position
        self.loop = loop
        self.element = element
        self.component = component
        self.reference = reference
    }
}

extension SetOutcome {
    /// Whether every error that counts is one of the guide alone (codes that begin with I), none of the standard.
    var breaksGuideOnly: Bool {
        let counted = notes.filter { $0.isFatal || !hasFatalNotes }
        return !counted.isEmpty && omittedNotes == 0
            && counted.allSatisfy { note in
                note.code.hasPrefix("I")
                    || (note.code == "8" && !note.elements.isEmpty
                        && note.elements.allSatisfy { $0.code.hasPrefix("I") })
            }
    }
}
