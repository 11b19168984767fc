// A fact that is still inside its window: no exception, and no match yet.

public import Facts
public import Money

/// One fact that waits for its partner.
public struct Waiting: Sendable, Hashable {
    public let evidence: Evidence
    /// The natural reference: TRN02 of a remittance, the bank's reference of a line.
    public let reference: String
    /// The business date that closes the window.
    public let until: CalendarDate
    /// What it waits for, in a sentence.
    public let sentence: String
    /// Whether a partner is known, and only a rival may still come.
    public let isHeld: Bool

    public init(evidence: Evidence, reference: String, until: CalendarDate, sentence: String, isHeld: Bool = false) {
        self.evidence = evidence
        self.reference = reference
        self.until = until
        self.sentence = sentence
        self.isHeld = isHeld
    }
}
