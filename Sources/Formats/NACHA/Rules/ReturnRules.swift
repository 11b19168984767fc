// The catalogue: rules on the fields of returns, dishonored and contested returns, and notifications of change.

public import Parsing

extension NACHARules {
    static let returns: [FindingRule] = [
        returnCodeClass, dishonoredFields, wrongFields, contestedFields, refusedChangeFields, retiredChange,
        correctedDataSplit, correctedDataUnreadable,
    ]

    public static let returnCodeClass = FindingRule(
        "nacha.return.code-class", .warning,
        meaning:
            "A return code made for some classes stands in one of them: R50 to R53 in RCK, R40 to R47 in ENR, R80 to "
            + "R84 in IAT and so on (Nacha Operating Rules, Appendix Four).",
        cure: "Ask the bank what it meant.", wrong: "5 record 51-53: PPD; 7 record 4-6: R51",
        right: "5 record 51-53: RCK; 7 record 4-6: R51")
    public static let dishonoredFields = FindingRule(
        "nacha.return.dishonored-fields", .warning,
        meaning: "A dishonored return (R61 to R70) names the return's trace number, settlement day and reason code.",
        cure: "Ask the bank which return it dishonors.",
        wrong: "39-58: (blank)", right: "39-58: 07100028000000101768")
    public static let wrongFields = FindingRule(
        "nacha.return.wrong-fields", .notice,
        meaning: "A dishonored return R69 lists the wrong fields as 01 to 07 with * between them.",
        cure: "Ask the bank which fields are wrong.", wrong: "59-79: ACCOUNT", right: "59-79: 01*03")
    public static let contestedFields = FindingRule(
        "nacha.return.contested-fields", .warning,
        meaning:
            "A contested or corrected return (R71 to R77) names the return, the dishonored return, their settlement "
            + "days and reason codes.",
        cure: "Ask the bank which dishonored return it contests.",
        wrong: "59-78: (blank)", right: "59-78: 07100028000000202168")
    public static let refusedChangeFields = FindingRule(
        "nacha.change.refused-fields", .warning,
        meaning:
            "A refused notification of change (C61 to C69) names the change code it refuses and the last seven digits "
            + "of the notification's trace number.",
        cure: "Ask the bank which notification it refuses.",
        wrong: "65-74: (blank)", right: "65-74: C010000017")
    public static let retiredChange = FindingRule(
        "nacha.change.retired", .notice,
        meaning: "The change code was withdrawn from the rules; banks still send it.",
        cure: "Apply the change by hand.", wrong: "4-6: C10", right: "4-6: C09")
    public static let correctedDataSplit = FindingRule(
        "nacha.change.corrected-data-split", .notice,
        meaning: "The corrected data stands in the columns of its change code (Nacha Operating Rules, Appendix Five).",
        cure: "Nothing to do: the data was split at its blanks. Check the change before it is applied.",
        wrong: "C03 36-64: 071000288             1234567", right: "C03 36-64: 071000288   1234567")
    public static let correctedDataUnreadable = FindingRule(
        "nacha.change.corrected-data-unreadable", .warning,
        meaning: "The corrected data can be understood by its change code.",
        cure: "Ask the bank for the corrected data.", wrong: "C02 36-64: ASK RECEIVER", right: "C02 36-64: 071000288")
}
