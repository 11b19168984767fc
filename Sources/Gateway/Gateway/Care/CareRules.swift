// The codes of the operator's care: why an act is refused, and what the calendar misses.

public import Parsing

public enum CareRules {
    static let postedAlready = FindingRule(
        "reprocess.posted", .error,
        meaning: "The arrival counts in the books; going its way again would post its money twice.",
        cure: "Correct it by a file of its own (a reversal, a corrected advice); its answers are in `hms-ach trace`.",
        wrong: "hms-ach reprocess 12 --from open --reason \"looks odd\"   where arrival 12 is answered",
        right: "a corrected file from the partner, under control numbers of its own")
    static let duplicateStays = FindingRule(
        "reprocess.duplicate", .error,
        meaning: "The arrival repeats an earlier one, which counts; it changes nothing however often it is processed.",
        cure: "Look at the arrival that it repeats: `hms-ach arrivals` names it.",
        wrong: "hms-ach reprocess 13 --from check --reason \"again\"   where 13 is a duplicate of 12",
        right: "hms-ach trace 12")
    static let stepNotReached = FindingRule(
        "reprocess.step-not-reached", .error,
        meaning: "The arrival never came as far as the step it is to begin with.",
        cure: "Begin with an earlier step; `open` is always possible for what does not count yet.",
        wrong: "hms-ach reprocess 14 --from load --reason \"profile agreed\"   where check refused 14",
        right: "hms-ach reprocess 14 --from check --reason \"profile agreed\"")
    static let contentRemoved = FindingRule(
        "reprocess.content-removed", .error,
        meaning: "The arrival's bytes were taken away after the time that the configuration keeps them.",
        cure: "Drop the original, from the partner or from an archive, into the inbox again.",
        wrong:
            "hms-ach reprocess 2 --from open --reason \"audit\"   where `retention: { spool: 90d }` removed its bytes",
        right: "cp archive/ACH-0302.ach inbox/first-bank/")
    static let sentAlready = FindingRule(
        "hold.sent", .error, meaning: "The dispatch has gone out; it cannot be held any more.",
        cure: "Tell the partner by another way; `hms-ach trace` shows what was sent and when.",
        wrong: "hms-ach hold dispatch 9 --reason \"wrong batch\"   where dispatch 9 is sent",
        right:
            "hms-ach hold channel outbox/first-bank --reason \"until treasury has looked\"   before the next one goes")
    static let unknownChannel = FindingRule(
        "hold.unknown-channel", .error, meaning: "No partner has a channel of this name.",
        cure: "Name it as the partner's file does; `hms-ach partners` lists them.",
        wrong: "hms-ach hold channel first-bank --reason \"test files\"",
        right: "hms-ach hold channel inbox/first-bank --reason \"test files\"")

    /// All of them, for `explain` and the documentation.
    public static let all: [FindingRule] = [
        postedAlready, duplicateStays, stepNotReached, contentRemoved, sentAlready, unknownChannel,
    ]
}
