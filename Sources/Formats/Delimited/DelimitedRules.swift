// The catalogue of findings of this module. Codes are stable; texts may improve.
// Relies on Parsing.

public import Parsing

/// Every finding that a reader of this module can make.
public enum DelimitedRules {
    public static let all: [FindingRule] = form + table + value

    static let form = [empty, quoteInField, textAfterQuote, unterminated, nul, encoding, rowTooLong, tooManyFields]
    static let empty = FindingRule(
        "csv.empty", .error, meaning: "A file has a header line.", cure: "Ask the sender for the file.",
        leavesGap: true)
    static let quoteInField = FindingRule(
        "csv.quote.in-field", .error,
        meaning: "A field with a quote in it is quoted, and the quote doubled (RFC 4180, 2.5-2.7).",
        cure: "Ask the sender to quote its fields.",
        wrong: #"I1,invoice,P1,The "Elm" Clinic,R1,5.00,USD,2026-03-02,,"#,
        right: #"I1,invoice,P1,"The ""Elm"" Clinic",R1,5.00,USD,2026-03-02,,"#,
        leavesGap: true)
    static let textAfterQuote = FindingRule(
        "csv.quote.text-after", .error,
        meaning: "After a closing quote comes a separator or the end of the line (RFC 4180).",
        cure: "Ask the sender to quote its fields.",
        wrong: #"I1,invoice,P1,"Elm Clinic" West,R1,5.00,USD,2026-03-02,,"#,
        right: #"I1,invoice,P1,"Elm Clinic West",R1,5.00,USD,2026-03-02,,"#,
        leavesGap: true)
    static let unterminated = FindingRule(
        "csv.quote.unterminated", .error, meaning: "Each opening quote has its closing one.",
        cure: "Fetch the file again; it may be cut short.",
        wrong: #"I1,invoice,P1,"Elm Clinic,R1,5.00,USD,2026-03-02,,"#,
        right: #"I1,invoice,P1,"Elm Clinic",R1,5.00,USD,2026-03-02,,"#,
        leavesGap: true)
    static let nul = FindingRule(
        "csv.nul", .error, meaning: "A text file holds no NUL byte.", cure: "Ask the sender for a correct file.",
        leavesGap: true)
    static let encoding = FindingRule(
        "csv.encoding", .error, meaning: "Files are UTF-8.", cure: "Ask the sender to write UTF-8.",
        leavesGap: true)
    static let rowTooLong = FindingRule(
        "csv.row.too-long", .error, meaning: "A row stays below one MiB.", cure: "Look for a quote that is not closed.",
        leavesGap: true)
    static let tooManyFields = FindingRule(
        "csv.row.too-many-fields", .error, meaning: "A row has 1000 fields at most.",
        cure: "Ask the sender for a correct file.",
        leavesGap: true)

    static let table = [
        unknownHeader, columnMissing, columnUnknown, columnRepeated, ragged, noRows, duplicatesUnchecked,
    ]
    static let unknownHeader = FindingRule(
        "csv.header.unknown", .error, meaning: "The header names the columns of open items or of payments.",
        cure: "Ask the sender what the file is meant to be.",
        wrong: "number,what,who,amount",
        right: "item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref",
        leavesGap: true)
    static let columnMissing = FindingRule(
        "csv.header.column-missing", .error, meaning: "All columns of the format are there, in any order.",
        cure: "Ask the sender for the column.",
        wrong: "item_id,kind,party_id,party_name,reference,amount,issued_on,due_on,patient_ref",
        right: "item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref",
        leavesGap: true)
    static let columnUnknown = FindingRule(
        "csv.header.column-unknown", .warning, meaning: "Columns beyond the format's are not read.",
        cure: "Nothing to do, unless the column matters.",
        wrong: "item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref,remark",
        right: "item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref")
    static let columnRepeated = FindingRule(
        "csv.header.column-repeated", .error, meaning: "Each column has a name of its own.",
        cure: "Ask the sender for a correct file.",
        wrong: "item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref,amount",
        right: "item_id,kind,party_id,party_name,reference,amount,currency,issued_on,due_on,patient_ref",
        leavesGap: true)
    static let ragged = FindingRule(
        "csv.row.ragged", .error, meaning: "Each row has as many fields as the header (RFC 4180, 2.4).",
        cure: "Ask the sender for a correct file.",
        wrong: "I1,invoice,P1,Elm Clinic,R1,1,250.00,USD,2026-03-02,,",
        right: "I1,invoice,P1,Elm Clinic,R1,1250.00,USD,2026-03-02,,",
        leavesGap: true)
    static let noRows = FindingRule(
        "csv.no-rows", .notice, meaning: "A file may be empty but for its header.", cure: "Nothing to do.")
    static let duplicatesUnchecked = FindingRule(
        "csv.duplicates-unchecked", .notice, meaning: "Repeated ids are looked for among so many rows.",
        cure: "Nothing to do.")

    static let value = [
        valueMissing, kindUnknown, amountMalformed, amountNegative, amountZero, currencyMalformed, dateMalformed,
        dueBeforeIssue, idRepeated, idTooLong, directionUnknown, directionUnusual, routingNumber, accountMalformed,
        accountTypeUnknown, addendaTooLong, secCodeUnknown,
    ]
    static let valueMissing = FindingRule(
        "csv.value.missing", .error, meaning: "Mandatory fields are not empty.", cure: "Ask the sender for the value.",
        wrong: "I1,invoice,P1,Elm Clinic,,5.00,USD,2026-03-02,,",
        right: "I1,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-02,,",
        leavesGap: true)
    static let kindUnknown = FindingRule(
        "csv.kind", .error, meaning: "The kind is one of those that the format lists.",
        cure: "Ask the sender for a correct file.",
        wrong: "I1,bill,P1,Elm Clinic,R1,5.00,USD,2026-03-02,,",
        right: "I1,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-02,,",
        leavesGap: true)
    static let amountMalformed = FindingRule(
        "csv.amount.malformed", .error,
        meaning: "Amounts are plain decimals with no more decimals than their currency has.",
        cure: "Ask the sender for a correct file.",
        wrong: "I1,invoice,P1,Elm Clinic,R1,$5,USD,2026-03-02,,",
        right: "I1,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-02,,",
        leavesGap: true)
    static let amountNegative = FindingRule(
        "csv.amount.negative", .error, meaning: "Amounts have no sign.", cure: "Ask the sender for a correct file.",
        wrong: "I1,invoice,P1,Elm Clinic,R1,-5.00,USD,2026-03-02,,",
        right: "I1,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-02,,",
        leavesGap: true)
    static let amountZero = FindingRule(
        "csv.amount.zero", .warning, meaning: "An item or payment is of more than nothing.",
        cure: "Ask the sender whether the row is meant.",
        wrong: "I1,invoice,P1,Elm Clinic,R1,0.00,USD,2026-03-02,,",
        right: "I1,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-02,,")
    static let currencyMalformed = FindingRule(
        "csv.currency", .error, meaning: "Currencies are three capital letters (ISO 4217).",
        cure: "Ask the sender for a correct file.",
        wrong: "I1,invoice,P1,Elm Clinic,R1,5.00,US$,2026-03-02,,",
        right: "I1,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-02,,",
        leavesGap: true)
    static let dateMalformed = FindingRule(
        "csv.date", .error, meaning: "Dates are days of the calendar, written YYYY-MM-DD.",
        cure: "Ask the sender for a correct file.",
        wrong: "I1,invoice,P1,Elm Clinic,R1,5.00,USD,02/03/2026,,",
        right: "I1,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-02,,",
        leavesGap: true)
    static let dueBeforeIssue = FindingRule(
        "csv.date.due-before-issue", .warning, meaning: "An item is due on or after the day of its issue.",
        cure: "Ask the sender whether the dates are meant.",
        wrong: "I1,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-02,2026-02-28,",
        right: "I1,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-02,2026-03-31,")
    static let idRepeated = FindingRule(
        "csv.id.repeated", .error, meaning: "An id stands for one row.", cure: "Ask the sender which row counts.",
        wrong: """
            I1,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-02,,
            I1,invoice,P1,Elm Clinic,R2,7.00,USD,2026-03-02,,
            """,
        right: """
            I1,invoice,P1,Elm Clinic,R1,5.00,USD,2026-03-02,,
            I2,invoice,P1,Elm Clinic,R2,7.00,USD,2026-03-02,,
            """)
    static let idTooLong = FindingRule(
        "csv.id.too-long", .error,
        meaning: "A payment id has 15 characters at most: it goes out in the entry's identification field.",
        cure: "Ask the sender for shorter ids.",
        wrong: "PAYMENT-2026-0001,vendor,credit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,,CCD",
        right: "PY1,vendor,credit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,,CCD")
    static let directionUnknown = FindingRule(
        "csv.payment.direction", .error, meaning: "The direction is credit or debit.",
        cure: "Ask the sender for a correct file.",
        wrong: "PY1,vendor,out,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,,CCD",
        right: "PY1,vendor,credit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,,CCD",
        leavesGap: true)
    static let directionUnusual = FindingRule(
        "csv.payment.direction-unusual", .warning, meaning: "Debits collect rents and loans; all else is credited.",
        cure: "Ask the sender whether the direction is meant.",
        wrong: "PY1,vendor,debit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,,CCD",
        right: "PY1,vendor,credit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,,CCD")
    static let routingNumber = FindingRule(
        "csv.payment.routing", .error, meaning: "Routing numbers have nine digits with a check digit.",
        cure: "Ask the sender for a correct file.",
        wrong: "PY1,vendor,credit,Elm Supplies,091000018,0000012345,checking,5.00,USD,2026-03-02,,CCD",
        right: "PY1,vendor,credit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,,CCD")
    static let accountMalformed = FindingRule(
        "csv.payment.account", .error, meaning: "Account numbers have 1 to 17 printable characters.",
        cure: "Ask the sender for a correct file.",
        wrong: "PY1,vendor,credit,Elm Supplies,091000019,000000000000012345,checking,5.00,USD,2026-03-02,,CCD",
        right: "PY1,vendor,credit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,,CCD")
    static let accountTypeUnknown = FindingRule(
        "csv.payment.account-type", .error, meaning: "The account type is checking or savings.",
        cure: "Ask the sender for a correct file.",
        wrong: "PY1,vendor,credit,Elm Supplies,091000019,0000012345,current,5.00,USD,2026-03-02,,CCD",
        right: "PY1,vendor,credit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,,CCD")
    static let addendaTooLong = FindingRule(
        "csv.payment.addenda", .error, meaning: "Payment information has 80 printable ASCII characters at most.",
        cure: "Ask the sender for a shorter text.",
        wrong: "PY1,vendor,credit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,Zahlung für März,CCD",
        right: "PY1,vendor,credit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,Payment for March,CCD")
    static let secCodeUnknown = FindingRule(
        "csv.payment.sec-code", .error, meaning: "The entry class is PPD or CCD.",
        cure: "Ask the sender for a correct file.",
        wrong: "PY1,vendor,credit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,,CTX",
        right: "PY1,vendor,credit,Elm Supplies,091000019,0000012345,checking,5.00,USD,2026-03-02,,CCD")
}
