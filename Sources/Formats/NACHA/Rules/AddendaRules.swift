// The catalogue: rules on addenda, returns and notifications of change.

public import Parsing

extension NACHARules {
    static let addenda: [FindingRule] = [
        addendaType, addendaSequence, addendaEntry, addendaTrace, internationalOrder, internationalSequence,
        returnCode, returnTransactionCode, dateOfDeath, changeCode, changeMissing, changeOutsideClass, correctedData,
    ]

    public static let addendaType = FindingRule(
        "nacha.addenda.type", .error, meaning: "The addenda type is one that the entry's class allows.",
        cure: "Ask for a corrected file.",
        wrong: "PPD: 702...", right: "PPD: 705...")
    public static let addendaSequence = FindingRule(
        "nacha.addenda.sequence", .error,
        meaning: "Addenda of an entry are numbered from 0001 without a gap.",
        cure: "Ask for a corrected file: an addenda record may be missing.",
        wrong: "84-87: 0002 on the first addenda", right: "84-87: 0001")
    public static let addendaEntry = FindingRule(
        "nacha.addenda.entry-sequence", .error,
        meaning: "An addenda record ends with the last seven digits of its entry's trace number.",
        cure: "Ask for a corrected file: the addenda may belong to another entry.",
        wrong: "6 record 80-94: 071000280000001; 7 record 88-94: 0000002",
        right: "6 record 80-94: 071000280000001; 7 record 88-94: 0000001")
    public static let addendaTrace = FindingRule(
        "nacha.addenda.trace", .notice,
        meaning: "The trace number of a return or change addenda is its entry's.",
        cure: "Nothing to do: the entry's trace number is used.",
        wrong: "6 record 80-94: 071000280000001; 7 record 80-94: 091000010000077",
        right: "6 record 80-94: 071000280000001; 7 record 80-94: 071000280000001")
    public static let internationalOrder = FindingRule(
        "nacha.addenda.iat-order", .error,
        meaning:
            "An IAT entry carries addenda 10 to 16 once each and in order, then up to two 17 and five 18, together "
            + "at most five.",
        cure: "Ask for a corrected file.",
        wrong: "710... 712... 711...", right: "710... 711... 712...")
    public static let internationalSequence = FindingRule(
        "nacha.addenda.iat-sequence", .warning,
        meaning: "Addenda 17 and 18 of an IAT entry are numbered from 0001 each, without a gap.",
        cure: "Nothing to do: their order in the file is used. Tell the sender.",
        wrong: "717 84-87: 0002 on the first of them", right: "717 84-87: 0001")
    public static let returnCode = FindingRule(
        "nacha.return.code", .error,
        meaning: "The return reason code is one of the Nacha Operating Rules, Appendix Four.",
        cure: "Ask the bank what the code means.",
        wrong: "4-6: R99", right: "4-6: R01")
    public static let returnTransactionCode = FindingRule(
        "nacha.return.transaction-code", .notice,
        meaning: "A return or notification of change has a transaction code ending in 1 or 6.",
        cure: "Nothing to do: the addenda shows that it is a return.",
        wrong: "627... 799R01...", right: "626... 799R01...")
    public static let dateOfDeath = FindingRule(
        "nacha.return.date-of-death", .warning,
        meaning: "A return R14 or R15 names the date of death, YYMMDD; other returns leave it blank.",
        cure: "Ask the bank for the date.",
        wrong: "799R15 22-27: (blank)", right: "799R15 22-27: 260110")
    public static let changeCode = FindingRule(
        "nacha.change.code", .error,
        meaning: "The change code is one of the Nacha Operating Rules, Appendix Five.",
        cure: "Ask the bank what the code means.",
        wrong: "4-6: C92", right: "4-6: C01")
    public static let changeMissing = FindingRule(
        "nacha.change.missing", .error, meaning: "Every entry of a COR batch carries one addenda 98.",
        cure: "Ask for a corrected file.",
        wrong: "COR: 621... (and no 798)", right: "COR: 621...\n798C01...")
    public static let changeOutsideClass = FindingRule(
        "nacha.change.class", .error, meaning: "Addenda 98 stand in batches of class COR.",
        cure: "Ask for a corrected file.",
        wrong: "5 record 51-53: PPD; 798C01...", right: "5 record 51-53: COR; 798C01...")
    public static let correctedData = FindingRule(
        "nacha.change.corrected-data", .warning,
        meaning: "A notification of change holds the corrected data; only C13 needs none.",
        cure: "Ask the bank for the corrected data.",
        wrong: "798C01 36-64: (blank)", right: "798C01 36-64: 12345")
}
