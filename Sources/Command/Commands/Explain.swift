// hms-ach explain: what a code means, and what to do.

import ArgumentParser
import Gateway
import Parsing

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What a finding or error code means, and what to do.")
    @Argument(help: "A code, such as nacha.batch.entry-hash; all of them without one.")
    var code: String?
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        guard let code else {
            var listing = Listing(["code", "severity", "meaning", "cure"], format: format.format)
            for rule in RuleCatalogue.all {
                listing.add([.text(rule.code), .text(rule.severity.rawValue), .text(rule.meaning), .text(rule.cure)])
            }
            return listing.finish(nothing: "")
        }
        guard let rule = RuleCatalogue.rule(code) else {
            StandardOutput.say("hms-ach: there is no code `\(code)`; `hms-ach explain` lists all")
            throw ExitCode(ExitStatus.notFound.rawValue)
        }
        StandardOutput.write("\(rule.code) (\(rule.severity.rawValue))\n\(rule.meaning)\nWhat to do: \(rule.cure)\n")
        if !rule.wrong.isEmpty { StandardOutput.write("Wrong:\n\(ExampleText.indented(rule.wrong))") }
        if !rule.right.isEmpty { StandardOutput.write("Right:\n\(ExampleText.indented(rule.right))") }
    }
}

enum ExampleText {
    /// Each line of an example, four columns in.
    static func indented(_ example: String) -> String {
        example.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    }
}
