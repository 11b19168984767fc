// What a 999 says of an error beside its place: whose payment or entity it is (CTX), and whether the guide alone is broken.

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
