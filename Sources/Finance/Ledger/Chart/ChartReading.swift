// Reads a chart of accounts from plain dictionaries, collecting every fault with its path.

/// The state of one reading.
struct ChartReading {
    var accounts: [Account] = []
    var defaultCash = ""
    var rules: [BookkeepingEvent: [AmountRole: PostingRule]] = [:]
    var dimensions = ChartDimensions()
    var faults: [ChartOfAccountsError.Fault] = []
    private var types: [String: AccountType] = [:]
    private var names: Set<String> = []

    mutating func read(accounts rows: [[String: String]]) {
        if rows.isEmpty { fault("accounts", "There is no account; a chart needs at least one for cash.") }
        for (index, row) in rows.enumerated() { read(account: row, at: "accounts[\(index)]") }
    }

    private mutating func read(account row: [String: String], at path: String) {
        for key in row.keys.sorted() where !["code", "name", "type", "clears-within"].contains(key) {
            fault("\(path).\(key)", "There is no such key; an account has code, name, type and clears-within.")
        }
        let code = row["code"] ?? ""
        let name = row["name"] ?? ""
        let type = AccountType(rawValue: row["type"] ?? "")
        if !ChartReading.isCode(code) {
            fault("\(path).code", "A code is 1 to 32 letters, digits, points or hyphens.")
        } else if code == PostingRule.cash {
            fault("\(path).code", "The word `cash` stands for the cash account of a bank account and is no code.")
        } else if types[code] != nil {
            fault("\(path).code", "The code \(code) is given twice.")
        }
        if !ChartReading.isName(name) {
            fault(
                "\(path).name",
                "A name is words of letters, digits, hyphens and single blanks, joined by colons, such as assets:cash.")
        } else if !names.insert(name).inserted {
            fault("\(path).name", "The name \(name) is given twice.")
        }
        guard let type else {
            let allowed = AccountType.allCases.map(\.rawValue).joined(separator: ", ")
            return fault("\(path).type", "The type is one of \(allowed).")
        }
        let within = row["clears-within"].flatMap { Int($0) }
        if row["clears-within"] != nil && !(0...366).contains(within ?? -1) {
            fault("\(path).clears-within", "A clearing account clears within 0 to 366 banking days.")
        }
        if types[code] == nil {
            types[code] = type
            accounts.append(Account(code: code, name: name, type: type, clearsWithin: within))
        }
    }

    mutating func read(cash: [String: String], cashByBankAccount: [String: String]) {
        for key in cash.keys.sorted() where key != "default" {
            fault("cash.\(key)", "There is no such key; cash has default.")
        }
        defaultCash = cash["default"] ?? StandardChart.cash
        check(cashAccount: defaultCash, at: "cash.default")
        for (account, code) in cashByBankAccount.sorted(by: { $0.key < $1.key }) {
            check(cashAccount: code, at: "cash.accounts.•••\(account.suffix(4))")
        }
    }

    private mutating func check(cashAccount code: String, at path: String) {
        switch types[code] {
        case .asset?: break
        case nil: fault(path, "There is no account \(code).")
        case let type?: fault(path, "The account \(code) is of type \(type.rawValue); cash is an asset.")
        }
    }

    mutating func read(
        events: [String: [String: [String: String]]], builtIn: [BookkeepingEvent: [AmountRole: PostingRule]]
    ) {
        for key in events.keys.sorted() where BookkeepingEvent(rawValue: key) == nil {
            let allowed = BookkeepingEvent.allCases.map(\.rawValue).joined(separator: ", ")
            fault("events.\(key)", "There is no such event; events are \(allowed).")
        }
        for event in BookkeepingEvent.allCases {
            let path = "events.\(event.rawValue)"
            let given = events[event.rawValue] ?? [:]
            let roles = event.roles.map(\.rawValue)
            for key in given.keys.sorted() where !roles.contains(key) {
                fault("\(path).\(key)", "The event has no such amount; it has \(roles.joined(separator: ", ")).")
            }
            for role in event.roles {
                rules[event, default: [:]][role] = rule(
                    given[role.rawValue], builtIn: builtIn[event]?[role], event, "\(path).\(role.rawValue)")
            }
        }
    }

    private mutating func rule(
        _ given: [String: String]?, builtIn: PostingRule?, _ event: BookkeepingEvent, _ path: String
    ) -> PostingRule? {
        guard let given else {
            guard let builtIn, isKnown(builtIn.debit), isKnown(builtIn.credit) else {
                if event.isOptional { return nil }
                fault(path, "The rule is left out, and the built-in one names accounts that are not in this chart.")
                return nil
            }
            return builtIn
        }
        for key in given.keys.sorted() where key != "debit" && key != "credit" {
            fault("\(path).\(key)", "There is no such key; a rule has debit and credit.")
        }
        let debit = side(given["debit"], event, "\(path).debit")
        let credit = side(given["credit"], event, "\(path).credit")
        guard let debit, let credit else { return nil }
        if debit == credit { fault(path, "Debit and credit are the same account.") }
        return PostingRule(debit: debit, credit: credit)
    }

    private mutating func side(_ code: String?, _ event: BookkeepingEvent, _ path: String) -> String? {
        guard let code else {
            fault(path, "The account is missing.")
            return nil
        }
        if code == PostingRule.cash && !event.touchesCash {
            fault(path, "Only a bank line or an opening balance touches cash; name the account of the unapplied money.")
            return nil
        }
        if isKnown(code) { return code }
        fault(path, "There is no account \(code).")
        return nil
    }

    private func isKnown(_ code: String) -> Bool { code == PostingRule.cash || types[code] != nil }

    func hasAccount(_ code: String) -> Bool { types[code] != nil }

    mutating func fault(_ path: String, _ sentence: String) {
        faults.append(ChartOfAccountsError.Fault(path: path, sentence: sentence))
    }

    static func isCode(_ code: String) -> Bool {
        !code.isEmpty && code.utf8.count <= 32
            && code.utf8.allSatisfy { isWordByte($0) || $0 == 0x2E }
    }

    /// What hledger and a CSV both take unquoted: no double blanks, no semicolons, no brackets, no empty part.
    static func isName(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: 0x3A, omittingEmptySubsequences: false)
        return name.utf8.count <= 120
            && parts.allSatisfy { part in
                part.split(separator: 0x20, omittingEmptySubsequences: false).allSatisfy { word in
                    !word.isEmpty && word.allSatisfy(isWordByte)
                }
            }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
        default: false
        }
    }
}
