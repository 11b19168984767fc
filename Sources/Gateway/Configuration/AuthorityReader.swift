// Reads Config/roles.yaml: which system account has which roles, and what each role may do up to which amount.
// Without the file everybody may propose everything, and whatever moves money takes a second person.

import Casework
import Money

struct AuthorityReader {
    let section: Section

    func authority() -> Authority {
        section.allow("users", "roles")
        var roles: [String: Authority.Role] = [:]
        for entry in section.section("roles")?.entries() ?? [] {
            guard let role = entry.value else {
                section.complain("role `\(entry.key)` takes acts, alone and approves", at: "roles")
                continue
            }
            roles[entry.key] = Self.role(entry.key, role)
        }
        if roles.isEmpty { section.complain("`roles` is missing or empty: nobody could do anything") }
        var users: [String: [Authority.Role]] = [:]
        guard let list = section.section("users") else {
            section.complain("`users` is missing: name system accounts and their roles")
            return Authority(users: [:])
        }
        for entry in list.entries() {
            users[entry.key] = (list.texts(entry.key) ?? []).compactMap { name in
                if roles[name] == nil {
                    let known = roles.keys.sorted().joined(separator: ", ")
                    list.complain("there is no role `\(name)`; known are: \(known)", at: entry.key)
                }
                return roles[name]
            }
        }
        return Authority(users: users)
    }

    private static func role(_ name: String, _ section: Section) -> Authority.Role {
        section.allow("acts", "alone", "approves")
        let acts = (section.texts("acts") ?? []).compactMap { text -> CaseAct? in
            if let act = CaseAct(rawValue: text) { return act }
            section.complain("`acts` takes \(known), not `\(text)`", at: "acts")
            return nil
        }
        var role = Authority.Role(name: name, acts: Set(acts))
        role.alone = limits("alone", of: section)
        role.approves = limits("approves", of: section)
        for act in role.alone.keys where !role.acts.contains(act) {
            section.complain("`alone` names `\(act.rawValue)`, which is not among the role's `acts`", at: "alone")
        }
        return role
    }

    private static var known: String { CaseAct.allCases.map(\.rawValue).joined(separator: ", ") }

    /// Act to amount: `250.00`, or `any`.
    private static func limits(_ key: String, of section: Section) -> [CaseAct: Authority.Limit] {
        var limits: [CaseAct: Authority.Limit] = [:]
        guard let list = section.section(key) else { return limits }
        for entry in list.entries() {
            guard let act = CaseAct(rawValue: entry.key) else {
                list.complain("`\(key)` takes \(known), not `\(entry.key)`", at: entry.key)
                continue
            }
            if entry.text == "any" {
                limits[act] = .any
            } else if case .success(let hundredths)? = entry.text.map({ DecimalText.minorUnits(of: $0, exponent: 2) }),
                hundredths >= 0
            {
                limits[act] = .upTo(hundredths: hundredths)
            } else {
                list.complain("a limit is an amount like 250.00, or any", at: entry.key)
            }
        }
        return limits
    }
}
