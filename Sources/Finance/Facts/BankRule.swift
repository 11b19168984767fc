// A hospital's own word on which bank lines need no partner: fees, interest, sweeps, cards, lockboxes as its banks write
// them. Relies on Money.
// Source: reconciliation.md, pass (e): a rule table for lines that clear by themselves.

public import Money

/// What a bank line must say to be of a category. Everything that the rule names must agree; the first rule that fits holds.
public struct BankRule: Sendable, Hashable {
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// Money to us.
        case credit
        /// Money from us.
        case debit
    }

    /// For people; unique among the rules.
    public let name: String
    public let category: BankLineCategory
    /// BAI2 code of the line; nil where any will do.
    public let bankCode: String?
    /// ISO 20022 code of the line, from its domain downwards: `PMNT/MDOP/FEES`, or only `ACMT/MCOP`; nil where any will do.
    public let domain: String?
    /// Whole words, one after the other, somewhere in one text of the line; empty where any will do.
    public let words: [String]
    public let direction: Direction?
    /// The largest amount, without regard to sign, for which the rule holds; what is more is for people. Nil: any.
    public let limit: Money?

    public init(
        name: String, category: BankLineCategory, bankCode: String?, words: [String], direction: Direction?,
        limit: Money?, domain: String? = nil
    ) {
        self.name = name
        self.category = category
        self.bankCode = bankCode
        self.words = words.map { $0.uppercased() }
        self.direction = direction
        self.limit = limit
        self.domain = domain?.uppercased()
    }

    /// Whether a line of these codes, these texts and this signed amount is one of the rule's.
    /// - Parameter domain: domain, family and sub-family of the line, with slashes between.
    public func fits(bankCode code: String, domain named: String = "", texts: [String], amount: Money) -> Bool {
        if let bankCode, bankCode != code { return false }
        if let domain, named != domain, !named.hasPrefix(domain + "/") { return false }
        switch direction {
        case .credit: if amount.minorUnits <= 0 { return false }
        case .debit: if amount.minorUnits >= 0 { return false }
        case nil: break
        }
        if let limit {
            guard limit.currency == amount.currency, amount.magnitude.minorUnits <= limit.minorUnits else {
                return false
            }
        }
        return words.isEmpty || texts.contains { holds($0) }
    }

    private func holds(_ text: String) -> Bool {
        let found = text.uppercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard found.count >= words.count else { return false }
        return (0...found.count - words.count).contains { Array(found[$0..<$0 + words.count]) == words }
    }
}
