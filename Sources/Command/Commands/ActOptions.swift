// What all acts of an operator take: why, whether only to show what would happen, who acts; and how they end.

import ArgumentParser
import Gateway
import Glibc
import Store

struct ActOptions: ParsableArguments {
    @Option(name: .long, help: "Why; it goes into the audit trail with your name.")
    var reason: String
    @Flag(name: .long, help: "Only show what will happen and what will not.")
    var dryRun = false
    @OptionGroup var format: FormatOption
    @OptionGroup var root: RootOption

    func validate() throws {
        if reason.allSatisfy(\.isWhitespace) { throw ValidationError("`--reason` is empty; say why.") }
    }

    var warrant: ActWarrant { ActWarrant(who: Self.operatorName, reason: reason) }

    /// Does the act on the opened installation, and shows its effects. A channel, and a rehearsal, need no stopped gateway.
    func perform(
        beside isSafeBesideAGateway: Bool, _ act: (Installation) throws -> [ActEffect]
    ) throws {
        let installation = try root.open(isSafeBesideAGateway || dryRun ? .look : .work)
        let effects: [ActEffect]
        do {
            effects = try act(installation)
        } catch let refusal as ActRefusal {
            StandardOutput.say("hms-ach: \(refusal)")
            throw ExitCode(ExitStatus.refused.rawValue)
        } catch let missing as SubjectMissing {
            StandardOutput.say("hms-ach: \(missing)")
            throw ExitCode(ExitStatus.notFound.rawValue)
        } catch let conflict as StateConflict {
            StandardOutput.say("hms-ach: \(conflict)")
            throw ExitCode(ExitStatus.conflict.rawValue)
        }
        var listing = Listing(["effect", "what", "detail"], format: format.format)
        for effect in effects {
            listing.add([.text(effect.happens ? "will" : "will not"), .text(effect.what), .text(effect.detail)])
        }
        listing.finish(nothing: "Nothing happens.")
        if dryRun { StandardOutput.say("Nothing was done: this is a dry run.") }
    }

    /// The person at the keyboard: who called sudo, else the user whose process this is.
    static var operatorName: String {
        if let name = getenv("SUDO_USER").map({ String(cString: $0) }), !name.isEmpty { return name }
        if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name { return String(cString: name) }
        return "user \(getuid())"
    }
}

/// `12`, `arrival 12`, `dispatch 3`, `channel inbox/first-bank`.
struct ActSubjectArgument: ParsableArguments {
    @Argument(
        help: "NUMBER or arrival NUMBER; dispatch NUMBER; channel NAME, as the partner's file names it.")
    var subject: [String]

    func validate() throws {
        if ActSubject(words: subject) == nil {
            throw ValidationError("Name it as `12`, `arrival 12`, `dispatch 3` or `channel inbox/first-bank`.")
        }
    }

    func parsed() throws -> ActSubject {
        guard let parsed = ActSubject(words: subject) else { throw ValidationError("There is no such subject.") }
        return parsed
    }
}

extension ActSubject {
    /// Whether the act may be done while a gateway runs: it looks at the channels before each file, but has arrivals and
    /// dispatches in hand.
    var isSafeBesideAGateway: Bool {
        if case .channel = self { true } else { false }
    }
}
