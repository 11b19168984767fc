// hms-ach release: what is held may go its way.

import ArgumentParser
import Gateway

struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let a held arrival, dispatch or channel go its way again.",
        discussion: """
            An arrival begins from the beginning, with the next run; a dispatch is sent with the bytes that were sealed for \
            it. Both not while a gateway runs on the same state; a channel can be released beside it.

            A dispatch in `unknown-outcome` (the connection ended while the file got its name) may have reached the partner. \
            Ask the partner. If the file is missing there, release it: it is sent again under the same name with the same \
            bytes, without looking whether it came through before, so that a partner who has it gets it twice. A file of the \
            name that lies there by then is not replaced; the dispatch is held. If the partner has it, release it `--as-sent`: \
            it counts as sent, and nothing goes out.
            """)
    @OptionGroup var subject: ActSubjectArgument
    @Flag(name: .long, help: "The partner has the file: count a dispatch in `unknown-outcome` as sent.")
    var asSent = false
    @OptionGroup var options: ActOptions

    func run() throws {
        let subject = try subject.parsed()
        try options.perform(beside: subject.isSafeBesideAGateway) {
            asSent
                ? try OperatorActs.recordAsSent(subject, options.warrant, isRehearsal: options.dryRun, $0)
                : try OperatorActs.release(subject, options.warrant, isRehearsal: options.dryRun, $0)
        }
    }
}
