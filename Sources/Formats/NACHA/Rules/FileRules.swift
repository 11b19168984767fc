// The catalogue: rules on the file header, the file control and the file as a whole.

public import Parsing

extension NACHARules {
    static let files: [FindingRule] = [
        noHeader, headerPosition, priorityCode, destination, origin, creationDate, creationTime, idModifier,
        recordSize, blockingFactor, formatCode, noBatches, noFileControl, batchCount, blockCount, fileEntryCount,
        fileEntryHash, fileTotalDebit, fileTotalCredit, totalOverflow, blocking, afterControl, secondFile,
    ]

    public static let noHeader = FindingRule(
        "nacha.file.no-header", .error, meaning: "A file begins with a file header record (type 1).",
        cure: "Ask for the complete file.",
        wrong: "5220... (first record)", right: "101... (first record)")
    public static let headerPosition = FindingRule(
        "nacha.file.header-position", .error, meaning: "The file header is the first record of the file.",
        cure: "Ask for a file in the right order.",
        wrong: "5220... 101...", right: "101... 5220...")
    public static let priorityCode = FindingRule(
        "nacha.file.priority-code", .error, meaning: "The priority code of the file header is 01.",
        cure: "Ask for a corrected file header.",
        wrong: "2-3: 02", right: "2-3: 01")
    public static let destination = FindingRule(
        "nacha.file.destination", .error,
        meaning: """
            The immediate destination is a blank and a 9-digit routing number with a right check digit, or, in a file that a \
            bank passes on, the ten-character identification of its customer.
            """,
        cure: "Ask for a corrected file header.",
        wrong: "4-13:  071000280", right: "4-13:  071000288")
    public static let origin = FindingRule(
        "nacha.file.origin", .error, meaning: "The immediate origin is not blank.",
        cure: "Ask for a corrected file header.",
        wrong: "14-23: (blank)", right: "14-23: 1123456789")
    public static let creationDate = FindingRule(
        "nacha.file.creation-date", .error, meaning: "The file creation date is a day of the calendar, YYMMDD.",
        cure: "Ask for a corrected file header.",
        wrong: "24-29: 260231", right: "24-29: 260228")
    public static let creationTime = FindingRule(
        "nacha.file.creation-time", .warning,
        meaning: "The file creation time is HHMM or blank.", cure: "Nothing to do; tell the sender.",
        wrong: "30-33: 2460", right: "30-33: 2359")
    public static let idModifier = FindingRule(
        "nacha.file.id-modifier", .error, meaning: "The file id modifier is A-Z or 0-9.",
        cure: "Ask for a corrected file header: the modifier tells files of one day apart.",
        wrong: "34: a", right: "34: A")
    public static let recordSize = FindingRule(
        "nacha.file.record-size", .error, meaning: "The record size in the file header is 094.",
        cure: "Ask for a corrected file header.",
        wrong: "35-37: 095", right: "35-37: 094")
    public static let blockingFactor = FindingRule(
        "nacha.file.blocking-factor", .error, meaning: "The blocking factor in the file header is 10.",
        cure: "Ask for a corrected file header.",
        wrong: "38-39: 11", right: "38-39: 10")
    public static let formatCode = FindingRule(
        "nacha.file.format-code", .error, meaning: "The format code in the file header is 1.",
        cure: "Ask for a corrected file header.",
        wrong: "40: 2", right: "40: 1")
    public static let noBatches = FindingRule(
        "nacha.file.no-batches", .error, meaning: "A file holds at least one batch.",
        cure: "If the bank sends empty files on days without items, take this one as such; else ask for the file.",
        wrong: "101... 9000000...", right: "101... 5220... 622... 8220... 9000001...")
    public static let noFileControl = FindingRule(
        "nacha.file.no-control", .error, meaning: "A file ends with a file control record (type 9).",
        cure: "Ask for the complete file: its end is missing.",
        wrong: "101... 5220... 622... 8220... (end)", right: "101... 5220... 622... 8220... 9000001...",
        leavesGap: true)
    public static let batchCount = FindingRule(
        "nacha.file.batch-count", .error, meaning: "The file control counts the batch headers of the file.",
        cure: "Ask for a corrected file: batches may be missing.",
        wrong: "2-7: 000002 after one batch", right: "2-7: 000001",
        leavesGap: true)
    public static let blockCount = FindingRule(
        "nacha.file.block-count", .error,
        meaning: "The file control counts the blocks of ten records, filler and the last part block included.",
        cure: "Ask for a corrected file: records may be missing.",
        wrong: "8-13: 000002 in a file of ten records", right: "8-13: 000001")
    public static let fileEntryCount = FindingRule(
        "nacha.file.entry-count", .error, meaning: "The file control counts the entry and addenda records.",
        cure: "Ask for a corrected file: entries may be missing.",
        wrong: "14-21: 00000003 after one entry with one addenda", right: "14-21: 00000002",
        leavesGap: true)
    public static let fileEntryHash = FindingRule(
        "nacha.file.entry-hash", .error,
        meaning: "The file's entry hash is the sum of the entries' receiving DFI numbers, low ten digits.",
        cure: "Ask for a corrected file: an entry may have been changed or lost.",
        wrong: "22-31: 0007100029 for one entry of 07100028", right: "22-31: 0007100028",
        leavesGap: true)
    public static let fileTotalDebit = FindingRule(
        "nacha.file.total-debit", .error, meaning: "The file control holds the sum of all debits.",
        cure: "Ask for a corrected file.",
        wrong: "32-43: 000000000001 without any debit", right: "32-43: 000000000000",
        leavesGap: true)
    public static let fileTotalCredit = FindingRule(
        "nacha.file.total-credit", .error, meaning: "The file control holds the sum of all credits.",
        cure: "Ask for a corrected file.",
        wrong: "44-55: 000000125001 for one credit of 1250.00", right: "44-55: 000000125000",
        leavesGap: true)
    public static let totalOverflow = FindingRule(
        "nacha.file.total-overflow", .error, meaning: "The totals of a file fit the fields of its control records.",
        cure: "Ask for the entries in several files.",
        wrong: "credits of 10000000000.00 in one file", right: "two files of 5000000000.00",
        leavesGap: true)
    public static let blocking = FindingRule(
        "nacha.file.blocking", .warning,
        meaning: "Records of nines fill the file up to a multiple of ten records.",
        cure: "Nothing to do: the filler carries nothing. Ask the sender to fill the last block.",
        wrong: "six records, then the end", right: "six records, then four of 94 nines")
    public static let afterControl = FindingRule(
        "nacha.file.after-control", .error, meaning: "Only filler records of nines follow the file control.",
        cure: "Ask for a corrected file: what follows the end was not read.",
        wrong: "9000001... 622...", right: "622... 8220... 9000001...",
        leavesGap: true)
    public static let secondFile = FindingRule(
        "nacha.file.second-file", .error, meaning: "One file holds one file header and one file control.",
        cure: "Split the file at the second file header, or ask for the files one by one.",
        wrong: "101... 9000001... 101... 9000001...", right: "101... 9000001... in a file each",
        leavesGap: true)
}
