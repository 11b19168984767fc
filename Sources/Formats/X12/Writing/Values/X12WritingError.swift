// Why a set is not written. Nothing of a refused set reaches the file, and the writer can go on with the next one.

public import Parsing

/// Where in the set that was to be written.
public struct WritingPlace: Sendable, Hashable, CustomStringConvertible {
    /// The segment's tag.
    public let segment: String
    /// Its position in the set, ST = 1.
    public let position: Int
    /// Position of the element from 1; 0 for the segment as a whole.
    public let element: Int

    /// `CLP04 of segment 17`.
    public var description: String {
        let suffix = element == 0 ? "" : (element < 10 ? "0" : "") + String(element)
        return "\(segment)\(suffix) of segment \(position)"
    }
}

/// Why nothing was written. The text never holds a value of the set.
public enum X12WritingError: Error, Sendable, Hashable {
    /// Two sides that must be equal are not.
    case unbalanced(Imbalance)
    /// A character that the repertoire agreed on does not hold.
    case character(UInt8, at: WritingPlace)
    /// A value holds one of the delimiters, which X12 cannot escape.
    case delimiter(UInt8, at: WritingPlace)
    /// A value is shorter or longer than the data element allows.
    case width(Int, allowed: ClosedRange<Int>, at: WritingPlace)
    /// A rule of the set that its values break by themselves (`ACH needs both bank accounts`).
    case rule(String, at: WritingPlace)
    /// The envelope's own values: control numbers, identifiers, times.
    case envelope(String)
    /// Our own reader finds errors in what would be written, by the set's guide.
    case guide([Finding])
    /// `finish` without any set.
    case empty
}

extension X12WritingError: CustomStringConvertible {
    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .unbalanced(let imbalance): "\(imbalance) Correct the figures; nothing was written."
        case .character(let byte, let place):
            "\(place) holds the byte \(byte), which the agreed characters do not include. Replace it, or agree on the extended set."
        case .delimiter(let byte, let place):
            "\(place) holds the byte \(byte), which is a delimiter. Choose other delimiters (X12Writer.delimiters(for:))."
        case .width(let width, let allowed, let place):
            "\(place) has \(width) characters; \(allowed.lowerBound) to \(allowed.upperBound) are allowed."
        case .rule(let rule, let place): "\(place): \(rule)"
        case .envelope(let rule): "The envelope: \(rule)"
        case .guide(let findings):
            "The guide refuses the set: "
                + findings.map { "\($0.location.element ?? $0.location.segment ?? "set"): \($0.message)" }
                .joined(separator: " ")
        case .empty: "An interchange needs at least one set. Write one before it is finished."
        }
    }
}
