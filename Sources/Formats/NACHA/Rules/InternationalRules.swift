// The catalogue: rules on the fields of IAT batches, entries and addenda beyond their order and count.

public import Parsing

extension NACHARules {
    static let international: [FindingRule] = [
        internationalCount, internationalAddendaSequence, exchangeIndicator, internationalCountry,
        internationalCurrency,
        screeningIndicator, screeningSuspect, internationalType, foreignAmount, bankQualifier, bankCountry,
        internationalParty,
    ]

    public static let internationalCount = FindingRule(
        "nacha.addenda.iat-count", .error,
        meaning: "An IAT entry carries at most two addenda 17 and five addenda 18, together at most five.",
        cure: "Ask for a corrected file.",
        wrong: "717... 717... 717...", right: "717... 717...")
    public static let internationalAddendaSequence = FindingRule(
        "nacha.addenda.iat-repeated", .error,
        meaning: "Each of the addenda 10 to 16 stands once in an IAT entry.", cure: "Ask for a corrected file.",
        wrong: "710... 711... 711... 712...", right: "710... 711... 712...")
    public static let exchangeIndicator = FindingRule(
        "nacha.batch.iat-exchange", .warning,
        meaning:
            "The foreign exchange indicator of an IAT batch is FV, VF or FF, and its reference indicator 1, 2 or 3 "
            + "(blank or 0 with FF).",
        cure: "Nothing to do; tell the sender.", wrong: "21-23: XX9", right: "21-23: FF3")
    public static let internationalCountry = FindingRule(
        "nacha.batch.iat-country", .warning,
        meaning: "The destination country of an IAT batch is two letters (ISO 3166).",
        cure: "Nothing to do; tell the sender.", wrong: "39-40: 1 ", right: "39-40: US")
    public static let internationalCurrency = FindingRule(
        "nacha.batch.iat-currency", .warning,
        meaning: "The currencies of an IAT batch are three letters each (ISO 4217).",
        cure: "Nothing to do; tell the sender.", wrong: "64-69: CA USD", right: "64-69: CADUSD")
    public static let screeningIndicator = FindingRule(
        "nacha.entry.iat-screening", .warning,
        meaning: "The OFAC screening indicators of an IAT entry are 0, 1 or blank.",
        cure: "Ask the gateway what it meant.", wrong: "77-78: X ", right: "77-78: 0 ")
    public static let screeningSuspect = FindingRule(
        "nacha.entry.iat-suspect", .notice,
        meaning:
            "A screening indicator 1 says that a party may be on the list of the Office of Foreign Assets Control.",
        cure: "Hold the entry until it is screened.", wrong: "77-78: 1 ", right: "77-78: 0 ")
    public static let internationalType = FindingRule(
        "nacha.addenda.iat-type-code", .warning,
        meaning:
            "The transaction type of addenda 10 is ANN, BUS, DEP, LOA, MIS, MOR, PEN, RLS, REM, SAL, TAX or a class.",
        cure: "Nothing to do; tell the sender.", wrong: "710XYZ", right: "710BUS")
    public static let foreignAmount = FindingRule(
        "nacha.addenda.iat-foreign-amount", .warning,
        meaning: "The foreign payment amount of addenda 10 is eighteen digits, or zeros where it is not known.",
        cure: "Nothing to do: the entry's own amount is used. Tell the sender.",
        wrong: "7-24: 10.00             ", right: "7-24: 000000000000001000")
    public static let bankQualifier = FindingRule(
        "nacha.addenda.iat-bank-qualifier", .warning,
        meaning: "A bank's identification in addenda 13, 14 and 18 is marked 01 (national), 02 (BIC) or 03 (IBAN).",
        cure: "Nothing to do; tell the sender.", wrong: "39-40: 09", right: "39-40: 01")
    public static let bankCountry = FindingRule(
        "nacha.addenda.iat-bank-country", .warning,
        meaning: "A bank's branch country in addenda 13, 14 and 18 is two letters (ISO 3166).",
        cure: "Nothing to do; tell the sender.", wrong: "75-77:    ", right: "75-77: US ")
    public static let internationalParty = FindingRule(
        "nacha.addenda.iat-party", .warning,
        meaning:
            "Names and addresses of the originator, the receiver and their banks are there: they are what is screened.",
        cure: "Ask the sender before the entry is passed on.",
        wrong: "711 (columns 4-38 blank)", right: "711EXAMPLE HEALTH")
}
