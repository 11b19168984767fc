// hms-ach release: a held file may go its way.

import ArgumentParser
import Gateway
import Store

struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let a held file go its way again from the beginning.",
        discussion: "The next run carries it. Not while a gateway runs on the same state.")
    @Argument(help: "Number of the arrival.")
    var arrival: Int64
    @Option(name: .long, help: "Why; it goes into the audit trail.")
    var reason: String
    @OptionGroup var root: RootOption

    func run() throws {
        let installation = try root.open(.work)
        do {
            guard try OperatorActs.release(arrival, reason: reason, installation) else {
                StandardOutput.say("hms-ach: there is no arrival \(arrival)")
                throw ExitCode(ExitStatus.notFound.rawValue)
            }
        } catch let conflict as StateConflict {
            StandardOutput.say("hms-ach: \(conflict)")
            throw ExitCode(ExitStatus.conflict.rawValue)
        }
        StandardOutput.write("Arrival \(arrival) goes its way again with the next run.\n")
    }
}
