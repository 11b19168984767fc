// Which guides the reader knows, which group types and versions it takes, and which sets belong into which group.

enum GuideCatalogue {
    /// Set by functional identifier code (GS01).
    static let setsByGroup: [String: [String]] = ["HP": ["835"], "RA": ["820"], "FA": ["997", "999"], "AG": ["824"]]

    /// Versions by GS01; generic versions (six digits) apart. The guides of 4010 are read by the standard's shape.
    private static let versions: [String: [String]] = [
        "HP": ["005010X221A1", "005010X221", "004010X091A1", "004010X091"],
        "RA": ["005010X218", "005010X306", "004010X061A1", "004010X061"],
        "FA": ["005010X231A1", "005010X231", "005010X230"],
        "AG": ["005010X186A1", "005010X186"],
    ]

    private static let claimPayment = Guide(version: "005010X221A1", table: ClaimPaymentGuide.table)
    private static let genericClaimPayment = Guide(version: "004010", table: GenericClaimPaymentGuide.table)
    private static let premium = Guide(version: "005010X218", table: PremiumPaymentGuide.table)
    private static let exchange = Guide(version: "005010X306", table: ExchangePaymentGuide.table)
    private static let generic = Guide(version: "005010", table: GenericPaymentGuide.table)
    private static let implementation = Guide(version: "005010X231A1", table: ImplementationAcknowledgementGuide.table)
    private static let functional = Guide(version: "005010X230", table: FunctionalAcknowledgementGuide.table)

    /// All guides, for tests that hold the tables.
    static var all: [Guide] {
        [claimPayment, genericClaimPayment, premium, exchange, generic, implementation, functional]
    }

    static func supports(group: String, version: String) -> Bool {
        if versions[group]?.contains(version) == true { return true }
        return isGeneric(version)
    }

    /// `004010`, `005010`: the standard itself, no guide.
    static func isGeneric(_ version: String) -> Bool {
        version.utf8.count == 6 && version.hasPrefix("00") && version.utf8.allSatisfy(ASCII.isDigit)
    }

    /// The guide for a set; nil for sets that are only counted (824) and for what is not supported.
    static func guide(set: String, version: String) -> Guide? {
        switch set {
        case "835":
            version.hasPrefix("005010X221")
                ? claimPayment : version.hasPrefix("004010X091") || isGeneric(version) ? genericClaimPayment : nil
        case "820":
            version == "005010X218"
                ? premium
                : version == "005010X306"
                    ? exchange : isGeneric(version) || version.hasPrefix("004010X061") ? generic : nil
        case "999": implementation
        case "997": functional
        default: nil
        }
    }

    /// Whether the guide demands ST03 (X218, X306, the 999 and 824 guides do; X221A1 does not use it).
    static func demandsImplementation(set: String, version: String) -> Bool {
        !isGeneric(version) && !version.hasPrefix("004010") && ["820", "999", "824"].contains(set)
    }
}
