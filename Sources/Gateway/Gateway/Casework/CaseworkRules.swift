// The codes by which acts on exceptions are refused.

public import Parsing

public enum CaseworkRules {
    static let notAllowed = FindingRule(
        "casework.not-allowed", .error,
        meaning: "No role of this user may do this, or not for so much.",
        cure: "Ask somebody whose role in Config/roles.yaml allows it.",
        wrong: "hms-ach resolve E-denied-4.17 --as write-off --reason \"appeal lost\"   by a clerk without `write-off`",
        right: "roles: { clerk: { acts: [match, write-off], alone: { write-off: 10.00 } } }")
    static let needsAnother = FindingRule(
        "casework.needs-another", .error,
        meaning: "Nobody approves or refuses what he proposed himself, and not beyond his limit.",
        cure: "Let somebody else look at it: `hms-ach proposals` shows what waits; withdraw your own with `refuse`.",
        wrong: "alice$ hms-ach approve 7   where alice proposed it",
        right: "bob$ hms-ach approve 7")
    static let ended = FindingRule(
        "casework.ended", .error, meaning: "The exception is over; nothing of it is open.",
        cure:
            "Look at what became of it: `hms-ach exceptions show ID`. What people settled comes back with --as reopen.",
        wrong: "hms-ach resolve E-denied-4.17 --as ignore --reason \"old\"   where it is resolved",
        right: "hms-ach resolve E-denied-4.17 --as reopen --reason \"wrong claim\"")
    static let beyondOpen = FindingRule(
        "casework.beyond-open", .error, meaning: "The amounts go beyond what is open, or the other way.",
        cure: "Give amounts that add up to what is open, or less: --with ITEM=AMOUNT.",
        wrong: "--with INV-7=900.00   where 850.00 are open", right: "--with INV-7=850.00")
    static let unknownTarget = FindingRule(
        "casework.unknown-target", .error,
        meaning: "Nothing that this can be matched with has this name, or more than one thing has it.",
        cure: """
            A bank line is matched with items (their ids) or remittances (their traces), a remittance with bank lines \
            (their references), a line of a remittance with one item.
            """,
        wrong: "hms-ach resolve E-unmatched-bank-line-9.4 --as match --with INV-77777 …   where no item is called so",
        right: "hms-ach exceptions show E-unmatched-bank-line-9.4   which lists candidates")
    static let targetTaken = FindingRule(
        "casework.target-taken", .error, meaning: "What it shall be matched with is matched already, or takes less.",
        cure: "Undo the other match first (`--as undo-match`), or split: --with ITEM=AMOUNT --with OTHER=AMOUNT.",
        wrong: "--with INV-7=850.00   where 300.00 of INV-7 are open", right: "--with INV-7=300.00 --with INV-8=550.00")
    static let otherCurrency = FindingRule(
        "casework.other-currency", .error, meaning: "What it shall be matched with is in another currency.",
        cure: "Match what has the same currency; an exchange is two bank lines, one in each.",
        wrong: "--with INV-EUR-7   for a bank line in USD", right: "--with INV-7")
    static let notHere = FindingRule(
        "casework.not-here", .error, meaning: "This act does nothing for an exception or match of this kind.",
        cure: "`hms-ach exceptions show ID` says what can be done about it.",
        wrong: "hms-ach resolve E-gap-in-statements-12 --as write-off …",
        right: "… --as ignore --reason \"bank confirms\"")
    static let nothingToUndo = FindingRule(
        "casework.nothing-to-undo", .error, meaning: "Nothing that people settled stands on this exception.",
        cure: "A match is undone by its own id: `hms-ach matches`, then `resolve MATCH --as undo-match`.",
        wrong: "hms-ach resolve E-denied-4.17 --as reopen …   where nothing was settled",
        right: "hms-ach resolve C4.17-2.3 --as undo-match --reason \"wrong patient account\"")

    /// All of them, for `explain`.
    public static let all: [FindingRule] = [
        notAllowed, needsAnother, ended, beyondOpen, unknownTarget, targetTaken, otherCurrency, notHere, nothingToUndo,
    ]
}
