// The catalogue: rules on the entry detail.

public import Parsing

extension NACHARules {
    static let entries: [FindingRule] = [
        transactionCode, classTransactionCode, serviceSide, checkDigit, traceODFI, traceOrder, repeatedTrace,
        addendaIndicator, addendaMissing, addendaExcess, addendaCount, looseAddendaCount, amountZero, amountNotZero,
        receiverName, noReceiverName, accountNumber, amountLimit, repeatedEntry,
    ]

    public static let transactionCode = FindingRule(
        "nacha.entry.transaction-code", .error,
        meaning: "The transaction code is one of the Nacha Operating Rules.", cure: "Ask for a corrected file.",
        wrong: "2-3: 99", right: "2-3: 22",
        leavesGap: true)
    public static let classTransactionCode = FindingRule(
        "nacha.entry.sec-transaction-code", .error,
        meaning: "The transaction code is allowed in the batch's standard entry class.",
        cure: "Ask for a corrected file.",
        wrong: "5 record 51-53: PPD; 6 record 2-3: 24", right: "5 record 51-53: CCD; 6 record 2-3: 24")
    public static let serviceSide = FindingRule(
        "nacha.entry.service-side", .error,
        meaning: "Service class 220 holds credits only, 225 debits only.", cure: "Ask for a corrected file.",
        wrong: "5220... 627...", right: "5200... 627...")
    public static let checkDigit = FindingRule(
        "nacha.entry.check-digit", .error,
        meaning: "The check digit fits the receiving DFI number (weights 3 7 1 3 7 1 3 7).",
        cure: "Ask for a corrected file: the routing number is wrong.",
        wrong: "4-12: 071000281", right: "4-12: 071000288")
    public static let traceODFI = FindingRule(
        "nacha.entry.trace-odfi", .error,
        meaning: "The first eight digits of the trace number are the batch header's originating DFI.",
        cure: "Ask for a corrected file.",
        wrong: "5 record 80-87: 07100028; 6 record 80-94: 091000010000001",
        right: "5 record 80-87: 07100028; 6 record 80-94: 071000280000001")
    public static let traceOrder = FindingRule(
        "nacha.entry.trace-order", .error, meaning: "Trace numbers ascend within a batch; gaps are allowed.",
        cure: "Ask for a corrected file.",
        wrong: "80-94: 071000280000002, then 071000280000001", right: "80-94: 071000280000001, then 071000280000002")
    public static let repeatedTrace = FindingRule(
        "nacha.entry.trace-repeated", .error, meaning: "A trace number stands once in a batch.",
        cure: "Ask for a corrected file: an entry may stand in it twice.",
        wrong: "80-94: 071000280000001, then 071000280000001", right: "80-94: 071000280000001, then 071000280000002")
    public static let addendaIndicator = FindingRule(
        "nacha.entry.addenda-indicator", .error,
        meaning: "The addenda record indicator is 1 where addenda follow and 0 where none do.",
        cure: "Ask for a corrected file: an addenda record may be missing.",
        wrong: "79: 1, and no 7 record follows", right: "79: 0")
    public static let addendaMissing = FindingRule(
        "nacha.entry.addenda-missing", .error, meaning: "The entry carries the addenda its class demands.",
        cure: "Ask for a corrected file.",
        wrong: "POS: 627... (and no 702)", right: "POS: 627...\n702...")
    public static let addendaExcess = FindingRule(
        "nacha.entry.addenda-excess", .error, meaning: "The entry carries no more addenda than its class allows.",
        cure: "Ask for a corrected file.",
        wrong: "CCD: 622...\n705...\n705...", right: "CCD: 622...\n705...")
    public static let addendaCount = FindingRule(
        "nacha.entry.addenda-count", .error, meaning: "The entry's number of addenda records is what follows it.",
        cure: "Ask for a corrected file: addenda records may be missing.",
        wrong: "CTX 55-58: 0003, and two 705 follow", right: "CTX 55-58: 0002, and two 705 follow")
    public static let looseAddendaCount = FindingRule(
        "nacha.entry.stated-addenda", .warning,
        meaning:
            "The number of addenda records in an IAT or ENR entry is what follows it; originators often get it wrong.",
        cure: "Nothing to do: the records themselves are counted. Tell the sender.",
        wrong: "IAT 13-16: 0007, and nine addenda follow", right: "IAT 13-16: 0009, and nine addenda follow")
    public static let amountZero = FindingRule(
        "nacha.entry.amount-zero", .error,
        meaning: "An entry that moves money has an amount; only returns, prenotes and zero-dollar codes have none.",
        cure: "Ask for a corrected file.",
        wrong: "2-3: 22; 30-39: 0000000000", right: "2-3: 23; 30-39: 0000000000")
    public static let amountNotZero = FindingRule(
        "nacha.entry.amount-not-zero", .error,
        meaning: "Prenotes, zero-dollar codes, acknowledgements, death notices, enrollments and changes have amount 0.",
        cure: "Ask for a corrected file.",
        wrong: "2-3: 23; 30-39: 0000000001", right: "2-3: 23; 30-39: 0000000000",
        leavesGap: true)
    public static let receiverName = FindingRule(
        "nacha.entry.receiver-name", .error,
        meaning: "The receiver's name is neither blank nor all zeros; TEL and WEB demand it.",
        cure: "Ask for a corrected file.",
        wrong: "TEL 55-76: (blank)", right: "TEL 55-76: ALEX ABBOTT")
    public static let noReceiverName = FindingRule(
        "nacha.entry.no-receiver-name", .warning,
        meaning: "The receiver's name is required; the receiving bank may return an entry without it.",
        cure: "Nothing to do; tell the sender.",
        wrong: "PPD 55-76: (blank)", right: "PPD 55-76: ALEX ABBOTT")
    public static let accountNumber = FindingRule(
        "nacha.entry.account-number", .warning,
        meaning: "The account number is required; the receiving bank may return an entry without it.",
        cure: "Nothing to do; expect a return.",
        wrong: "13-29: (blank)", right: "13-29: 12345")
    public static let amountLimit = FindingRule(
        "nacha.entry.amount-limit", .warning,
        meaning: "ARC, BOC and POP are limited to 25,000.00; RCK and XCK are below 2,500.00.",
        cure: "Expect a return; tell the sender.",
        wrong: "RCK 30-39: 0000250000", right: "RCK 30-39: 0000249999")
    public static let repeatedEntry = FindingRule(
        "nacha.entry.repeated", .notice,
        meaning: "Two entries of one file with the same trace, receiver, amount and effective date may be one entry "
            + "sent twice.",
        cure: "Ask the sender whether both are meant.",
        wrong: "two entries of trace 071000280000001 to one account for one amount", right: "one of them")
}
