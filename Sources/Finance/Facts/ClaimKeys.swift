// What tells a claim when its number does not.

/// Keys of a claim beside the hospital's own number, as a remittance line gives them.
public struct ClaimKeys: Sendable, Hashable {
    /// Key of the payer's own number of the claim (CLP07), normalised.
    public let payerClaim: LookupKey?
    /// Keys of patient, first day of service and charge together: one for each number of the patient that the line gives.
    public let prints: [LookupKey]

    public init(payerClaim: LookupKey? = nil, prints: [LookupKey] = []) {
        self.payerClaim = payerClaim
        self.prints = prints
    }

    public static let none = ClaimKeys()
}
