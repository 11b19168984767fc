// A claim adjustment reason code, looked up: why an adjustment was made, and what that means for whoever works the claim.

public import Money

/// Why a CAS adjustment was made (CARC, X12 external code list 139).
public struct AdjustmentReason: Sendable, Hashable {
    /// What a reason means for the provider. The group code says who owes; this says why. Our own judgement.
    public enum Category: String, Sendable, Hashable, CaseIterable, Codable {
        /// The patient's share: deductible, coinsurance, copayment.
        case patientShare = "P"
        /// What contract, fee schedule or law take off: to be written off without follow-up.
        case contractual = "K"
        /// A refusal, to be worked.
        case denial = "D"
        /// Another payer's part: to be billed there, never written off.
        case coordination = "C"
        /// A reduction or penalty that better work might have avoided.
        case reduction = "R"
        /// Information, extra payment, or none of the others.
        case information = "X"
    }

    public let listed: ListedCode
    public let category: Category
    /// Whether at least one remark code that is no alert must come with it.
    public let needsRemark: Bool
    /// The only groups (CAS01) in which it may stand; empty where any may.
    public let groups: [String]

    public var code: String { listed.code }
    public var meaning: String { listed.meaning }
    public var validTo: CalendarDate? { listed.validTo }

    /// State of the list, year and month of its publication.
    public static let listedAsOf = CodeLists.asOf
    /// All codes, retired ones among them.
    public static let all: [AdjustmentReason] = lines.compactMap { line in
        guard let letter = line.mark.first, let category = Category(rawValue: String(letter)) else { return nil }
        let halves = line.mark.split(separator: "=")
        return AdjustmentReason(
            listed: line.listed, category: category, needsRemark: line.mark.contains("!"),
            groups: halves.count == 2 ? halves[1].split(separator: ",").map(String.init) : [])
    }

    private static let lines =
        CodeText.lines(AdjustmentReasonCodes.text) + CodeText.lines(LetteredReasonCodes.text)
    private static let byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// The reason of a code; nil for a code that is not on the list.
    ///
    ///     AdjustmentReason.find("45")?.category  // .contractual
    public static func find(_ code: String) -> AdjustmentReason? { byCode[code] }
}
