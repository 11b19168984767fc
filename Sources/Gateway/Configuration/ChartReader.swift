// Reads Config/chart-of-accounts.yaml into the ledger's chart, with the line of every fault.

import Ledger

enum ChartReader {
    /// The chart, or nil with complaints.
    static func chart(_ text: String, file: String, list: ComplaintList) -> ChartOfAccounts? {
        guard let section = Section.root(of: text, file: file, list: list) else { return nil }
        section.allow("accounts", "cash", "events", "dimensions", "inter-entity")
        var lines: [String: Int] = [:]
        var accounts: [[String: String]] = []
        for (index, account) in section.sections("accounts").enumerated() {
            lines["accounts[\(index)]"] = account.line
            accounts.append(texts(account))
        }
        var cash: [String: String] = [:]
        var cashByBankAccount: [String: String] = [:]
        if let cashSection = section.section("cash") {
            lines["cash"] = cashSection.line
            cash = texts(cashSection)
            if let byAccount = cashSection.section("accounts") { cashByBankAccount = texts(byAccount) }
        }
        var events: [String: [String: [String: String]]] = [:]
        for event in section.section("events")?.entries() ?? [] {
            lines["events.\(event.key)"] = event.line
            for role in event.value?.entries() ?? [] {
                lines["events.\(event.key).\(role.key)"] = role.line
                events[event.key, default: [:]][role.key] = role.value.map(texts) ?? [:]
            }
        }
        let dimensions = dimensions(section, &lines)
        let interEntity = section.section("inter-entity")
        lines["inter-entity"] = interEntity?.line ?? section.line
        do {
            return try ChartOfAccounts(
                accounts: accounts, cash: cash, cashByBankAccount: cashByBankAccount, events: events,
                dimensions: dimensions, interEntity: interEntity.map(texts) ?? [:])
        } catch {
            for fault in error.faults {
                list.complaints.append(
                    Complaint(
                        file: file, line: line(of: fault.path, in: lines), sentence: "\(fault.path): \(fault.sentence)")
                )
            }
            return nil
        }
    }

    /// `default` has its dimensions at once, the others by what they are of.
    private static func dimensions(
        _ section: Section, _ lines: inout [String: Int]
    ) -> [String: [String: [String: String]]] {
        var dimensions: [String: [String: [String: String]]] = [:]
        for group in section.section("dimensions")?.entries() ?? [] {
            lines["dimensions.\(group.key)"] = group.line
            dimensions[group.key] = [:]
            if group.key == "default" {
                dimensions["default"] = ["": group.value.map(texts) ?? [:]]
                continue
            }
            for subject in group.value?.entries() ?? [] {
                lines["dimensions.\(group.key).\(subject.key)"] = subject.line
                dimensions[group.key, default: [:]][subject.key] = subject.value.map(texts) ?? [:]
            }
        }
        return dimensions
    }

    private static func texts(_ section: Section) -> [String: String] {
        var texts: [String: String] = [:]
        for entry in section.entries() { texts[entry.key] = entry.text }
        return texts
    }

    /// The line of the longest known beginning of a path.
    private static func line(of path: String, in lines: [String: Int]) -> Int? {
        var path = path[...]
        while !path.isEmpty {
            if let line = lines[String(path)] { return line }
            guard let point = path.lastIndex(of: ".") else { return nil }
            path = path[..<point]
        }
        return nil
    }
}
