// The codes of the books: what the ledger's forms refuse, and why an act on periods or batches is refused.

import Ledger
public import Parsing

public enum LedgerActRules {
    static let closedAlready = FindingRule(
        "ledger.closed-already", .error, meaning: "The day is closed already.",
        cure: "`hms-ach ledger periods` shows through which day the books are closed.",
        wrong: "hms-ach ledger close-period --through 2026-02-28 --reason \"month end\"   where March is closed",
        right: "hms-ach ledger close-period --through 2026-04-30 --reason \"month end\"")
    static let openAlready = FindingRule(
        "ledger.open-already", .error, meaning: "Nothing behind this day is closed.",
        cure: "`hms-ach ledger periods` shows through which day the books are closed.")
    static let changedSince = FindingRule(
        "ledger.changed-since", .error,
        meaning: "The file would not be the one that was sent: its form or the chart of accounts was changed since.",
        cure: "Bring back the form as it was, or ask for the file as it would be now with `--as-now`.",
        wrong: "hms-ach export gl --batch 7   where Config/layouts/sap.yaml was changed after batch 7",
        right: "hms-ach export gl --batch 7 --as-now")

    static let strangeAcknowledgement = FindingRule(
        "ledger.strange-acknowledgement", .error,
        meaning: "An acknowledgement is about a batch that was sent, and an entry or line of that batch.",
        cure: "Ask who runs the general ledger what it acknowledges; `hms-ach ledger batches` lists what was sent.",
        wrong: "gl-0099,,,accepted,   where 7 batches were sent",
        right: "gl-0007,,,accepted,")

    /// All of them, with those of the ledger's forms, for `explain` and the documentation.
    public static let all: [FindingRule] =
        LedgerRules.all.map { FindingRule($0.code, .error, meaning: $0.meaning, cure: $0.cure) } + [
            closedAlready, openAlready, changedSince, strangeAcknowledgement,
        ]
}
