// Whose books a journal line is in and what it is for, beside its account.

/// The dimensions of a journal line, each by the general ledger's own code; empty where there is no such dimension.
public struct Dimensions: Sendable, Hashable, Comparable {
    /// Legal entity; its lines balance by themselves.
    public var entity: String
    public var costCenter: String
    public var fund: String

    public init(entity: String = "", costCenter: String = "", fund: String = "") {
        self.entity = entity
        self.costCenter = costCenter
        self.fund = fund
    }

    public static let none = Dimensions()

    public static func < (left: Dimensions, right: Dimensions) -> Bool {
        (left.entity, left.costCenter, left.fund) < (right.entity, right.costCenter, right.fund)
    }
}
