// The key of a claim by whom it was for, when, and what was charged.
// Source: reconciliation.md, section 3 (b): member identification, date of service, billed amount.

import Facts
import Money

enum ClaimPrint {
    /// Shorter numbers are counters, not patients.
    private static let shortest = 4

    /// Nil where the number names nobody or nothing was charged. A reversal has the key of what it takes back.
    static func key(
        patient: String, servedOn: CalendarDate, charged: Money, _ keys: some KeyMaker
    ) -> LookupKey? {
        let number = NormalisedReference.text(patient)
        guard number.utf8.count >= shortest, !charged.isZero else { return nil }
        let amount = charged.magnitude
        return keys.key(.claimPrint, "\(number)/\(servedOn)/\(amount.minorUnits)/\(amount.currency.code)")
    }
}
