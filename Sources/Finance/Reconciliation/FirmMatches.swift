// Which matches rest on a key of their own, and which on evidence that other facts may share.

public import Facts

extension Match {
    /// A line that is the sum of what its payer advised for a day.
    static let payerSumRule = "payer+day+sum"

    /// Rules by which equal amounts, days and parties speak, or only a part of a key: another fact with as good a claim
    /// makes such a match ambiguous, whenever it comes (reconciliation.md, section 4: tier 3).
    private static let looseRules: Set<String> = [
        "amount+payer+day", "trn-part+amount", "amount+day", "trn+amount", "party+amount", "location+sum", "day+sum",
        payerSumRule, "trn+sum", "reference+amount+day", "transfer+amount+day",
    ]

    /// Whether only a fact with the same key could contest the match. An ACH entry that was tied by its TRN counts as
    /// loose: an entry with the right trace may still come.
    public var isFirm: Bool {
        kind == .remittanceFunds && rule == "trn+amount" || !Self.looseRules.contains(rule)
    }
}
