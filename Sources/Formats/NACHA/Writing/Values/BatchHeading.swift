// The batch header (record type 5) as typed values, domestic and IAT.
// Nacha Operating Rules, Appendix Three, company/batch header record and IAT batch header record.

public import Money

/// Who originates a domestic batch.
public struct CompanyHeading: Sendable, Hashable {
    public var name: String
    /// Ten characters, often `1` and the employer identification number.
    public var identification: String
    public var discretionaryData: String
    /// Six characters for the receiver's eyes, or `SDhhmm` for same-day.
    public var descriptiveDate: String

    public init(name: String, identification: String, discretionaryData: String = "", descriptiveDate: String = "") {
        self.name = name
        self.identification = identification
        self.discretionaryData = discretionaryData
        self.descriptiveDate = descriptiveDate
    }
}

/// Who originates an international batch, and how amounts are exchanged.
public struct InternationalHeading: Sendable, Hashable {
    /// Ten characters.
    public var originatorID: String
    /// `FV` fixed to variable, `VF` variable to fixed, `FF` fixed to fixed.
    public var exchangeIndicator: String
    /// `1` the reference is a rate, `2` a reference number, `3` none.
    public var exchangeReferenceIndicator: String
    public var exchangeReference: String
    /// ISO 3166 code of two letters.
    public var destinationCountry: String
    /// ISO 4217 codes of three letters.
    public var originatingCurrency: String
    public var destinationCurrency: String

    public init(
        originatorID: String, exchangeIndicator: String = "FF", exchangeReferenceIndicator: String = "3",
        exchangeReference: String = "", destinationCountry: String, originatingCurrency: String = "USD",
        destinationCurrency: String
    ) {
        self.originatorID = originatorID
        self.exchangeIndicator = exchangeIndicator
        self.exchangeReferenceIndicator = exchangeReferenceIndicator
        self.exchangeReference = exchangeReference
        self.destinationCountry = destinationCountry
        self.originatingCurrency = originatingCurrency
        self.destinationCurrency = destinationCurrency
    }
}

public enum BatchOriginator: Sendable, Hashable {
    case company(CompanyHeading)
    case international(InternationalHeading)
}

/// The originator's own account, entered last so that the debits and credits of its batch are equal.
public struct OffsetAccount: Sendable, Hashable {
    public var account: AccountKind
    public var receivingDFI: RoutingNumber
    public var accountNumber: String
    public var identification: String
    public var name: String

    public init(
        account: AccountKind = .checking, receivingDFI: RoutingNumber, accountNumber: String,
        identification: String = "OFFSET", name: String
    ) {
        self.account = account
        self.receivingDFI = receivingDFI
        self.accountNumber = accountNumber
        self.identification = identification
        self.name = name
    }
}

/// What the entries of a batch share.
public struct BatchHeading: Sendable, Hashable {
    public var entryClass: StandardEntryClass
    public var originator: BatchOriginator
    /// Ten characters that the receiver sees: `PAYROLL`, `HCCLAIMPMT`.
    public var entryDescription: String
    /// Nil in ENR batches, and in batches that settle at the next opportunity.
    public var effectiveDate: CalendarDate?
    /// Six zeros stand for no effective date, as some banks write it in returns; else blanks.
    public var writesNoDateAsZeros = false
    /// Day of the year, put in by the operator; nil before.
    public var settlementDay: Int?
    /// `1` bound by the rules, `2` a federal agency, `0` ADV by the operator.
    public var originatorStatus: String
    /// The bank that puts the batch into the network; of a return, the bank that returns.
    public var originatingDFI: RoutingNumber
    /// Nil: the next free one.
    public var batchNumber: Int?
    /// Nil: from the entries; the batch is then held in memory until it ends. Stated: entries go out at once.
    public var serviceClass: ServiceClass?
    /// Where the batch is to be balanced, the account that balances it.
    public var offset: OffsetAccount?

    public init(
        _ entryClass: StandardEntryClass, _ originator: BatchOriginator, entryDescription: String,
        effectiveDate: CalendarDate?, originatingDFI: RoutingNumber, settlementDay: Int? = nil,
        originatorStatus: String? = nil, batchNumber: Int? = nil, serviceClass: ServiceClass? = nil,
        offset: OffsetAccount? = nil
    ) {
        self.entryClass = entryClass
        self.originator = originator
        self.entryDescription = entryDescription
        self.effectiveDate = effectiveDate
        self.originatingDFI = originatingDFI
        self.settlementDay = settlementDay
        self.originatorStatus = originatorStatus ?? (entryClass.isFederal ? "2" : entryClass == .advice ? "0" : "1")
        self.batchNumber = batchNumber
        self.serviceClass = serviceClass
        self.offset = offset
    }

    public var isInternational: Bool {
        if case .international = originator { return true }
        return false
    }

    /// A batch of reversals: sides that the class forbids are allowed.
    var isReversal: Bool { entryDescription == EntryDescription.Kind.reversal.rawValue }
}
