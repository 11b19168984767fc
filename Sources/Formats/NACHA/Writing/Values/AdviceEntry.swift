// An ADV entry: an accounting advice that the ACH operator makes for a bank.
// Nacha Operating Rules, Appendix Three, ADV entry detail record.

/// An entry of class ADV. It has no trace number: operator, day and sequence stand in its place.
public struct AdviceEntry: Sendable, Hashable {
    /// 81 to 88: odd is a credit, even a debit.
    public var code: Int
    public var receivingDFI: RoutingNumber
    /// 15 characters.
    public var accountNumber: String
    /// Up to twelve digits.
    public var cents: Int64
    /// Nine digits.
    public var adviceRouting: String
    /// 5 characters.
    public var fileID: String
    /// 1 character.
    public var operatorData: String
    /// 22 characters.
    public var name: String
    /// 2 characters.
    public var discretionaryData: String
    public var operatorRouting: RoutingNumber
    /// Day of the year, 1 to 366.
    public var creationDay: Int
    /// 1 to 9999. Nil: the next one of the batch.
    public var sequence: Int?

    public init(
        code: Int, receivingDFI: RoutingNumber, accountNumber: String, cents: Int64, adviceRouting: String,
        fileID: String = "", operatorData: String = "", name: String, discretionaryData: String = "",
        operatorRouting: RoutingNumber, creationDay: Int, sequence: Int? = nil
    ) {
        self.code = code
        self.receivingDFI = receivingDFI
        self.accountNumber = accountNumber
        self.cents = cents
        self.adviceRouting = adviceRouting
        self.fileID = fileID
        self.operatorData = operatorData
        self.name = name
        self.discretionaryData = discretionaryData
        self.operatorRouting = operatorRouting
        self.creationDay = creationDay
        self.sequence = sequence
    }
}
