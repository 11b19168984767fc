// Two sides of a payment that must be equal and are not.

import Money

/// What does not balance, with both sides in hundredths. Claims, lines and items are named by their ordinal from 1, never by
/// an identifier.
public struct Imbalance: Sendable, Hashable {
    public enum Level: Sendable, Hashable {
        /// SVC03 against SVC02 less the line's CAS.
        case line(Int, ofClaim: Int)
        /// CLP04 against CLP03 less all CAS.
        case claim(Int)
        /// CLP03 against the sum of SVC02.
        case claimCharges(Int)
        /// CLP05 against the claim's PR adjustments.
        case patientResponsibility(Int)
        /// TS304 and TS305 against the section's claims.
        case sectionClaims(Int)
        case sectionCharges(Int)
        /// BPR02 against the claims less PLB, or the items and the ADX outside them.
        case transaction
        /// RMR04 against RMR05 less RMR06 and the ADX under it.
        case item(Int, ofEntity: Int)
    }

    public let level: Level
    /// What the set says.
    public let declared: Int64
    /// What its parts add up to; nil where 64 bits do not hold it.
    public let derived: Int64?

    static func check(_ level: Level, declared: Int64, derived: CheckedSum) -> Imbalance? {
        derived.total == declared ? nil : Imbalance(level: level, declared: declared, derived: derived.total)
    }
}

extension Imbalance: CustomStringConvertible {
    public var description: String {
        let what =
            switch level {
            case .line(let line, let claim):
                "Line \(line) of claim \(claim): SVC03 is \(text(declared)), charge less adjustments"
            case .claim(let claim): "Claim \(claim): CLP04 is \(text(declared)), charge less all adjustments"
            case .claimCharges(let claim): "Claim \(claim): CLP03 is \(text(declared)), the sum of its lines"
            case .patientResponsibility(let claim):
                "Claim \(claim): CLP05 is \(text(declared)), the sum of its PR adjustments"
            case .sectionClaims(let section): "Section \(section): TS304 is \(declared), its number of claims"
            case .sectionCharges(let section): "Section \(section): TS305 is \(text(declared)), the sum of its charges"
            case .transaction: "BPR02 is \(text(declared)), the sum of what the payment consists of"
            case .item(let item, let entity):
                "Item \(item) of entity \(entity): RMR04 is \(text(declared)), billed less discount with its adjustments"
            }
        if case .sectionClaims = level { return "\(what) is \(derived ?? 0)." }
        return "\(what) is \(text(derived))."
    }

    private func text(_ hundredths: Int64?) -> String {
        hundredths.map { Money.dollars(cents: $0).decimalText } ?? "more than 64 bits hold"
    }
}
