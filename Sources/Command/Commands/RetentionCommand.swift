// hms-ach retention: what is older than the configuration keeps it.

import ArgumentParser
import Gateway

struct RetentionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "Show, or take away, what is older than `retention` in Config/gateway.yaml keeps it.",
        discussion: """
            Never what is not answered, never what an open exception rests on, never audit records, journal or matches. Each \
            removal is recorded in the audit trail. Works beside a running gateway.
            """)
    @Flag(name: .long, help: "Only list what is over.")
    var dryRun = false
    @Flag(name: .long, help: "Take it away.")
    var apply = false
    @Option(name: .long, help: "Why; it goes into the audit trail.")
    var reason = "its time is over"
    @OptionGroup var format: FormatOption
    @OptionGroup var root: RootOption

    func validate() throws {
        if dryRun == apply { throw ValidationError("Say either --dry-run or --apply.") }
    }

    func run() throws {
        let installation = try root.open(.look)
        let retention = Retention(installation)
        let warrant = ActWarrant(who: ActOptions.operatorName, reason: reason)
        var listing = Listing(["subject", "what", "name", "since", "rule"], format: format.format)
        for removal in try retention.due() where try dryRun || retention.apply(removal, warrant) {
            listing.add([
                .text(removal.subject), .text(removal.what), .text(removal.name), .text(removal.since),
                .text(removal.rule),
            ])
        }
        listing.finish(nothing: "Nothing is over.")
        if dryRun { StandardOutput.say("Nothing was removed: this is a dry run.") }
    }
}
