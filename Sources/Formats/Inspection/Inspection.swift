// What one pass over a document finds out, whatever its kind: verdict, findings, figures, what it calls itself.

public import Money
public import Parsing
public import X12

/// What a document calls itself by its own control numbers, for recognising a second delivery.
public struct ClaimedIdentity: Sendable, Hashable {
    /// Which vocabulary of control numbers.
    public let scope: String
    /// The control numbers. May hold an account number: key it before it is stored.
    public let identity: String
    /// The totals that stood under it: the same identity with other totals is another document.
    public let content: String
}

/// The result of inspecting one document.
public struct Inspection: Sendable {
    public let kind: DocumentKind
    public internal(set) var findings: FindingLog
    public let summary: InspectionSummary
    public let identities: [ClaimedIdentity]
    /// The day the document gives itself.
    public let date: CalendarDate?
    /// For X12: how each interchange is to be answered.
    public let interchanges: [InterchangeOutcome]
    /// What a profile weighed otherwise than the catalogue does; empty for who judges strictly.
    public internal(set) var deviations: [DeviationUse] = []

    public var verdict: Verdict { findings.verdict }
}
