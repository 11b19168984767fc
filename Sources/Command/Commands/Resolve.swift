// hms-ach resolve, approve, refuse, proposals: what people decide about exceptions, by four eyes.

import ArgumentParser
import Casework
import Gateway
import Store

struct Resolve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decide about an exception, or undo a match.",
        discussion: """
            --as match --with NAME[=AMOUNT] (again for each part; --write-off-rest gives up what is left), write-off, \
            unapplied, ignore, reopen (takes back what was written off, left unapplied or ignored), or undo-match with a \
            match's id as the subject. What moves money waits until a second person approves it, unless Config/roles.yaml \
            lets its author do so much alone. --dry-run shows the journal lines. Works beside a running gateway, which \
            carries it out. Nothing is ever edited: each act is a new event, each correction a mirror entry.

            Exit codes: 0 done or proposed, 4 no such exception, 5 refused by a rule, 7 changed meanwhile.
            """)
    @Argument(help: "The exception's id, or the match's where one is to be undone.")
    var subject: String
    @Option(name: .customLong("as"), help: "match, write-off, unapplied, ignore, undo-match or reopen.")
    var act: String
    @Option(
        name: .customLong("with"), help: "What it is matched with: an item, a trace, a bank line; with =AMOUNT a part.")
    var targets: [String] = []
    @Flag(name: .long, help: "Write off what the match leaves open.")
    var writeOffRest = false
    @OptionGroup var options: ActOptions

    func validate() throws {
        guard let act = CaseAct(rawValue: act) else {
            let known = CaseAct.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no act `\(act)`; there are \(known).")
        }
        if act == .match, targets.isEmpty { throw ValidationError("`--as match` needs --with NAME[=AMOUNT].") }
        if act != .match, !targets.isEmpty || writeOffRest {
            throw ValidationError("--with and --write-off-rest go with `--as match` only.")
        }
    }

    func run() throws {
        guard let act = CaseAct(rawValue: act) else { return }
        let installation = try options.root.open(.look)
        try CaseEnding.of {
            let whole = act == .undoMatch ? subject : try installation.wholeID(of: subject)
            let order = CaseOrder(subject: whole, act: act, targets: targets, writesOffRest: writeOffRest)
            CaseEnding.tell(
                try CaseworkActs.order(order, options.warrant, isRehearsal: options.dryRun, installation),
                options.format.format)
        }
    }
}

struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let a proposal be carried out that somebody else made.",
        discussion:
            "Refused (exit 5) to its author and beyond one's limit; exit 7 where the exception changed meanwhile.")
    @Argument(help: "The proposal's number.")
    var proposal: Int64
    @OptionGroup var options: ActOptions

    func run() throws {
        let installation = try options.root.open(.look)
        try CaseEnding.of {
            CaseEnding.tell(
                try CaseworkActs.approve(proposal, options.warrant, isRehearsal: options.dryRun, installation),
                options.format.format)
        }
    }
}

struct Refuse: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turn a proposal down, or withdraw one's own.")
    @Argument(help: "The proposal's number.")
    var proposal: Int64
    @OptionGroup var options: ActOptions

    func run() throws {
        let installation = try options.root.open(.look)
        try CaseEnding.of {
            CaseEnding.tell(
                try CaseworkActs.refuse(proposal, options.warrant, isRehearsal: options.dryRun, installation),
                options.format.format)
        }
    }
}

struct Proposals: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What waits for a second person.")
    @Flag(name: .long, help: "Also those that are decided.")
    var all = false
    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        let installation = try root.open(.look)
        var listing = Listing(
            [
                "proposal", "state", "act", "subject", "amount", "currency", "proposer", "reason", "proposed_at",
                "with",
                "decider", "decided_at", "answer",
            ], format: format.format, hidden: ["proposed_at", "decided_at"])
        let states: [ProposalState] = all ? ProposalState.allCases : [.waiting, .approved]
        for proposal in try installation.database.read({ try $0.proposals(in: states) }) {
            listing.add([
                .number(proposal.number), .text(proposal.state.rawValue), .text(proposal.act), .text(proposal.subject),
                .text(proposal.amount.decimalText), .text(proposal.amount.currency.code), .text(proposal.proposer),
                .text(proposal.reason), .text(proposal.proposedAt), .text(proposal.targets.joined(separator: " ")),
                .text(proposal.decider), .text(proposal.decidedAt), .text(proposal.answer),
            ])
        }
        listing.finish(nothing: "Nothing waits for approval.")
    }
}
