// hms-ach hold: keep a file or a channel where it is.

import ArgumentParser
import Gateway

struct Hold: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep an arrival, a dispatch or a channel where it is, until it is released.",
        discussion: """
            A channel can be held beside a running gateway, which takes nothing more from it and sends nothing more by it; \
            an arrival or a dispatch only while no gateway runs on the same state.
            """)
    @OptionGroup var subject: ActSubjectArgument
    @OptionGroup var options: ActOptions

    func run() throws {
        let subject = try subject.parsed()
        try options.perform(beside: subject.isSafeBesideAGateway) {
            try OperatorActs.hold(subject, options.warrant, isRehearsal: options.dryRun, $0)
        }
    }
}
