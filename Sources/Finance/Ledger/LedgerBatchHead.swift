// What all lines of a batch have in common, for the files that are made of it.

public import Money

/// The head of a batch of the journal.
public struct LedgerBatchHead: Sendable, Hashable {
    /// `gl-0001`; never given twice.
    public let id: String
    public let number: Int64
    public let businessDate: CalendarDate
    public let organisation: String

    public init(number: Int64, businessDate: CalendarDate, organisation: String) {
        id = Self.id(number)
        self.number = number
        self.businessDate = businessDate
        self.organisation = organisation
    }

    /// The name of the batch of this number.
    public static func id(_ number: Int64) -> String {
        let digits = String(number)
        return "gl-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
