// The figures of a document, by kind, in the shape that `inspect` prints.

public import Delimited
public import ISO20022
public import NACHA
public import X12

/// Figures of one document.
public enum InspectionSummary: Sendable, Encodable {
    case nacha(NACHASummary)
    case x12(X12Summary)
    case iso20022(ISO20022Summary)
    case delimited(DelimitedSummary)
    case none

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .nacha(let summary): try summary.encode(to: encoder)
        case .x12(let summary): try summary.encode(to: encoder)
        case .iso20022(let summary): try summary.encode(to: encoder)
        case .delimited(let summary): try summary.encode(to: encoder)
        case .none:
            var container = encoder.singleValueContainer()
            try container.encode([String: String]())
        }
    }
}
