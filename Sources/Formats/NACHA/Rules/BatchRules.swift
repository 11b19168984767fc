// The catalogue: rules on the batch header, the batch control and the batch as a whole.

public import Parsing

extension NACHARules {
    static let batches: [FindingRule] = [
        serviceClass, entryClass, companyName, companyID, entryDescription, effectiveDate, unreadableEffectiveDate,
        noEffectiveDate,
        settlementDay, originatorStatus, originatingDFI, batchNumberOrder, emptyBatch, noBatchControl,
        controlServiceClass, controlCompanyID, controlAlignment, controlOriginatingDFI, controlBatchNumber,
        batchEntryCount, batchEntryHash, batchTotalDebit, batchTotalCredit, repeatedBatch,
    ]

    public static let serviceClass = FindingRule(
        "nacha.batch.service-class", .error, meaning: "The service class code is 200, 220, 225 or, for ADV, 280.",
        cure: "Ask for a corrected file.",
        wrong: "2-4: 999", right: "2-4: 200")
    public static let entryClass = FindingRule(
        "nacha.batch.sec", .error, meaning: "The standard entry class code is one of the Nacha Operating Rules.",
        cure: "Ask for a corrected file, or for the meaning of the class.",
        wrong: "51-53: ZZZ", right: "51-53: PPD")
    public static let companyName = FindingRule(
        "nacha.batch.company-name", .error, meaning: "The company name is neither blank nor all zeros.",
        cure: "Ask for a corrected batch header.",
        wrong: "5-20: 0000000000000000", right: "5-20: EXAMPLE HEALTH")
    public static let companyID = FindingRule(
        "nacha.batch.company-id", .error, meaning: "The company identification is neither blank nor all zeros.",
        cure: "Ask for a corrected batch header.",
        wrong: "41-50: (blank)", right: "41-50: 1123456789")
    public static let entryDescription = FindingRule(
        "nacha.batch.description", .error, meaning: "The company entry description is neither blank nor all zeros.",
        cure: "Ask for a corrected batch header.",
        wrong: "54-63: 0000000000", right: "54-63: HCCLAIMPMT")
    public static let effectiveDate = FindingRule(
        "nacha.batch.effective-date", .error, meaning: "The effective entry date is a day of the calendar, YYMMDD.",
        cure: "Ask for a corrected batch header.",
        wrong: "70-75: 260231", right: "70-75: 260227")
    public static let unreadableEffectiveDate = FindingRule(
        "nacha.batch.effective-date-unreadable", .warning,
        meaning: "The effective entry date is six digits; where it cannot be read, the operator settles at the next "
            + "opportunity.",
        cure: "Nothing to do: the file's creation date is taken in its place. Tell the sender.",
        wrong: "70-75: 16    ", right: "70-75: 260116")
    public static let noEffectiveDate = FindingRule(
        "nacha.batch.no-effective-date", .notice,
        meaning: "A batch without an effective entry date settles at the operator's next opportunity.",
        cure: "Nothing to do: the file's creation date is taken in its place.",
        wrong: "70-75: 000000", right: "70-75: 260116")
    public static let settlementDay = FindingRule(
        "nacha.batch.settlement-day", .warning,
        meaning: "The settlement date is a day of the year from 001 to 366, put in by the operator, or blank.",
        cure: "Ask the bank; the effective entry date is used in its place.",
        wrong: "76-78: 367", right: "76-78: 016")
    public static let originatorStatus = FindingRule(
        "nacha.batch.originator-status", .warning,
        meaning: "The originator status code is 1 or 2; 0 is the operator's, in ADV.",
        cure: "Nothing to do; tell the sender.",
        wrong: "79: 0", right: "79: 1")
    public static let originatingDFI = FindingRule(
        "nacha.batch.odfi", .error, meaning: "The originating DFI identification is eight digits, not all zeros.",
        cure: "Ask for a corrected batch header.",
        wrong: "80-87: 00000000", right: "80-87: 07100028")
    public static let batchNumberOrder = FindingRule(
        "nacha.batch.number-order", .error, meaning: "Batch numbers ascend within the file; gaps are allowed.",
        cure: "Ask for a corrected file: a batch may stand in it twice.",
        wrong: "88-94: 0000002, then 0000001", right: "88-94: 0000001, then 0000002")
    public static let emptyBatch = FindingRule(
        "nacha.batch.empty", .error, meaning: "A batch holds at least one entry.",
        cure: "Ask for a corrected file: entries may be missing.",
        wrong: "5220... 8220...", right: "5220... 622... 8220...")
    public static let noBatchControl = FindingRule(
        "nacha.batch.no-control", .error, meaning: "A batch ends with a batch control record (type 8).",
        cure: "Ask for a corrected file: entries may be missing.",
        wrong: "5220... 622... 5220...", right: "5220... 622... 8220... 5220...",
        leavesGap: true)
    public static let controlServiceClass = FindingRule(
        "nacha.batch.control-service-class", .error,
        meaning: "The batch control repeats the header's service class code.", cure: "Ask for a corrected file.",
        wrong: "5220... 8200...", right: "5220... 8220...")
    public static let controlCompanyID = FindingRule(
        "nacha.batch.control-company-id", .error,
        meaning: "The batch control repeats the header's company identification.", cure: "Ask for a corrected file.",
        wrong: "5 record 41-50: 1123456789; 8 record 45-54: 1123456780",
        right: "5 record 41-50: 1123456789; 8 record 45-54: 1123456789")
    public static let controlAlignment = FindingRule(
        "nacha.batch.control-company-id-alignment", .warning,
        meaning: "The batch control repeats the header's company identification in the same columns.",
        cure: "Nothing to do: blanks around it are ignored. Tell the sender.",
        wrong: "8 record 45-54:  123456789", right: "8 record 45-54: 123456789 ")
    public static let controlOriginatingDFI = FindingRule(
        "nacha.batch.control-odfi", .error,
        meaning: "The batch control repeats the header's originating DFI identification.",
        cure: "Ask for a corrected file.",
        wrong: "5 record 80-87: 07100028; 8 record 80-87: 07100029",
        right: "5 record 80-87: 07100028; 8 record 80-87: 07100028")
    public static let controlBatchNumber = FindingRule(
        "nacha.batch.control-number", .error, meaning: "The batch control repeats the header's batch number.",
        cure: "Ask for a corrected file: records of a batch may be missing.",
        wrong: "5 record 88-94: 0000001; 8 record 88-94: 0000002",
        right: "5 record 88-94: 0000001; 8 record 88-94: 0000001",
        leavesGap: true)
    public static let batchEntryCount = FindingRule(
        "nacha.batch.entry-count", .error, meaning: "The batch control counts the batch's entry and addenda records.",
        cure: "Ask for a corrected file: entries may be missing.",
        wrong: "5-10: 000003 after one entry with one addenda", right: "5-10: 000002",
        leavesGap: true)
    public static let batchEntryHash = FindingRule(
        "nacha.batch.entry-hash", .error,
        meaning: "The batch's entry hash is the sum of the entries' receiving DFI numbers, low ten digits.",
        cure: "Ask for a corrected file: an entry may have been changed or lost.",
        wrong: "11-20: 0007100029 for one entry of 07100028", right: "11-20: 0007100028",
        leavesGap: true)
    public static let batchTotalDebit = FindingRule(
        "nacha.batch.total-debit", .error, meaning: "The batch control holds the sum of the batch's debits.",
        cure: "Ask for a corrected file.",
        wrong: "21-32: 000000000001 without any debit", right: "21-32: 000000000000",
        leavesGap: true)
    public static let batchTotalCredit = FindingRule(
        "nacha.batch.total-credit", .error, meaning: "The batch control holds the sum of the batch's credits.",
        cure: "Ask for a corrected file.",
        wrong: "33-44: 000000125001 for one credit of 1250.00", right: "33-44: 000000125000",
        leavesGap: true)
    public static let repeatedBatch = FindingRule(
        "nacha.batch.repeated", .notice,
        meaning: "Two batches of one file with the same company, class, description, date, count, hash and totals may "
            + "be one batch sent twice.",
        cure: "Ask the sender whether both are meant.",
        wrong: "the same batch 0000001 and 0000002", right: "batch 0000001 once")
}
