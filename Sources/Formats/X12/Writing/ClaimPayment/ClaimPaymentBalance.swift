// Proves an 835's figures before anything is written: line, claim and transaction (X221A1, section 1.10.2.1).

import Money

enum ClaimPaymentBalance {
    /// The first imbalance; nil when every sum holds.
    static func imbalance(of advice: ClaimPaymentAdvice) -> Imbalance? {
        var moved = CheckedSum()
        var ordinal = 0
        for section in advice.sections {
            var charges = CheckedSum()
            for claim in section.claims {
                ordinal += 1
                if let imbalance = imbalance(of: claim, ordinal) { return imbalance }
                moved.add(claim.paid)
                charges.add(claim.charged)
            }
            if let totals = section.providerTotals {
                if totals.claims != section.claims.count {
                    return Imbalance(
                        level: .sectionClaims(section.number), declared: Int64(totals.claims),
                        derived: Int64(section.claims.count))
                }
                if let imbalance = Imbalance.check(
                    .sectionCharges(section.number), declared: totals.charges, derived: charges)
                {
                    return imbalance
                }
            }
        }
        for adjustment in advice.providerAdjustments {
            for item in adjustment.items { moved.reduce(by: item.hundredths) }
        }
        return Imbalance.check(.transaction, declared: advice.payment.hundredths, derived: moved)
    }

    private static func imbalance(of claim: ClaimPaymentAdvice.Claim, _ ordinal: Int) -> Imbalance? {
        var rest = CheckedSum()
        var responsibility = CheckedSum()
        var charges = CheckedSum()
        func take(_ adjustments: [ClaimPaymentAdvice.Adjustment]) {
            for adjustment in adjustments {
                rest.reduce(by: adjustment.hundredths)
                if adjustment.group == .patientResponsibility { responsibility.add(adjustment.hundredths) }
            }
        }
        rest.add(claim.charged)
        take(claim.adjustments)
        for (index, service) in claim.services.enumerated() {
            var line = CheckedSum()
            line.add(service.charged)
            for adjustment in service.adjustments { line.reduce(by: adjustment.hundredths) }
            if let imbalance = Imbalance.check(
                .line(index + 1, ofClaim: ordinal), declared: service.paid, derived: line)
            {
                return imbalance
            }
            take(service.adjustments)
            charges.add(service.charged)
        }
        if let imbalance = Imbalance.check(.claim(ordinal), declared: claim.paid, derived: rest) { return imbalance }
        // With these two the third holds by itself: SVC03 less the claim's own CAS is CLP04.
        if !claim.services.isEmpty,
            let imbalance = Imbalance.check(.claimCharges(ordinal), declared: claim.charged, derived: charges)
        {
            return imbalance
        }
        guard let declared = claim.patientResponsibility else { return nil }
        return Imbalance.check(.patientResponsibility(ordinal), declared: declared, derived: responsibility)
    }
}

extension CheckedSum {
    /// Adds the opposite; the one value that has none does not fit.
    mutating func reduce(by term: Int64) {
        if term == .min {
            add(.max)
            add(1)
        } else {
            add(-term)
        }
    }
}
