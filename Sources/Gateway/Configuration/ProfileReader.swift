// Reads Config/profiles/NAME.yaml: which codes are treated otherwise than the catalogue says, by whose word and why.
// A deviation without who, when and why is no agreement, so none of them may be left out.

import Money
import Parsing

struct ProfileReader {
    let section: Section
    let rules: [FindingRule]

    func profile() -> Profile? {
        section.allow("name", "deviations")
        guard let name = section.requiredText("name") else { return nil }
        if section.sections("deviations").isEmpty { section.complain("`deviations` is missing or empty") }
        var deviations: [Deviation] = []
        for entry in section.sections("deviations") {
            guard let deviation = deviation(entry) else { continue }
            if deviations.contains(where: { $0.code == deviation.code }) {
                entry.complain("`\(deviation.code)` stands twice", at: "code")
            }
            deviations.append(deviation)
        }
        return Profile(name: name, deviations: deviations)
    }

    private func deviation(_ entry: Section) -> Deviation? {
        entry.allow("code", "as", "who", "when", "why")
        let treatment = entry.has("as") ? entry.choice("as", Deviation.Treatment.self) : nil
        if !entry.has("as") { entry.complain("`as` is missing: error, warning or ignored") }
        guard let code = entry.requiredText("code"), let who = entry.requiredText("who"),
            let why = entry.requiredText("why"), let day = entry.requiredText("when"), let treatment
        else { return nil }
        guard let when = CalendarDate(iso: day) else {
            entry.complain("`when` takes a day, for example 2026-03-02", at: "when")
            return nil
        }
        guard let rule = rules.first(where: { $0.code == code }) else {
            entry.complain("there is no code `\(code)`; `hms-ach explain` lists all", at: "code")
            return nil
        }
        if !Profile.mayTreat(rule, as: treatment) {
            entry.complain(
                "`\(code)` cannot be tolerated: where it is broken, part of the document is not understood", at: "code")
            return nil
        }
        return Deviation(code: code, treatment: treatment, who: who, when: when, why: why)
    }
}
