// hms-ach evidence: what proves a message by AS2, as files for the openssl command.

import ArgumentParser
import Gateway

struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Write what proves a message by AS2, and its receipt, into a folder.",
        discussion: """
            The message as it went over the line, what was signed, the signature, the certificate, the receipt with the same of \
            its own, and a README.txt with the commands by which OpenSSL confirms them without this program. The folder then holds \
            the content in clear: keep it accordingly.
            """)

    @Argument(help: "The Message-ID, with or without its angle brackets; `hms-ach trace` shows it.")
    var messageID: String

    @Option(name: .long, help: ArgumentHelp("The folder to make.", valueName: "folder"))
    var output: String

    @OptionGroup var root: RootOption

    func run() throws {
        let installation = try root.open(.look)
        guard let evidence = try installation.exportEvidence(of: messageID, to: output) else {
            StandardOutput.say("hms-ach: no message has the Message-ID `\(messageID)`; `hms-ach trace` shows them")
            throw ExitCode(ExitStatus.notFound.rawValue)
        }
        for file in evidence.files { StandardOutput.write("\(evidence.path)/\(file)\n") }
    }
}
