// Reads the dimensions of a chart from plain dictionaries, collecting every fault with its path.

import Facts

extension ChartReading {
    private static let keys = ["entity", "cost-center", "fund"]

    /// - Parameters:
    ///   - given: `default` (under an empty key), `bank-accounts`, `events`, `accounts`, each with what has which dimensions.
    ///   - interEntity: `due-from` and `due-to`, account codes.
    mutating func read(dimensions given: [String: [String: [String: String]]], interEntity: [String: String]) {
        for key in given.keys.sorted() where !["default", "bank-accounts", "events", "accounts"].contains(key) {
            fault("dimensions.\(key)", "There is no such key; dimensions has default, bank-accounts, events, accounts.")
        }
        if let standard = given["default"]?[""] {
            dimensions.standard = partial(standard, at: "dimensions.default").applied(to: .none)
        }
        for (account, values) in (given["bank-accounts"] ?? [:]).sorted(by: { $0.key < $1.key }) {
            dimensions.byBankAccount[account] = partial(values, at: "dimensions.bank-accounts.•••\(account.suffix(4))")
        }
        for (name, values) in (given["events"] ?? [:]).sorted(by: { $0.key < $1.key }) {
            let path = "dimensions.events.\(name)"
            guard let event = BookkeepingEvent(rawValue: name) else {
                fault(path, "There is no such event.")
                continue
            }
            dimensions.byEvent[event] = partial(values, at: path)
        }
        for (code, values) in (given["accounts"] ?? [:]).sorted(by: { $0.key < $1.key }) {
            let path = "dimensions.accounts.\(code)"
            if !hasAccount(code) { fault(path, "There is no account \(code).") }
            dimensions.byAccount[code] = partial(values, at: path)
        }
        read(interEntity: interEntity)
    }

    private mutating func read(interEntity: [String: String]) {
        for key in interEntity.keys.sorted() where !["due-from", "due-to"].contains(key) {
            fault("inter-entity.\(key)", "There is no such key; inter-entity has due-from and due-to.")
        }
        dimensions.dueFrom = interEntity["due-from"] ?? ""
        dimensions.dueTo = interEntity["due-to"] ?? ""
        for (key, code) in [("due-from", dimensions.dueFrom), ("due-to", dimensions.dueTo)]
        where !code.isEmpty && !hasAccount(code) {
            fault("inter-entity.\(key)", "There is no account \(code).")
        }
        if dimensions.entities.count > 1 && (dimensions.dueFrom.isEmpty || dimensions.dueTo.isEmpty) {
            fault(
                "inter-entity",
                "There are several entities, and each must balance: name the accounts due-from and due-to between them."
            )
        }
    }

    private mutating func partial(_ values: [String: String], at path: String) -> PartialDimensions {
        for key in values.keys.sorted() {
            if !Self.keys.contains(key) {
                fault("\(path).\(key)", "There is no such dimension; there are entity, cost-center and fund.")
            } else if !ChartReading.isCode(values[key] ?? "") {
                fault("\(path).\(key)", "A code is 1 to 32 letters, digits, points or hyphens.")
            }
        }
        return PartialDimensions(
            entity: values["entity"], costCenter: values["cost-center"], fund: values["fund"])
    }
}
