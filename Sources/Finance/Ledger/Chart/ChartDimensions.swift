// Which entity, cost centre and fund a line belongs to: data, by bank account, event and account.

public import Facts

/// Dimensions of which some may be left open.
public struct PartialDimensions: Sendable, Hashable {
    public var entity: String?
    public var costCenter: String?
    public var fund: String?

    public init(entity: String? = nil, costCenter: String? = nil, fund: String? = nil) {
        self.entity = entity
        self.costCenter = costCenter
        self.fund = fund
    }

    func applied(to dimensions: Dimensions) -> Dimensions {
        Dimensions(
            entity: entity ?? dimensions.entity, costCenter: costCenter ?? dimensions.costCenter,
            fund: fund ?? dimensions.fund)
    }
}

/// The dimensions of lines. What is more specific wins: the account's over the event's over the bank account's over the
/// default.
public struct ChartDimensions: Sendable, Hashable {
    public var standard = Dimensions.none
    /// Bank account, as the configuration writes it.
    public var byBankAccount: [String: PartialDimensions] = [:]
    public var byEvent: [BookkeepingEvent: PartialDimensions] = [:]
    /// Account code.
    public var byAccount: [String: PartialDimensions] = [:]
    /// Account that an entity has for what others owe it; empty where there is one entity.
    public var dueFrom = ""
    /// Account that an entity has for what it owes others.
    public var dueTo = ""

    public init() {}

    /// All entities that lines may be in.
    public var entities: Set<String> {
        Set(
            [standard.entity] + byBankAccount.values.compactMap(\.entity) + byEvent.values.compactMap(\.entity)
                + byAccount.values.compactMap(\.entity))
    }

    func of(account: String, event: BookkeepingEvent, bankAccount: PartialDimensions?) -> Dimensions {
        var dimensions = standard
        if let bankAccount { dimensions = bankAccount.applied(to: dimensions) }
        if let given = byEvent[event] { dimensions = given.applied(to: dimensions) }
        if let given = byAccount[account] { dimensions = given.applied(to: dimensions) }
        return dimensions
    }
}
