// hms-ach check: the configuration, whole.

import ArgumentParser
import Gateway

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the whole configuration, with file and line.",
        discussion: "Asks SFTP servers, without logging in, what they offer, and says which carrier is taken and why.")
    @OptionGroup var root: RootOption

    func run() throws {
        let partners = try ConfigurationCheck.run(root.place)
        try ConfigurationCheck.exchange(root.place)
        StandardOutput.write("The configuration is sound: \(partners) partners.\n")
        let looks = try ConfigurationCheck.accounts(root.place)
        for look in looks {
            let without = look.isOurs ? "cannot be used: " : "cannot be asked now: "
            let carrier = look.carrier.map { "by \($0): " } ?? without
            StandardOutput.write("\(look.partner)  \(look.account)  \(carrier)\(look.reason)\n")
        }
        if looks.contains(where: \.isOurs) { throw ExitCode(2) }
    }
}
