// The reasons of provider adjustments (PLB03-1, data element 426), looked up: what the money is, and whether its sign and its
// reference are as the guide has them (X221A1, section 1.10.2.10 and after).

/// Why money was given or taken beside the claims.
public struct ProviderAdjustmentReason: Sendable, Hashable {
    /// What a provider adjustment means for the books.
    public enum Category: String, Sendable, Hashable, CaseIterable, Codable {
        /// Overpayment taken back, given back or refunded.
        case recoupment = "R"
        /// Carried to or from another remittance.
        case forwardBalance = "F"
        case interest = "I"
        /// Tax, levy, other withholding on behalf of somebody else.
        case withholding = "W"
        /// Paid in advance of claims, settled, or for many of them at once.
        case settlement = "S"
        case capitation = "C"
        /// Education, organs, capital and the like that pass through.
        case passThrough = "P"
        /// Bonus, incentive, rebate.
        case incentive = "B"
        case penalty = "L"
        case other = "O"
    }

    /// Which way the money normally goes.
    public enum Direction: String, Sendable, Hashable, Codable {
        /// A positive amount lowers the payment.
        case lowers = "+"
        /// A negative amount raises it.
        case raises = "-"
        case either = "*"
    }

    public let code: String
    public let meaning: String
    public let category: Category
    public let direction: Direction
    /// Whether a reference (PLB03-2) must say what the adjustment belongs to.
    public let needsReference: Bool

    /// `CODE CATEGORY DIRECTION[!] meaning`; `!`: needs a reference.
    private static let text = """
        50 L + late charge
        51 L + interest penalty
        72 R -! authorized return: the provider's refund has arrived
        90 B * early payment allowance
        AH O + origination fee
        AM R + applied to the borrower's account
        AP S * acceleration of benefits
        B2 B - rebate
        B3 R + recovery allowance
        BD O * bad debt
        BN B - bonus
        C5 S * temporary allowance
        CR C - capitation interest
        CS O * adjustment
        CT C - capitation payment
        CV P - capital passed through
        CW P - anaesthetists passed through
        DM P - direct medical education
        E3 W + withheld
        FB F *! balance carried to or from another remittance
        FC S * fund allocation
        GO P - graduate medical education
        HM P - hemophilia supplement
        IP B - incentive premium
        IR W + withheld for the revenue service
        IS S * interim settlement
        J1 O + not reimbursable
        L3 L + penalty
        L6 I - interest owed
        LE W + levy
        LS S * lump sum
        OA P - organ acquisition
        OB S * offset for affiliated providers
        PI S - periodic interim payment
        PL S * final payment
        RA S * retroactive adjustment
        RE P - return on equity
        SL W + student loan
        TL R + third party's liability
        WO R *! overpayment recovered
        WU R + recovered for reasons not given
        """

    /// All reasons of the guide.
    public static let all: [ProviderAdjustmentReason] = text.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ", maxSplits: 3)
        guard words.count == 4, let category = Category(rawValue: String(words[1])),
            let direction = Direction(rawValue: String(words[2].prefix(1)))
        else { return nil }
        return ProviderAdjustmentReason(
            code: String(words[0]), meaning: String(words[3]), category: category, direction: direction,
            needsReference: words[2].hasSuffix("!"))
    }

    private static let byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// The reason of a code; nil for a code that the guide does not have.
    public static func find(_ code: String) -> ProviderAdjustmentReason? { byCode[code] }
}
