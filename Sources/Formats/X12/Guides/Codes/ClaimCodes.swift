// The short code lists of a claim, looked up: its status (CLP02), who files it (CLP06), who owes an adjustment (CAS01).

/// A code of one of the guide's own lists, with its meaning in our own words.
public enum ClaimCodes {
    /// Data element 1029.
    public static let statuses: [String: String] = [
        "1": "processed as primary", "2": "processed as secondary", "3": "processed as tertiary",
        "4": "denied: patient unknown or claim not ours",
        "19": "processed as primary, forwarded to other payers",
        "20": "processed as secondary, forwarded to other payers",
        "21": "processed as tertiary, forwarded to other payers", "22": "reversal of an earlier payment",
        "23": "not our claim, forwarded to other payers", "25": "predetermination: what would be paid",
    ]

    /// Statuses that say that another payer was given the claim (NM1 TT names it).
    static func isForwarded(_ status: UInt64) -> Bool {
        status == 0x3139 || status == 0x3230 || status == 0x3231 || status == 0x3233
    }

    /// Data element 1032, the codes of the guide.
    public static let filingIndicators: [String: String] = [
        "12": "preferred provider organization", "13": "point of service", "14": "exclusive provider organization",
        "15": "indemnity", "16": "HMO under Medicare risk", "17": "dental maintenance organization",
        "AM": "automobile medical", "CH": "Champus", "DS": "disability", "HM": "health maintenance organization",
        "LM": "liability medical", "MA": "Medicare Part A", "MB": "Medicare Part B", "MC": "Medicaid",
        "OF": "other federal programme", "TV": "Title V", "VA": "Veterans Affairs", "WC": "workers' compensation",
        "ZZ": "mutually defined",
    ]

    /// Data element 1033. CR belongs to 4010, and payers still send it.
    public static let adjustmentGroups: [String: String] = [
        "CO": "contractual obligation: the provider writes it off", "CR": "correction or reversal (4010)",
        "OA": "other adjustment", "PI": "payer initiated reduction", "PR": "the patient's responsibility",
    ]
}
