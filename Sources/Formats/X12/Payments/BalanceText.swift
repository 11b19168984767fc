// What a finding says of two sides that should be equal: both, and the difference.

import Money

enum BalanceText {
    /// `SVC02 less its CAS is 100.00, SVC03 is 101.00: difference -1.00.`
    static func sides(_ dueName: String, _ due: AmountSum, _ statedName: String, _ stated: AmountSum) -> String {
        sides(dueName, due, statedName, stated.total)
    }

    static func sides(_ dueName: String, _ due: AmountSum, _ statedName: String, _ stated: Int64?) -> String {
        let begin = "\(dueName) is \(amountText(due.total)), \(statedName) is \(amountText(stated))"
        guard let left = due.total, let right = stated else { return begin + "." }
        let (difference, overflow) = left.subtractingReportingOverflow(right)
        return overflow ? begin + "." : begin + ": difference \(amountText(difference))."
    }
}

/// An amount for people: `1250.00`, or that it is not known.
func amountText(_ hundredths: Int64?) -> String {
    hundredths.map { Money.dollars(cents: $0).decimalText } ?? "not readable"
}
