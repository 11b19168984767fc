// Reads Config/rules/*.yaml: which bank lines need no partner, in the order in which the rules are asked (files by name,
// rules as they stand).

import Facts
import Money

struct BankRuleReader {
    let section: Section

    func rules(after known: [BankRule]) -> [BankRule] {
        section.allow("bank-lines")
        if section.sections("bank-lines").isEmpty { section.complain("`bank-lines` is missing or empty") }
        var rules: [BankRule] = []
        for entry in section.sections("bank-lines") {
            guard let rule = rule(entry) else { continue }
            if (known + rules).contains(where: { $0.name == rule.name }) {
                entry.complain("there are two rules named `\(rule.name)`", at: "name")
            }
            rules.append(rule)
        }
        return rules
    }

    private func rule(_ entry: Section) -> BankRule? {
        entry.allow("name", "category", "bank-code", "domain", "text", "direction", "limit", "currency")
        let name = entry.requiredText("name")
        if !entry.has("category") { entry.complain("`category` is missing") }
        let category = entry.choice("category", BankLineCategory.self)
        let direction = entry.choice("direction", BankRule.Direction.self)
        let code = entry.text("bank-code")
        if let code, code.utf8.count != 3 || !code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            entry.complain("`bank-code` takes a BAI2 code, three digits in quotes, not `\(code)`", at: "bank-code")
        }
        let words = (entry.text("text") ?? "").split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let domain = domain(entry)
        if code == nil && words.isEmpty && !entry.has("domain") {
            entry.complain("a rule needs `bank-code`, `domain` or `text`, or it would fit every line")
        }
        let limit = limit(entry)
        guard let name, let category else { return nil }
        return BankRule(
            name: name, category: category, bankCode: code, words: words, direction: direction, limit: limit,
            domain: domain)
    }

    /// `PMNT/MDOP/FEES`, or its beginning.
    private func domain(_ entry: Section) -> String? {
        guard let text = entry.text("domain") else { return nil }
        let codes = text.split(separator: "/", omittingEmptySubsequences: false)
        let isSound =
            (1...3).contains(codes.count)
            && codes.allSatisfy { code in
                code.utf8.count == 4 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            }
        if isSound { return text }
        entry.complain(
            "`domain` takes codes of four capitals, DOMAIN/FAMILY/SUBFAMILY or its beginning, not `\(text)`",
            at: "domain")
        return nil
    }

    private func limit(_ entry: Section) -> Money? {
        let code = entry.text("currency") ?? "USD"
        guard let currency = Currency(code) else {
            entry.complain("`currency` takes a code like USD, not `\(code)`", at: "currency")
            return nil
        }
        guard let text = entry.text("limit") else { return nil }
        guard case .success(let units) = DecimalText.minorUnits(of: text, exponent: currency.exponent), units > 0 else {
            entry.complain("`limit` takes an amount above zero like 250.00, not `\(text)`", at: "limit")
            return nil
        }
        return Money(minorUnits: units, currency: currency)
    }
}
