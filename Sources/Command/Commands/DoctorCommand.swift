// hms-ach doctor: is everything in order here, and what to do where it is not.

import ArgumentParser
import Gateway

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Look at the machine, configuration, folders, keys, state and peers: yes, no or unknown, with the cure.",
        discussion: """
            Changes nothing, and works beside a running gateway. Exit 0 when every answer is yes, 1 otherwise.

            It logs in once to each partner's SFTP server, except where the account is stopped. A login that is refused stops \
            the account, as it does when the gateway tries: accounts lock. No file is put anywhere; whether a folder can be \
            written to is known from what went there, or from `hms-ach partners test NAME --write`.
            """
    )
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        let answers = Doctor.examine(root.place, clock: SystemClock())
        var listing = Listing(
            ["answer", "area", "question", "detail", "cure"], format: format.format, hidden: ["cure"])
        for answer in answers {
            listing.add([
                .text(answer.answer.rawValue), .text(answer.area), .text(answer.question), .text(answer.detail),
                .text(answer.cure),
            ])
        }
        listing.finish(nothing: "Nothing was looked at.")
        let open = answers.filter { $0.answer != .yes }
        if format.format == .table {
            if open.isEmpty {
                StandardOutput.write("\nAll \(answers.count) answers are yes.\n")
            } else {
                StandardOutput.write("\nWhat to do:\n")
                for answer in open { StandardOutput.write("  \(answer.question): \(answer.cure)\n") }
            }
        }
        if !open.isEmpty { throw ExitCode(ExitStatus.failed.rawValue) }
    }
}
