// The catalogue of this module's findings.

public import Parsing

/// Every rule by which this module finds fault, each with a stable code that begins `x12.`.
public enum X12Findings {
    public static let all: [FindingRule] = envelope + syntax + business + situational
}
