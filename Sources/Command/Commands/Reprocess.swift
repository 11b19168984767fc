// hms-ach reprocess: an arrival begins again at a step of the way.

import ArgumentParser
import Gateway

struct Reprocess: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let an arrival that does not count yet begin again at a step.",
        discussion: """
            --dry-run shows what will be done, and what will and will not be sent again. What was sent is never sent again; \
            what is posted is never posted twice: it is refused (exit 5). The next run carries the arrival on. Not while a \
            gateway runs on the same state.
            """)
    @Argument(help: "Number of the arrival.")
    var arrival: Int64
    @Option(
        help: "open, check, load or post.",
        transform: { text in
            guard let step = ReprocessingStep(rawValue: text) else {
                throw ValidationError("`--from` takes open, check, load or post, not `\(text)`.")
            }
            return step
        })
    var from: ReprocessingStep
    @OptionGroup var options: ActOptions

    func run() throws {
        try options.perform(beside: false) {
            try OperatorActs.reprocess(arrival, from: from, options.warrant, isRehearsal: options.dryRun, $0)
        }
    }
}
