// hms-ach check: the configuration, whole.

import ArgumentParser
import Gateway

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Check the whole configuration, with file and line.")
    @OptionGroup var root: RootOption

    func run() throws {
        let partners = try ConfigurationCheck.run(root.place)
        StandardOutput.write("The configuration is sound: \(partners) partners.\n")
    }
}
