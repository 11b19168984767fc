// The buckets of age in which open work and open money are counted.

/// An age in days; of exceptions in banking days, of clearing accounts in calendar days.
public enum AgeBucket: String, Sendable, Hashable, CaseIterable {
    case upTo1 = "0-1"
    case upTo3 = "2-3"
    case upTo7 = "4-7"
    case upTo30 = "8-30"
    case upTo60 = "31-60"
    case upTo90 = "61-90"
    case over90 = ">90"

    public init(days: Int) {
        switch days {
        case ...1: self = .upTo1
        case ...3: self = .upTo3
        case ...7: self = .upTo7
        case ...30: self = .upTo30
        case ...60: self = .upTo60
        case ...90: self = .upTo90
        default: self = .over90
        }
    }

    /// The most days that the bucket holds; nil for the last one.
    public var longest: Int? {
        switch self {
        case .upTo1: 1
        case .upTo3: 3
        case .upTo7: 7
        case .upTo30: 30
        case .upTo60: 60
        case .upTo90: 90
        case .over90: nil
        }
    }
}
