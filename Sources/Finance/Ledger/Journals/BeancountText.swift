// The text of a beancount ledger (beancount language syntax): open directives, transactions, metadata.

import Facts
import Money

/// One ledger in the making. Accounts have the form's own names: `Liabilities:UnappliedCash`.
struct BeancountText: Sendable {
    private let chart: ChartOfAccounts
    private let names: [String: String]
    private let taken: String?

    init(_ chart: ChartOfAccounts) {
        self.chart = chart
        var names: [String: String] = [:]
        var owners: Set<String> = []
        var taken: String?
        for account in chart.accounts {
            let name = BeancountText.name(account)
            if !owners.insert(name).inserted { taken = taken ?? account.code }
            names[account.code] = name
        }
        self.names = names
        self.taken = taken
    }

    /// Options and open directives, which every account needs before it is used.
    func head(_ currencies: [Currency], from day: CalendarDate, to out: inout [UInt8]) throws(LedgerRefusal) {
        if let taken {
            throw LedgerRefusal(
                rule: LedgerRules.accountNameTaken, journalID: "", lineNumber: 0, column: "",
                sentence: "The account \(taken) has the same name as another once blanks and hyphens are gone.")
        }
        for currency in Set(currencies).sorted() {
            out.append(contentsOf: "option \"operating_currency\" \"\(currency.code)\"\n".utf8)
            // Without this, beancount infers a tolerance and lets a cent go.
            out.append(contentsOf: "option \"inferred_tolerance_default\" \"\(currency.code):0\"\n".utf8)
        }
        for account in chart.accounts {
            out.append(
                contentsOf: "\(day) open \(names[account.code] ?? account.code)\n  code: \"\(account.code)\"\n".utf8)
        }
    }

    func append(_ entry: JournalEntry, to out: inout [UInt8]) {
        out.append(contentsOf: "\n\(entry.effectiveOn) * \"\(BeancountText.quoted(entry.description))\"\n".utf8)
        append("journal", entry.id, to: &out)
        append("event", entry.event, to: &out)
        append("arrival", String(entry.arrival.number), to: &out)
        append("match", entry.matchID, to: &out)
        if let original = entry.originalOn { out.append(contentsOf: "  original: \(original)\n".utf8) }
        for line in entry.lines {
            let sign = line.side == .debit ? "" : "-"
            let name = names[line.account] ?? "Equity:Unknown:A\(line.account.filter { $0.isLetter || $0.isNumber })"
            out.append(contentsOf: "  \(name)  \(sign)\(line.amount.decimalText) \(line.amount.currency.code)\n".utf8)
            for (key, value) in [
                ("entity", line.dimensions.entity), ("cost-center", line.dimensions.costCenter),
                ("fund", line.dimensions.fund),
            ] where !value.isEmpty {
                out.append(contentsOf: "    \(key): \"\(BeancountText.quoted(value))\"\n".utf8)
            }
        }
    }

    private func append(_ key: String, _ value: String, to out: inout [UInt8]) {
        if value.isEmpty { return }
        out.append(contentsOf: "  \(key): \"\(BeancountText.quoted(value))\"\n".utf8)
    }

    /// Root by type, then the parts of the name but the first where that says the type; each part in capitals and without
    /// blanks.
    static func name(_ account: Account) -> String {
        let root =
            switch account.type {
            case .asset: "Assets"
            case .liability: "Liabilities"
            case .equity: "Equity"
            case .income: "Income"
            case .expense: "Expenses"
            }
        var parts = account.name.split(separator: ":").map(String.init)
        let roots = [
            "asset", "assets", "liability", "liabilities", "equity", "income", "revenue", "expense", "expenses",
        ]
        if parts.count > 1, roots.contains(parts[0].lowercased()) { parts.removeFirst() }
        return ([root] + parts.map(part)).joined(separator: ":")
    }

    /// A part begins with a capital or a digit and holds letters, digits and hyphens.
    private static func part(_ text: String) -> String {
        text.split { $0 == " " }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// A text between quotes: control characters become blanks, quotes and backslashes are escaped.
    static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte == 0x22 || byte == 0x5C { bytes.append(0x5C) }
            bytes.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
