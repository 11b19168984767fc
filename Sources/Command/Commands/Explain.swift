// hms-ach explain: what a code means, and what to do.

import ArgumentParser
import Gateway
import Parsing

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What a finding or error code means, and what to do.",
        discussion: """
            With a whole code: its meaning, the cure, and an example of the wrong and the right. With the beginning of codes (`nacha.batch`), \
            or without any: the list of them.
            """)
    @Argument(help: "A code, such as nacha.batch.entry-hash, or the beginning of some; all of them without one.")
    var code: String?
    @OptionGroup var format: FormatOption
    @Option(name: .long, help: "auto, always or never; auto heeds NO_COLOR.")
    var color = ColorChoice.auto
    @OptionGroup var root: RootOption

    func run() throws {
        guard let code else { return list(RuleCatalogue.all) }
        if let rule = RuleCatalogue.rule(code), format.format != .csv {
            let isJSON = format.format == .json
            return StandardOutput.write(isJSON ? RuleText.json(rule) + "\n" : RuleText.text(rule, Style(color)))
        }
        let family = RuleCatalogue.all.filter { $0.code.hasPrefix(code) }
        if !family.isEmpty { return list(family) }
        let near = NearMisses.of(code, among: Explain.families(of: RuleCatalogue.all.map(\.code)))
        let hint = near.isEmpty ? "`hms-ach explain` lists all" : "did you mean \(near.joined(separator: ", "))?"
        StandardOutput.say("hms-ach: there is no code `\(code)`; \(hint)")
        throw ExitCode(ExitStatus.notFound.rawValue)
    }

    /// The codes and all their beginnings, each once.
    private static func families(of codes: [String]) -> [String] {
        var names = codes
        for code in codes {
            let parts = code.split(separator: ".")
            for count in 1..<max(1, parts.count) { names.append(parts.prefix(count).joined(separator: ".")) }
        }
        return Set(names).sorted()
    }

    private func list(_ rules: [FindingRule]) {
        var listing = Listing(
            ["code", "severity", "meaning", "cure", "wrong", "right", "leaves_gap"], format: format.format,
            hidden: ["cure", "wrong", "right", "leaves_gap"])
        for rule in rules {
            listing.add([
                .text(rule.code), .text(rule.severity.rawValue), .text(rule.meaning), .text(rule.cure),
                .text(rule.wrong), .text(rule.right), .text(rule.leavesGap ? "yes" : "no"),
            ])
        }
        listing.finish(nothing: "")
    }
}
