// hms-ach partners enrol: a partner may come through the drop-box.

import ArgumentParser
import Glibc

struct PartnersEnrol: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: "Let a partner put files into a drop-box here, and fetch its answers, by SFTP.",
        discussion: """
            Makes a user for the partner, its folders below /srv/hms-ach and its file of keys, all so that sshd, with the \
            configuration that the package brings, shows the partner nothing but its own inbox, which it can write and not \
            read, and its own outbox. Says what it made; doing it again changes only what differs. The file of keys holds \
            all keys of the partner: those that are not in it any more are gone.
            """)

    @Argument(help: "The partner, as in its configuration.")
    var name: String

    @Option(
        name: .customLong("sftp-key"),
        help: ArgumentHelp("The partner's public keys, one a line, as ssh-keygen writes them.", valueName: "file"))
    var keyFile: String

    @Flag(name: .long, help: "Only say what would be done.")
    var dryRun = false

    @OptionGroup var root: RootOption

    func run() throws {
        guard let plan = DropBoxPlan(partner: name) else {
            let limit = DropBoxPlan.longestName
            throw ValidationError("A partner's name has 1 to \(limit) lower-case letters, digits and dashes.")
        }
        do {
            let keys: [PartnerPublicKey]
            do {
                keys = try PublicKeyFile.read(String(decoding: try SmallFile.read(keyFile), as: UTF8.self))
            } catch let refusal as PublicKeyRefusal {
                throw DropBoxObstacle("\(keyFile), \(refusal)")
            }
            if geteuid() != 0, !dryRun { throw DropBoxObstacle("enrolling makes users and folders: only root can") }
            try DropBoxWork(plan: plan, keys: keys, isDryRun: dryRun, report: { StandardOutput.write($0 + "\n") }).run()
            for key in keys { StandardOutput.write("key     \(key.fingerprint) (\(key.type))\n") }
        } catch let obstacle as DropBoxObstacle {
            StandardOutput.say("hms-ach: \(obstacle)")
            throw ExitCode(ExitStatus.refused.rawValue)
        }
        StandardOutput.say(
            """

            Compare each key's fingerprint with the partner by another way than the file. It logs in as
            sftp \(plan.user)@THIS-HOST. Its file in the configuration has to say:

            \(plan.channels)

            """)
    }
}
