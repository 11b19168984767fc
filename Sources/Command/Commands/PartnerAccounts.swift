// hms-ach partners test and release: a partner's accounts on servers, tried and let go again.

import ArgumentParser
import Gateway

struct PartnersTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Log in to a partner's SFTP servers and list the folders; send a test message to its AS2 addresses.",
        discussion: """
            The partner sees the login, and receives the message: a short text that says what it is. What comes back is said in \
            words. A receipt that comes by itself needs the gateway running here.
            """)
    @Argument(help: "Name of the partner.")
    var name: String
    @Flag(
        name: .long,
        help: "Put an empty file under a temporary name where we bring files, and remove it: the partner may see it.")
    var write = false
    @Option(name: .long, help: "Seconds to wait for a receipt that comes by itself.")
    var wait: Int64 = 60
    @OptionGroup var root: RootOption

    func validate() throws {
        if !(0...86_400).contains(wait) { throw ValidationError("--wait takes 0 to 86400 seconds.") }
    }

    func run() throws {
        let installation = try root.open(.look, level: .error)
        let trials =
            OperatorActs.tryAccounts(of: name, writes: write, installation)
            + OperatorActs.testMessages(to: name, patience: wait * 1000, installation)
        if trials.isEmpty {
            StandardOutput.say("hms-ach: no partner `\(name)` has an SFTP server or an AS2 address")
            throw ExitCode(ExitStatus.notFound.rawValue)
        }
        for trial in trials {
            StandardOutput.write("\(trial.account)  \(trial.succeeded ? "yes" : "no")  \(trial.sentence)\n")
        }
        if !trials.allSatisfy(\.succeeded) { throw ExitCode(ExitStatus.unreachable.rawValue) }
    }
}

struct PartnersRelease: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Let a partner's stopped accounts be used again.",
        discussion: "Also while the gateway runs. After a changed host key: only when the partner has confirmed it.")
    @Argument(help: "Name of the partner.")
    var name: String
    @Option(name: .long, help: "Why; it goes into the audit trail.")
    var reason: String
    @OptionGroup var root: RootOption

    func run() throws {
        let count = try OperatorActs.releaseAccounts(of: name, reason: reason, try root.open(.look))
        if count == 0 {
            StandardOutput.say("hms-ach: no account of `\(name)` is stopped")
            throw ExitCode(ExitStatus.notFound.rawValue)
        }
        StandardOutput.write("\(count == 1 ? "The account" : "\(count) accounts") of \(name) can be used again.\n")
    }
}
