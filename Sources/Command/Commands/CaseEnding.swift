// How commands about exceptions end: what was done as a listing, what was refused as an exit code.

import ArgumentParser
import Gateway
import Store

enum CaseEnding {
    /// Runs an act; turns what went wrong into the exit code that scripts rely on.
    static func of(_ act: () throws -> Void) throws {
        do {
            try act()
        } catch let refusal as ActRefusal {
            StandardOutput.say("hms-ach: \(refusal)")
            throw ExitCode(ExitStatus.refused.rawValue)
        } catch let missing as CaseMissing {
            StandardOutput.say("hms-ach: \(missing)")
            throw ExitCode(ExitStatus.notFound.rawValue)
        } catch let conflict as StateConflict {
            StandardOutput.say("hms-ach: \(conflict)")
            throw ExitCode(ExitStatus.conflict.rawValue)
        }
    }

    static func tell(_ outcome: CaseOutcome, _ format: ListingFormat) {
        var listing = Listing(["effect", "what", "detail", "proposal"], format: format, hidden: ["proposal"])
        for effect in outcome.effects {
            listing.add([
                .text(effect.happens ? "will" : "will not"), .text(effect.what), .text(effect.detail),
                outcome.proposal.map { .number($0) } ?? .none,
            ])
        }
        listing.finish(nothing: "Nothing happens.")
        let number = outcome.proposal.map(String.init) ?? ""
        switch outcome.standing {
        case .rehearsed: StandardOutput.say("Nothing was done: this is a dry run.")
        case .waiting: StandardOutput.say("Proposal \(number) waits for a second person: hms-ach approve \(number)")
        case .approved:
            StandardOutput.say("Proposal \(number) is approved; the gateway at work has not come to it yet.")
        case .done: StandardOutput.say("Done, by proposal \(number).")
        case .refused: StandardOutput.say("Proposal \(number) is refused.")
        }
    }
}
