// hms-ach release: what is held may go its way.

import ArgumentParser
import Gateway

struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let a held arrival, dispatch or channel go its way again.",
        discussion: """
            An arrival begins from the beginning, with the next run; a dispatch is sent with the bytes that were sealed for \
            it. Both not while a gateway runs on the same state; a channel can be released beside it.
            """)
    @OptionGroup var subject: ActSubjectArgument
    @OptionGroup var options: ActOptions

    func run() throws {
        let subject = try subject.parsed()
        try options.perform(beside: subject.isSafeBesideAGateway) {
            try OperatorActs.release(subject, options.warrant, isRehearsal: options.dryRun, $0)
        }
    }
}
