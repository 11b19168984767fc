// The text of an hledger journal (hledger manual, "Journal format"): declarations, transactions, tags.

import Facts
import Money

enum HledgerText {
    /// Commodity and account declarations, which `--strict` demands.
    static func head(_ chart: ChartOfAccounts, _ currencies: [Currency], to out: inout [UInt8]) {
        for currency in Set(currencies).sorted() {
            let sample = Money(minorUnits: HledgerText.one(currency.exponent), currency: currency).decimalText
            // Without decimals the mark must still be there, else the directive is refused.
            out.append(contentsOf: "commodity \(sample)\(currency.exponent == 0 ? "." : "") \(currency.code)\n".utf8)
        }
        for account in chart.accounts {
            out.append(
                contentsOf: "account \(account.name)  ; type:\(letter(account.type)), code:\(account.code)\n".utf8)
        }
    }

    /// hledger's letters: E is equity, so that expenses are X, and income is R for revenue.
    private static func letter(_ type: AccountType) -> String {
        switch type {
        case .asset: "A"
        case .liability: "L"
        case .equity: "E"
        case .income: "R"
        case .expense: "X"
        }
    }

    private static func one(_ exponent: Int) -> Int64 {
        var value: Int64 = 1000
        for _ in 0..<max(0, min(exponent, 12)) { value *= 10 }
        return value
    }

    static func append(_ entry: JournalEntry, _ chart: ChartOfAccounts, to out: inout [UInt8]) {
        var tags = "journal:\(tag(entry.id)), event:\(tag(entry.event)), arrival:\(entry.arrival.number)"
        if !entry.matchID.isEmpty { tags += ", match:\(tag(entry.matchID))" }
        out.append(
            contentsOf: "\n\(entry.effectiveOn) * (\(code(entry.id))) \(text(entry.description))  ; \(tags)\n".utf8)
        for line in entry.lines {
            let sign = line.side == .debit ? "" : "-"
            let amount = "\(sign)\(line.amount.decimalText) \(line.amount.currency.code)"
            out.append(contentsOf: "    \(chart.name(of: line.account))  \(amount)\n".utf8)
        }
    }

    /// A description: nothing that begins a comment, splits payee from note, or ends the line.
    static func text(_ description: String) -> String {
        replaced(description) { $0 < 0x20 || $0 == 0x7F || $0 == 0x3B || $0 == 0x7C }
    }

    /// A tag's value ends at a comma or the line's end.
    static func tag(_ value: String) -> String {
        replaced(value) { $0 < 0x20 || $0 == 0x7F || $0 == 0x2C || $0 == 0x3B }
    }

    /// A transaction code stands in brackets.
    static func code(_ value: String) -> String {
        replaced(value) { $0 < 0x20 || $0 == 0x7F || $0 == 0x28 || $0 == 0x29 || $0 == 0x3B }
    }

    private static func replaced(_ text: String, where isBad: (UInt8) -> Bool) -> String {
        var bytes = Array(text.utf8)
        for index in bytes.indices where isBad(bytes[index]) { bytes[index] = 0x20 }
        return String(decoding: bytes, as: UTF8.self)
    }
}
