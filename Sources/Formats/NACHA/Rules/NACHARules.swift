// The catalogue of what can be wrong or notable in a NACHA file: record and file level.
// Batch, entry and addenda rules stand in the files beside this one; `all` holds them all.

public import Parsing

/// Every finding a NACHA reader makes comes from one of these rules.
public enum NACHARules {
    /// The whole catalogue.
    public static let all: [FindingRule] =
        records + files + batches + entries + addenda + classes + returns + international

    static let records: [FindingRule] = [
        byteOrderMark, blankLine, shortRecord, truncatedRecord, extraBlanks, longRecord, character, lineEnds,
        recordType, order, notNumeric,
    ]

    public static let byteOrderMark = FindingRule(
        "nacha.record.byte-order-mark", .warning,
        meaning:
            "A NACHA file is plain ASCII and begins with the file header; a byte order mark does not belong there.",
        cure: "Save the file as plain ASCII.",
        wrong: "EF BB BF 101 071000288...", right: "101 071000288...")
    public static let blankLine = FindingRule(
        "nacha.record.blank-line", .warning,
        meaning: "Every record holds 94 characters; a blank line is no record.",
        cure: "Nothing to do: blank lines are skipped. Ask the sender to leave them out.",
        wrong: "622...\n\n622...", right: "622...\n622...")
    public static let shortRecord = FindingRule(
        "nacha.record.short", .warning,
        meaning: "Every record holds 94 characters; blanks at the end were cut from this one.",
        cure: "Nothing to do: the blanks are put back. Ask the sender for records of full length.",
        wrong: "9000001000001...0000125000 (55 characters)", right: "9000001000001...0000125000 and 39 blanks")
    public static let truncatedRecord = FindingRule(
        "nacha.record.truncated", .error,
        meaning: "Every record holds 94 characters; this one ends before its last mandatory field.",
        cure: "Ask for the file again: the end of the record is lost.",
        wrong: "62207100028800012345         0000125000NPI1000000001  GENERAL HOSPITAL        1071",
        right: "62207100028800012345         0000125000NPI1000000001  GENERAL HOSPITAL        1071000280000001",
        leavesGap: true)
    public static let extraBlanks = FindingRule(
        "nacha.record.extra-blanks", .warning,
        meaning: "Every record holds 94 characters; blanks follow column 94.",
        cure: "Nothing to do: the blanks are ignored. Ask the sender for records of exact length.",
        wrong: "94 characters and 4 blanks", right: "94 characters")
    public static let longRecord = FindingRule(
        "nacha.record.long", .error,
        meaning: "Every record holds 94 characters; there is text after column 94.",
        cure: "Ask for a corrected file: columns have shifted or two records have run together.",
        wrong: "94 characters and 622071000288", right: "94 characters, then the next record on a line of its own",
        leavesGap: true)
    public static let character = FindingRule(
        "nacha.record.character", .error,
        meaning: "Only ASCII 0x20 to 0x7E is allowed (Nacha Operating Rules, Appendix Three, character set).",
        cure: "Ask the sender to write plain ASCII.",
        wrong: "55-76: CAF\u{00C9} CLINIC", right: "55-76: CAFE CLINIC")
    public static let lineEnds = FindingRule(
        "nacha.record.line-ends", .warning,
        meaning: "One file uses one kind of line end.",
        cure: "Nothing to do: every kind is read. Check whether the file was edited by hand.",
        wrong: "101...LF 5220...CR LF", right: "101...LF 5220...LF")
    public static let recordType = FindingRule(
        "nacha.record.type", .error,
        meaning: "A record begins with its type: 1, 5, 6, 7, 8 or 9.",
        cure: "Ask for a corrected file.",
        wrong: "42207100028800012345...", right: "62207100028800012345...",
        leavesGap: true)
    public static let order = FindingRule(
        "nacha.record.order", .error,
        meaning: "The order of records is 1, then batches of 5, 6 with 7, and 8, then 9.",
        cure: "Ask for a complete file in the right order.",
        wrong: "5220... 8220... 622...", right: "5220... 622... 8220...",
        leavesGap: true)
    public static let notNumeric = FindingRule(
        "nacha.field.not-numeric", .error,
        meaning: "A numeric field holds only digits, zero-filled to its width.",
        cure: "Ask for a corrected file.",
        wrong: "30-39: X000125000", right: "30-39: 0000125000",
        leavesGap: true)
}
