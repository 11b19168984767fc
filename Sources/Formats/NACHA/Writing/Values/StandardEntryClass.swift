// The standard entry classes and service classes as values.
// Nacha Operating Rules, Appendix Three, Subparts 3.1.7 and 3.2 (standard entry class code, service class code).

/// The standard entry class (SEC) of a batch: what kind of payment its entries are.
public enum StandardEntryClass: String, Sendable, Hashable, CaseIterable {
    case acknowledgement = "ACK"
    case advice = "ADV"
    case accountsReceivable = "ARC"
    case acknowledgementExchange = "ATX"
    case backOfficeConversion = "BOC"
    case corporate = "CCD"
    case customerInitiated = "CIE"
    case notificationOfChange = "COR"
    case corporateExchange = "CTX"
    case deathNotification = "DNE"
    case enrollment = "ENR"
    case international = "IAT"
    case machineTransfer = "MTE"
    case pointOfPurchase = "POP"
    case pointOfSale = "POS"
    case prearranged = "PPD"
    case representedCheck = "RCK"
    case sharedNetwork = "SHR"
    case telephone = "TEL"
    case truncatedCheck = "TRC"
    case truncatedCheckExchange = "TRX"
    case internet = "WEB"
    case destroyedCheck = "XCK"

    /// Three letters: `PPD`.
    public var code: String { rawValue }

    /// The entry description that the rules fix for the class; nil where the originator chooses it.
    public var fixedDescription: String? {
        EntryDescription.required(in: code)?.text
    }

    /// Batches of this class come from federal agencies, whose originator status code is 2.
    public var isFederal: Bool { self == .deathNotification || self == .enrollment }

    /// What the reader's rules say of the class.
    func rules(isInternational: Bool) -> EntryClass {
        EntryClass.of(code: rawValue, isInternationalChange: self == .notificationOfChange && isInternational)
            ?? .unknown
    }
}

/// The service class code of a batch: which sides it holds.
public enum ServiceClass: Int, Sendable, Hashable, CaseIterable {
    case mixed = 200
    case creditsOnly = 220
    case debitsOnly = 225
    case advices = 280
}
