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

/// The catalogue of what recognition itself finds.
public enum InspectionRules {
    static let unknown = FindingRule(
        "document.unknown", .error,
        meaning: "The content begins like none of: NACHA, X12, ISO 20022 XML, open items or payments in CSV.",
        cure: "Look at the first line; ask the sender what the file is. An encrypted file must be decrypted first.")
    static let empty = FindingRule(
        "document.empty", .error, meaning: "The file holds nothing.", cure: "Ask the sender for the file again.")

    public static let all: [FindingRule] = [unknown, empty]
}
