// The file header (record type 1) as typed values.
// Nacha Operating Rules, Appendix Three, file header record.

public import Money

/// Who sends a file to whom, and when.
public struct FileHeading: Sendable, Hashable {
    /// Columns 4-13: nine digits (written behind a blank), or the ten characters that a bank gives its customer.
    public var destination: String
    public var destinationName: String
    /// Columns 14-23: nine digits (written behind a blank), or the ten characters that the bank gives.
    public var origin: String
    public var originName: String
    public var created: CalendarDate
    /// HHMM, or empty.
    public var time: String
    /// One of A-Z and 0-9: tells files of one day apart.
    public var idModifier: String
    public var referenceCode: String

    public init(
        destination: String, destinationName: String, origin: String, originName: String, created: CalendarDate,
        time: String = "", idModifier: String = "A", referenceCode: String = ""
    ) {
        self.destination = destination
        self.destinationName = destinationName
        self.origin = origin
        self.originName = originName
        self.created = created
        self.time = time
        self.idModifier = idModifier
        self.referenceCode = referenceCode
    }
}

/// How records end. Every record has 94 characters, with a line end or in one unbroken stream.
public enum RecordEnding: Sendable, Hashable, CaseIterable {
    case lineFeed, carriageReturnLineFeed, none

    var bytes: [UInt8] {
        switch self {
        case .lineFeed: [0x0A]
        case .carriageReturnLineFeed: [0x0D, 0x0A]
        case .none: []
        }
    }
}
