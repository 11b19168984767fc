// The catalogue: rules on addenda, returns and notifications of change.

public import Parsing

extension NACHARules {
    static let addenda: [FindingRule] = [
        addendaType, addendaSequence, addendaEntry, addendaTrace, internationalOrder, internationalSequence,
        returnCode, returnTransactionCode, dateOfDeath, changeCode, changeMissing, changeOutsideClass, correctedData,
    ]

    public static let addendaType = FindingRule(
        "nacha.addenda.type", .error, meaning: "The addenda type is one that the entry's class allows.",
        cure: "Ask for a corrected file.")
    public static let addendaSequence = FindingRule(
        "nacha.addenda.sequence", .error,
        meaning: "Addenda of an entry are numbered from 0001 without a gap.",
        cure: "Ask for a corrected file: an addenda record may be missing.")
    public static let addendaEntry = FindingRule(
        "nacha.addenda.entry-sequence", .error,
        meaning: "An addenda record ends with the last seven digits of its entry's trace number.",
        cure: "Ask for a corrected file: the addenda may belong to another entry.")
    public static let addendaTrace = FindingRule(
        "nacha.addenda.trace", .notice,
        meaning: "The trace number of a return or change addenda is its entry's.",
        cure: "Nothing to do: the entry's trace number is used.")
    public static let internationalOrder = FindingRule(
        "nacha.addenda.iat-order", .error,
        meaning:
            "An IAT entry carries addenda 10 to 16 once each and in order, then up to two 17 and five 18, together "
            + "at most five.",
        cure: "Ask for a corrected file.")
    public static let internationalSequence = FindingRule(
        "nacha.addenda.iat-sequence", .warning,
        meaning: "Addenda 17 and 18 of an IAT entry are numbered from 0001 each, without a gap.",
        cure: "Nothing to do: their order in the file is used. Tell the sender.")
    public static let returnCode = FindingRule(
        "nacha.return.code", .error,
        meaning: "The return reason code is one of the Nacha Operating Rules, Appendix Four.",
        cure: "Ask the bank what the code means.")
    public static let returnTransactionCode = FindingRule(
        "nacha.return.transaction-code", .notice,
        meaning: "A return or notification of change has a transaction code ending in 1 or 6.",
        cure: "Nothing to do: the addenda shows that it is a return.")
    public static let dateOfDeath = FindingRule(
        "nacha.return.date-of-death", .warning,
        meaning: "A return R14 or R15 names the date of death, YYMMDD; other returns leave it blank.",
        cure: "Ask the bank for the date.")
    public static let changeCode = FindingRule(
        "nacha.change.code", .error,
        meaning: "The change code is one of the Nacha Operating Rules, Appendix Five.",
        cure: "Ask the bank what the code means.")
    public static let changeMissing = FindingRule(
        "nacha.change.missing", .error, meaning: "Every entry of a COR batch carries one addenda 98.",
        cure: "Ask for a corrected file.")
    public static let changeOutsideClass = FindingRule(
        "nacha.change.class", .error, meaning: "Addenda 98 stand in batches of class COR.",
        cure: "Ask for a corrected file.")
    public static let correctedData = FindingRule(
        "nacha.change.corrected-data", .warning,
        meaning: "A notification of change holds the corrected data; only C13 needs none.",
        cure: "Ask the bank for the corrected data.")
}
